import { describe, expect, it } from 'vitest'
import { parseIsoDuration } from '#shared/kernel/iso-duration'

describe('An ISO 8601 duration', () => {
  it.each([
    ['PT30M', 1_800_000],
    ['PT2M30S', 150_000],
    ['PT0.5S', 500],
    ['P1DT1H', 90_000_000],
    ['P1W', 604_800_000],
    ['PT0S', 0],
  ])('%s is %d ms', (text, expected) => {
    expect(parseIsoDuration(text)).toBe(expected)
  })

  it.each(['', 'P', 'PT', 'P1DT', '30m', 'PT30', 'P1M', 'P1Y', '-PT5M', 'PT5M '])('refuses "%s"', (text) => {
    expect(parseIsoDuration(text)).toBeUndefined()
  })
})
