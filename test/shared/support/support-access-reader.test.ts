import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentText, endsIn, readDocument, type SupportDocument } from '#shared/support/document'
import { endGrant, readSupportAccess } from '../../../resources/support-access/support-access.mjs'

const nowMs = Date.parse('2026-11-22T11:00:00Z')
const minute = 60_000
const whose = { tenant: 'acme', environment: 'frontend' }
const grant = (id: string, fromMs: number, untilMs: number) => ({ id, operator: 'ana', reference: 'REQ-1', reason: 'payments stuck', fromMs, untilMs })
const written = (more: Partial<SupportDocument> = {}): SupportDocument => ({
  ...whose,
  grants: [grant('g-1', nowMs - 60 * minute, nowMs + 60 * minute), grant('g-2', nowMs - 30 * minute, nowMs + 30 * minute)],
  ended: [],
  untilMs: nowMs + 60 * minute,
  writtenAtMs: nowMs - 60 * minute,
  ...more,
})
const document = (more: Partial<SupportDocument> = {}): string => documentText(written(more))
const idsAt = (text: unknown, atMs: number, of: { readonly tenant: string; readonly environment: string } = whose) => readSupportAccess(text, atMs, of).map(({ id }) => id)
const changed = (change: (document: Record<string, unknown>) => void): string => {
  const data = JSON.parse(document()) as Record<string, unknown>
  change(data)
  return JSON.stringify(data)
}

