import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import type { AskedGrant, GrantWord } from '#shared/support/grant'
import type { GrantEvent } from '#shared/support/grant-event'
import { isLive, stageOf, type GrantFacts } from '#shared/support/grant-state'

const atMs = Date.UTC(2026, 10, 22, 10)
const asked: AskedGrant = { id: 'g-0123456789ab', hash: 'h', tenant: 'acme', environment: 'frontend', what: ['application'], reference: 'REQ-1', askedBy: 'J. Doe', reason: 'x', by: 'ana', atMs, untilMs: atMs + hourMs, isBreakGlass: false, isSelfService: false }
const nobody = () => false
const approved = (over: Partial<GrantWord & { readonly kind: 'approved' }> = {}): GrantWord => ({ kind: 'approved', by: 'ben', atMs, hash: 'h', ...over })
const door = { kind: 'application', key: 'application|1|r|/p', account: '1', region: 'r', parameter: '/p' } as const
const opening: GrantEvent = { kind: 'opening', atMs, doors: [door] }
const opened: GrantEvent = { kind: 'opened', atMs, doors: [{ door: door.key, words: '' }] }
const closed: GrantEvent = { kind: 'closed', atMs, doors: [{ door: door.key, words: '' }] }
const stage = (over: Partial<GrantFacts>, nowMs = atMs + minuteMs, isSelfService: (tenant: string) => boolean = nobody) => stageOf({ asked, words: [], events: [], ...over }, nowMs, isSelfService)

describe('A grant', () => {
  it.each<[string, Partial<GrantFacts>, string]>([
    ['nobody approved', {}, 'asked'],
    ['who asked approved', { words: [approved({ by: 'ANA' })] }, 'asked'],
    ['something else was approved', { words: [approved({ hash: 'other' })] }, 'asked'],
    ['it was approved after its end', { words: [approved({ atMs: atMs + hourMs })] }, 'asked'],
    ['somebody else approved', { words: [approved()] }, 'opening'],
    ['it was approved and refused', { words: [approved(), { kind: 'refused', by: 'cleo', atMs, why: 'no' }] }, 'refused'],
    ['it was ended before anything was done', { words: [approved(), { kind: 'ended', by: 'cleo', atMs, why: 'no' }] }, 'withdrawn'],
    ['opening was begun', { words: [approved()], events: [opening] }, 'opening'],
    ['AWS was read as open', { words: [approved()], events: [opening, opened] }, 'open'],
    ['the client ended it', { words: [approved()], events: [opening, opened, { kind: 'endedByClient', atMs }] }, 'revoking'],
    ['it was refused while open', { words: [approved(), { kind: 'refused', by: 'cleo', atMs, why: 'no' }], events: [opening, opened] }, 'revoking'],
    ['AWS was read as closed', { words: [approved(), { kind: 'ended', by: 'cleo', atMs, why: 'no' }], events: [opening, opened, closed] }, 'closed'],
    ['its start has not come', { asked: { ...asked, fromMs: atMs + 30 * minuteMs }, words: [approved()] }, 'waiting'],
    ['the glass was broken', { asked: { ...asked, isBreakGlass: true } }, 'opening'],
  ])('when %s', (_, facts, expected) => {
    expect(stage(facts)).toBe(expected)
  })

  it('lapses when nobody was there in time, and is not proven closed by time alone', () => {
    expect(stage({}, atMs + hourMs)).toBe('lapsed')
    expect(stage({ words: [approved()] }, atMs + hourMs)).toBe('lapsed')
    expect(stage({ words: [approved()], events: [opening, opened] }, atMs + hourMs)).toBe('revoking')
  })

  it('needs nobody while the fleet file says so, both when it was asked for and now', () => {
    const own = { asked: { ...asked, isSelfService: true } }
    expect(stage(own, atMs, () => true)).toBe('opening')
    expect(stage(own, atMs, nobody)).toBe('asked')
    expect(stage({}, atMs, () => true)).toBe('asked')
    expect(stage({ ...own, events: [opening, opened] }, atMs, nobody)).toBe('revoking')
  })

  it('that was proven closed is not opened again, whatever the fleet file says later', () => {
    const facts = { asked: { ...asked, isSelfService: true }, words: [], events: [opening, opened, closed] }
    expect(isLive(facts, atMs + minuteMs, () => true)).toBe(false)
    expect(stageOf(facts, atMs + minuteMs, () => true)).toBe('closed')
  })
})
