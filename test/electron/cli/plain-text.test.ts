import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainJson, plainLine } from '#electron/cli/plain-text'
import { leaseIsHeld } from '#shared/desk/store-failures'

describe('What a command prints', () => {
  it('moves no cursor, begins no line and turns no writing around, whatever others typed', () => {
    expect(plainLine('by \u001b[2Jeve\nclosed  g-1\u202e done')).toBe('by \ufffd[2Jeve / closed  g-1\ufffd done')
    expect(plainLine('a,b\r')).toBe('a,b\r')
    expect(plainLine('a\rb')).toBe('a\ufffdb')
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(plainLine(text).replace(/\r$/, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)))
  })

  it('is the same JSON, with numbers for what a terminal would obey', () => {
    const value = { by: 'eve\u009b2J\u202e', lines: ['a\nb'] }
    expect(plainJson(value)).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
    fc.assert(fc.property(fc.jsonValue(), (any) => void expect(JSON.parse(plainJson({ any }))).toEqual(JSON.parse(JSON.stringify({ any })))))
    expect(JSON.parse(plainJson(value))).toEqual(value)
  })

  it('names who holds something as an operator reads it', () => {
    expect(leaseIsHeld('support', 'ana@night-desk-1=7f3c-99').message).toContain('Another console (ana@night-desk-1) is at work')
  })
})
