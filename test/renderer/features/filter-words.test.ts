import { describe, expect, it } from 'vitest'
import { filterWords, toggleWord, withoutWord } from '../../../renderer/features/fleet/filter-words'

const texts = (line: string): readonly string[] => filterWords(line).map(({ text }) => text)

describe('The words of a filter line', () => {
  it('keep quotes together', () => expect(texts('  health:critical "acme bank"  name:"x y"-z ')).toEqual(['health:critical', '"acme bank"', 'name:"x y"-z']))
  it('end with the line when a quote is not closed', () => expect(texts('env:a "acme ba')).toEqual(['env:a', '"acme ba']))

  it('can be taken out one by one', () => {
    const line = 'health:critical  env:frontend acme'
    expect(filterWords(line).map((word) => withoutWord(line, word))).toEqual(['env:frontend acme', 'health:critical acme', 'health:critical  env:frontend'])
  })

  it('are toggled by figures: one word a key', () => {
    expect(toggleWord('', 'health:critical')).toBe('health:critical')
    expect(toggleWord('acme health:critical', 'health:watch')).toBe('acme health:watch')
    expect(toggleWord('acme health:watch', 'health:watch')).toBe('acme')
    expect(toggleWord('alarms>0', 'health:watch')).toBe('alarms>0 health:watch')
  })
})
