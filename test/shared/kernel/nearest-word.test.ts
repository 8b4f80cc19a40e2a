import { describe, expect, it } from 'vitest'
import { nearestWord } from '#shared/kernel/nearest-word'

describe('The nearest word', () => {
  it.each([
    ['staus', 'status'],
    ['chekc', 'check'],
    ['Fleet', 'fleet'],
    ['--jsno', '--json'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearestWord(typed, ['status', 'check', 'fleet', '--json', '--help'])).toBe(meant)
  })

  it('says nothing when nothing is near', () => {
    expect(nearestWord('banana', ['status', 'check'])).toBeUndefined()
    expect(nearestWord('x', [])).toBeUndefined()
  })
})
