import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8Length } from '#shared/kernel/utf8-length'
import { closedDocument, documentText, endsIn, fittingText, readDocument, type SupportDocument } from '#shared/support/document'
import { shownText } from '#shared/support/said-text'
import { readSupportAccess } from '../../../resources/support-access/support-access.mjs'

const atMs = Date.UTC(2026, 10, 22, 10)
const second = fc.integer({ min: 0, max: 86_400 }).map((seconds) => atMs + seconds * 1_000)
const text = fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' })
/** What cannot be seen of it is left out at reading. */
const by = text.map((said) => shownText(said, 100)).filter((said) => said !== '')
const grant = fc.record({ id: fc.stringMatching(/^g-[0-9a-f]{12}$/), operator: text, reference: text, reason: text, fromMs: second, untilMs: second })
const document: fc.Arbitrary<SupportDocument> = fc
  .record({ tenant: text, environment: text, grants: fc.array(grant, { maxLength: 4 }), ended: fc.array(fc.record({ id: fc.stringMatching(/^g-[0-9a-f]{12}$/), atMs: second, by }), { maxLength: 3 }), untilMs: second, writtenAtMs: second })

describe('A support-access document', () => {
  it('reads as what was written', () => {
    fc.assert(
      fc.property(document, (written) => {
        expect(readDocument(documentText(written))).toEqual(written)
      }),
    )
  })

  it('fits into a parameter, with every grant in it', () => {
    fc.assert(
      fc.property(document, (wished) => {
        const fitting = fittingText(wished)
        if (!fitting.ok) return
        expect(utf8Length(fitting.value)).toBeLessThanOrEqual(4_096)
        expect(readDocument(fitting.value)?.grants.map(({ id, untilMs }) => [id, untilMs])).toEqual(wished.grants.map(({ id, untilMs }) => [id, untilMs]))
      }),
    )
  })

  it('lets in, by the reader that tenants are given, whom it names and nobody else', () => {
    fc.assert(
      fc.property(document, second, (written, nowMs) => {
        const ended = new Set(written.ended.map(({ id }) => id))
        const expected = written.grants.filter(({ id, fromMs, untilMs }) => fromMs <= nowMs && nowMs < Math.min(untilMs, written.untilMs ?? 0) && !ended.has(id)).map(({ id }) => id)
        expect(readSupportAccess(documentText(written), nowMs, written).map(({ id }) => id)).toEqual(expected)
      }),
    )
  })

  it('that is closed names nobody, and keeps what clients ended', () => {
    const ended = [{ id: 'g-0123456789ab', atMs, by: 'client: j.doe' }]
    const closed = documentText(closedDocument({ tenant: 'acme', environment: 'frontend' }, atMs, ended))
    expect(readSupportAccess(closed, atMs, { tenant: 'acme', environment: 'frontend' })).toEqual([])
    expect(endsIn(closed)).toEqual(ended)
    expect(JSON.parse(closed)).not.toHaveProperty('until')
  })

  it.each(['', 'access: everybody', '[]', '{}', '{"format":"watchfloor/support-access","version":2,"tenant":"a","environment":"b","grants":[]}'])('is none: %s', (broken) => {
    expect(readDocument(broken)).toBeUndefined()
  })

  it('ends grants even where the rest of it cannot be read', () => {
    expect(endsIn('{"version":9,"ended":[{"id":"g-1"},{"at":"x"},7]}')).toEqual([{ id: 'g-1' }])
  })
})
