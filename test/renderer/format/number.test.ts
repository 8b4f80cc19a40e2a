import { describe, expect, it } from 'vitest'
import { formatCount, formatDollars, plural } from '../../../renderer/format/number'

describe('Numbers', () => {
  it('group thousands', () => expect(formatCount(10_000)).toBe('10,000'))
  it('never show a running cost as none', () => {
    expect(formatDollars(0)).toBe('$0.00')
    expect(formatDollars(0.0002)).toBe('<$0.001')
    expect(formatDollars(0.0041)).toBe('$0.004')
    expect(formatDollars(0.0193)).toBe('$0.02')
    expect(formatDollars(12)).toBe('$12.00')
  })
  it('agree with their noun', () => {
    expect(plural(1, 'row')).toBe('1 row')
    expect(plural(0, 'row')).toBe('0 rows')
    expect(plural(2, 'tenant')).toBe('2 tenants')
  })
})
