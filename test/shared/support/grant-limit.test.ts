import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { wantedDoors } from '#shared/support/doors'
import type { AskedGrant, GrantWord } from '#shared/support/grant'
import type { GrantEvent } from '#shared/support/grant-event'
import { underPolicy } from '#shared/support/grant-limit'
import { stageOf, type GrantFacts } from '#shared/support/grant-state'
import { stageWords } from '#shared/support/grant-wording'

const atMs = Date.UTC(2026, 10, 22, 10)
const asked: AskedGrant = { id: 'g-0123456789ab', hash: 'h', tenant: 'acme', environment: 'frontend', what: ['application'], reference: 'REQ-1', askedBy: 'J. Doe', reason: 'x', by: 'ana', atMs, untilMs: atMs + 8 * hourMs, isBreakGlass: false, isSelfService: false }
const approved: GrantWord = { kind: 'approved', by: 'ben', atMs, hash: 'h' }
const door = { kind: 'application', key: 'application|1|r|/p', account: '1', region: 'r', parameter: '/p' } as const
const place = { tenant: 'acme', environment: 'frontend', account: '1', region: 'r', parameter: '/p' } as Parameters<typeof wantedDoors>[2][number] // what opens a document is read of it
const opening: GrantEvent = { kind: 'opening', atMs, doors: [door] }
const opened: GrantEvent = { kind: 'opened', atMs, doors: [{ door: door.key, words: '' }] }
const factsOf = (longestMinutes: number, over: Partial<AskedGrant> = {}, events: readonly GrantEvent[] = []): GrantFacts => ({ ...underPolicy({ ...asked, ...over }, longestMinutes), words: [approved], events })
const stage = (facts: GrantFacts, nowMs: number) => stageOf(facts, nowMs, () => false)

describe('Under the policy of this console’s fleet file a grant', () => {
  it.each<[string, number, Partial<AskedGrant>, number | undefined]>([
    ['as long as is allowed is as it was asked', 480, {}, undefined],
    ['a second longer ends a second earlier', 480, { untilMs: asked.untilMs + 1_000 }, asked.untilMs],
    ['is measured from when it may open', 480, { fromMs: atMs + hourMs, untilMs: atMs + 9 * hourMs }, undefined],
    ['is measured from when it was asked when that is later', 480, { fromMs: atMs - hourMs }, undefined],
    ['asked for under a longer one ends when this one says', 60, {}, atMs + hourMs],
  ])('%s', (_, longestMinutes, over, untilMs) => {
    const { asked: ruled, limit } = underPolicy({ ...asked, ...over }, longestMinutes)
    expect(limit === undefined ? undefined : ruled.untilMs).toBe(untilMs)
    expect([ruled.id, ruled.hash]).toEqual([asked.id, asked.hash])
  })

  it.each<[string, number, readonly GrantEvent[], number, string]>([
    ['approved and within it is opened', 480, [], minuteMs, 'opening'],
    ['approved and longer is refused', 60, [], minuteMs, 'refused'],
    ['longer stays refused after what it asked for', 60, [], 9 * hourMs, 'refused'],
    ['longer that another console opened is left open until the policy’s end', 60, [opening, opened], 59 * minuteMs, 'open'],
    ['longer that another console opened is closed at the policy’s end', 60, [opening, opened], hourMs, 'revoking'],
  ])('%s', (_, longestMinutes, events, afterMs, expected) => {
    expect(stage(factsOf(longestMinutes, {}, events), atMs + afterMs)).toBe(expected)
  })

  it('longer, that somebody broke the glass for, is refused too', () => {
    expect(stage({ ...factsOf(60, { isBreakGlass: true }), words: [] }, atMs + minuteMs)).toBe('refused')
  })

  it('longer is let in nowhere by this console, also when a journal says that it was begun', () => {
    const grantsOf = (facts: GrantFacts) => wantedDoors([facts], atMs + minuteMs, [place], () => false).get(door.key)?.grants.map(({ mayAdd }) => mayAdd)
    expect(grantsOf(factsOf(480, {}, [opening]))).toEqual([true])
    expect(grantsOf(factsOf(60, {}, [opening]))).toEqual([false])
    expect(grantsOf(factsOf(60))).toBeUndefined()
  })

  it('says what it asked for and what is allowed', () => {
    const words = (events: readonly GrantEvent[], nowMs: number) => stageWords(factsOf(60, {}, events), stage(factsOf(60, {}, events), nowMs), nowMs, [{ kind: 'application', target: '/p', account: '1', region: 'r', state: 'open', closesByItselfAtMs: atMs + hourMs, sharedWith: [] }])
    expect(words([], atMs + minuteMs)).toBe('Refused by this console: It was asked for until 2026-11-22 18:00:00 UTC, which is longer than this desk’s fleet file allows (1 h). It is not opened here. Ask anew, for less.')
    expect(words([opening, opened], atMs + minuteMs)).toContain('which is longer than this desk’s fleet file allows (1 h). It ends at 2026-11-22 11:00:00 UTC.')
    expect(words([opening, opened], atMs + 2 * hourMs)).toContain('Its time was up. It was asked for until')
  })
})
