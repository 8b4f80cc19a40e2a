import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#shared/support/instant'
import { lineFault, shownText, whyFault } from '#shared/support/said-text'

describe('What people say of support access', () => {
  it('is one line without hidden characters, and not too long', () => {
    expect(lineFault('Grüße aus Zürich — 東京', 100)).toBeUndefined()
    for (const hidden of ['a\nb', 'a\u001b[2Jb', 'a\u202eb', 'a\u2066b', 'a\u0085b', 'a\u2028b', 'R\u200bEQ-1', 'a\u00adb', 'a\u2060b', 'a\u3164b', 'a\u2800b', 'a\u{e0041}b']) expect(lineFault(hidden, 100)).toBe('One line, without characters that cannot be seen.')
    expect(lineFault('x'.repeat(101), 100)).toContain('At most 100')
  })

  it('has something that can be seen', () => {
    for (const blank of ['\u200d', '\u200c \u200d']) {
      expect(lineFault(blank, 100)).toContain('Nothing in it can be seen')
      expect(whyFault(blank)).toBe('Say why.')
    }
    expect(whyFault('\u2800')).toBeDefined()
    expect(lineFault('\u0646\u0645\u06cc\u200c\u0634\u0648\u062f', 100)).toBeUndefined()
  })

  it('is shown as one line without what cannot be seen, when somebody else wrote it', () => {
    expect(shownText('a\u202eevil\u202c \u001b[31m<b>x</b>\n W\u200bW ', 30)).toBe('aevil [31m<b>x</b> WW')
    expect(shownText('W'.repeat(400), 100)).toHaveLength(100)
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, most) => shownText(shownText(text, most), most) === shownText(text, most)))
  })

  it('may have several lines where it is a reason for ending', () => {
    expect(whyFault('Done.\r\nThank you.\n')).toBeUndefined()
    expect(whyFault(' \n ')).toBe('Say why.')
    expect(whyFault('x'.repeat(1_001))).toContain('At most 1000')
    for (const hidden of ['a\u001b[2Jb', 'a\u202eb', 'a\rb']) expect(whyFault(hidden)).toContain('cannot be seen')
  })
})

describe('An instant with its offset', () => {
  it('is of a day that there is', () => {
    expect(instantOf('2028-02-29T07:00:00+01:00')).toBe(Date.UTC(2028, 1, 29, 6))
    for (const none of ['2026-02-30T07:00:00Z', '2026-02-29T07:00:00Z', '2026-04-31T00:00:00+02:00', '2026-13-01T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T07:00:00']) expect(instantOf(none)).toBeUndefined()
  })
})