describe('What the tenant’s application reads of a support-access document', () => {
  it('is who may sign in until when, as the console wrote it', () => {
    expect(readSupportAccess(document(), nowMs, whose)).toEqual([
      { id: 'g-1', operator: 'ana', reference: 'REQ-1', reason: 'payments stuck', untilMs: nowMs + 60 * minute },
      { id: 'g-2', operator: 'ana', reference: 'REQ-1', reason: 'payments stuck', untilMs: nowMs + 30 * minute },
    ])
  })

  it('begins and ends with each grant, to the second, and with the document itself', () => {
    const text = document()
    expect(idsAt(text, nowMs - 60 * minute - 1)).toEqual([])
    expect(idsAt(text, nowMs - 60 * minute)).toEqual(['g-1'])
    expect(idsAt(text, nowMs + 30 * minute - 1)).toEqual(['g-1', 'g-2'])
    expect(idsAt(text, nowMs + 30 * minute)).toEqual(['g-1'])
    expect(idsAt(text, nowMs + 60 * minute)).toEqual([])
    expect(readSupportAccess(document({ untilMs: nowMs + minute }), nowMs, whose).map(({ untilMs }) => untilMs)).toEqual([nowMs + minute, nowMs + minute])
    expect(idsAt(document({ untilMs: nowMs }), nowMs)).toEqual([])
  })

  it.each<[string, unknown]>([
    ['none', undefined],
    ['no JSON', 'access: everybody'],
    ['a list', '[]'],
    ['a closed one', document({ grants: [], untilMs: undefined } as unknown as Partial<SupportDocument>)],
    ['one without an end', changed((data) => delete data['until'])],
    ['one of another format', changed((data) => (data['format'] = 'somebody/else'))],
    ['one of a later version', changed((data) => (data['version'] = 2))],
    ['one whose version is a text', changed((data) => (data['version'] = '1'))],
    ['one with a grant that makes no sense', changed((data) => (data['grants'] = [...(data['grants'] as unknown[]), { id: 'g-3' }]))],
    ['one with an end of no offset', changed((data) => (data['until'] = '2026-11-22T12:00:00'))],
    ['one until an hour that does not exist', changed((data) => (data['until'] = '2026-11-22T24:00:00Z'))],
    ['one until a day that does not exist', changed((data) => (data['until'] = '2026-11-31T12:00:00Z'))],
    ['one with a grant until an hour that does not exist', changed((data) => ((data['grants'] as { until: string }[])[0]!.until = '2026-11-22T24:00:00Z'))],
    ['one whose ended cannot be read', changed((data) => (data['ended'] = 'all of them'))],
    ['one with an end that names nothing', changed((data) => (data['ended'] = [{ by: 'client' }]))],
  ])('is nobody from %s', (_what, text) => {
    expect(readSupportAccess(text, nowMs, whose)).toEqual([])
  })

  it('is nobody from another tenant’s, or another environment’s, or without a clock', () => {
    expect(idsAt(document(), nowMs, { tenant: 'acme', environment: 'portal' })).toEqual([])
    expect(idsAt(document(), nowMs, { tenant: 'other', environment: 'frontend' })).toEqual([])
    expect(idsAt(document(), Number.NaN)).toEqual([])
    expect(readSupportAccess(document(), nowMs, undefined as never)).toEqual([])
  })

  it('never throws, and lets nobody in by what the console cannot read either', () => {
    const broken = fc.oneof(fc.string(), fc.json(), fc.tuple(fc.nat(), fc.nat(255)).map(([at, letter]) => spoiled(document(), at, letter)))
    fc.assert(
      fc.property(broken, fc.integer({ min: nowMs - 90 * minute, max: nowMs + 90 * minute }), (text, atMs) => {
        const found = idsAt(text, atMs)
        const known = readDocument(text)
        expect(found.filter((id) => known?.grants.some((one) => one.id === id && one.fromMs <= atMs && atMs < one.untilMs) !== true)).toEqual([])
        expect(found.filter((id) => endsIn(text).some((one) => one.id === id))).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })
})

const spoiled = (text: string, at: number, letter: number): string => `${text.slice(0, at % text.length)}${String.fromCharCode(letter)}${text.slice((at % text.length) + 1)}`

describe('A grant that the client ends', () => {
  it('is over at once, the other goes on, and the console reads who did it', () => {
    const text = endGrant(document(), 'g-1', 'j.doe', nowMs) ?? ''
    expect(idsAt(text, nowMs)).toEqual(['g-2'])
    expect(endsIn(text)).toEqual([{ id: 'g-1', atMs: nowMs, by: 'client: j.doe' }])
    expect(readDocument(text)?.grants.map(({ id }) => id)).toEqual(['g-1', 'g-2'])
    expect(endGrant(text, 'g-1', 'somebody else', nowMs + minute)).toBe(text)
  })

  it('may be one for SSH alone, which no document names, also in one that is closed', () => {
    const closed = document({ grants: [], untilMs: undefined } as unknown as Partial<SupportDocument>)
    for (const text of [document(), closed]) {
      expect(endGrant(text, 'g-ssh', 'j.doe', nowMs)).toBeUndefined()
      const ended = endGrant(text, 'g-ssh', 'j.doe', nowMs, { isUnnamed: true }) ?? ''
      expect(endsIn(ended).map(({ id }) => id)).toEqual(['g-ssh'])
      expect(idsAt(ended, nowMs)).toEqual(idsAt(text, nowMs))
    }
  })

  it('leaves earlier ends and what later versions may add as they are', () => {
    const text = changed((data) => ((data['ended'] = [{ id: 'g-0' }]), (data['more'] = true)))
    expect(JSON.parse(endGrant(text, 'g-2', 'j.doe', nowMs) ?? '')).toMatchObject({ more: true, ended: [{ id: 'g-0' }, { id: 'g-2', at: '2026-11-22T11:00:00.000Z', by: 'client: j.doe' }] })
  })

  it('is none where there is none of that name, or nothing that can be read', () => {
    expect(endGrant(document(), 'g-9', 'j.doe', nowMs)).toBeUndefined()
    expect(endGrant('access: everybody', 'g-1', 'j.doe', nowMs)).toBeUndefined()
    expect(endGrant(undefined, 'g-1', 'j.doe', nowMs)).toBeUndefined()
  })

  it('fits into the parameter still: reasons go before it does', () => {
    const long = document({ grants: [{ ...grant('g-1', nowMs - minute, nowMs + minute), reason: 'x'.repeat(3_800) }] })
    const text = endGrant(long, 'g-1', 'j.doe', nowMs) ?? ''
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096)
    expect(endsIn(text).map(({ id }) => id)).toEqual(['g-1'])
  })
})

it('an end always fits into the parameter, however full the console made it', () => {
  for (let letters = 3; letters < 40; letters += 1) {
    const many = Array.from({ length: 30 }, (_, at) => ({ ...grant(`g-${String(at).padStart(12, '0')}`, nowMs - minute, nowMs + minute), operator: 'o'.repeat(letters), reason: '' }))
    const most = many.findIndex((_, at) => Buffer.byteLength(document({ grants: many.slice(0, at + 1), untilMs: nowMs + minute })) > 4_096)
    const full = document({ grants: many.slice(0, most), untilMs: nowMs + minute })
    const text = endGrant(full, 'g-000000000001', 'j.doe of the night shift', nowMs) ?? ''
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096)
    expect(idsAt(text, nowMs)).toEqual(idsAt(full, nowMs).filter((id) => id !== 'g-000000000001'))
    expect(endsIn(text).map(({ id }) => id)).toEqual(['g-000000000001'])
  }
})

describe('The schema for the tenant’s developers', () => {
  const file = JSON.parse(readFileSync(new URL('../../../resources/support-access/support-access.schema.json', import.meta.url), 'utf8')) as Parameters<typeof z.fromJSONSchema>[0]
  const schema = z.fromJSONSchema(file)

  it('takes what the console writes, open and closed, and what the client writes back', () => {
    for (const text of [document(), document({ grants: [], untilMs: undefined } as unknown as Partial<SupportDocument>), endGrant(document(), 'g-1', 'j.doe', nowMs) ?? '']) expect(schema.safeParse(JSON.parse(text)).success).toBe(true)
  })

  it('refuses what the reader lets nobody in by', () => {
    for (const text of [changed((data) => (data['version'] = 2)), changed((data) => (data['grants'] = [{ id: 'g-3' }])), changed((data) => (data['ended'] = [{ by: 'client' }])), changed((data) => (data['until'] = 'noon'))]) expect(schema.safeParse(JSON.parse(text)).success).toBe(false)
  })
})
