import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveSession } from '#shared/session/evolve-session'
import type { SessionEvent } from '#shared/session/session-events'
import { isSignedIn, settledOf, signedOut, type SessionState } from '#shared/session/session-state'

const started = (attemptId: string, method: 'browser' | 'deviceCode' = 'browser'): SessionEvent => ({ kind: 'attemptStarted', attemptId, method, atMs: 10, expiresAtMs: 310 })
const signedIn = (attemptId: string): SessionEvent => ({ kind: 'signedIn', attemptId, sinceMs: 20, expiresAtMs: 3_620, renewable: true })
const failed = (attemptId: string): SessionEvent => ({ kind: 'attemptFailed', attemptId, failure: { outcome: 'denied', atMs: 30, message: 'no' } })
const unreachable = (atMs: number): SessionEvent => ({ kind: 'refreshFailed', atMs, nextTryAtMs: atMs + 5, message: 'no network' })
const ended: SessionEvent = { kind: 'ended', atMs: 99, message: 'over' }
const after = (...events: readonly SessionEvent[]): SessionState => events.reduce(evolveSession, signedOut as SessionState)

describe('a session', () => {
  it('goes from signed out over the browser to active', () => {
    expect(after(started('a'))).toMatchObject({ kind: 'awaitingBrowser', attemptId: 'a', expiresAtMs: 310 })
    expect(after(started('a'), signedIn('a'))).toEqual({ kind: 'active', sinceMs: 20, expiresAtMs: 3_620, renewable: true })
  })

  it('shows the device code once there is one, with the end that AWS gave it', () => {
    const state = after(started('a', 'deviceCode'), { kind: 'codeIssued', attemptId: 'a', code: { userCode: 'ABCD-EFGH', verificationUri: 'https://x' }, expiresAtMs: 610 })
    expect(state).toMatchObject({ kind: 'awaitingCode', code: { userCode: 'ABCD-EFGH' }, expiresAtMs: 610 })
  })

  it('ignores an attempt that was replaced', () => {
    const replaced = after(started('a'), started('b'))
    for (const late of [signedIn('a'), failed('a')]) expect(evolveSession(replaced, late)).toBe(replaced)
    expect(evolveSession(replaced, signedIn('b')).kind).toBe('active')
  })

  it('says why the last attempt failed until the next one starts', () => {
    expect(after(started('a'), failed('a'))).toEqual({ kind: 'signedOut', lastAttempt: { outcome: 'denied', atMs: 30, message: 'no' } })
    expect(settledOf(after(started('a'), failed('a'), started('b')))).toEqual({ kind: 'signedOut' })
  })

  it('keeps an expired session expired when reconnecting fails', () => {
    expect(after(started('a'), signedIn('a'), ended, started('b'), failed('b'))).toMatchObject({ kind: 'expired', endedAtMs: 99 })
  })

  it('goes on underneath an attempt: refreshing and ending are not lost', () => {
    const state = after(started('a'), signedIn('a'), started('b'), { kind: 'refreshed', expiresAtMs: 9_000, renewable: true })
    expect(evolveSession(state, failed('b'))).toMatchObject({ kind: 'active', expiresAtMs: 9_000 })
    expect(evolveSession(evolveSession(state, ended), failed('b'))).toMatchObject({ kind: 'expired' })
  })

  it('is offline, not expired, when the network fails, and remembers since when', () => {
    const state = after(started('a'), signedIn('a'), { kind: 'refreshStarted' }, unreachable(50), { kind: 'refreshStarted' }, unreachable(80))
    expect(state).toMatchObject({ kind: 'offline', offlineSinceMs: 50, nextTryAtMs: 85, expiresAtMs: 3_620 })
    expect(evolveSession(state, { kind: 'refreshed', expiresAtMs: 9_000, renewable: true })).toEqual({ kind: 'active', sinceMs: 20, expiresAtMs: 9_000, renewable: true })
  })

  it('does not come back to life by a refresh that answers after the end', () => {
    const over = after(started('a'), signedIn('a'), ended)
    expect(evolveSession(over, { kind: 'refreshed', expiresAtMs: 9_000, renewable: true })).toBe(over)
    expect(evolveSession(signedOut, { kind: 'refreshed', expiresAtMs: 9_000, renewable: true })).toBe(signedOut)
  })
})

const attemptId = fc.constantFrom('a', 'b', 'c')
const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({ id: attemptId, method: fc.constantFrom('browser' as const, 'deviceCode' as const) }).map(({ id, method }) => started(id, method)),
  attemptId.map(signedIn),
  attemptId.map(failed),
  attemptId.map((id): SessionEvent => ({ kind: 'codeIssued', attemptId: id, code: { userCode: 'U', verificationUri: 'https://v' }, expiresAtMs: 600 })),
  fc.constantFrom<SessionEvent>(ended, unreachable(40), { kind: 'refreshStarted' }, { kind: 'signedOut' }, { kind: 'notRestored', remark: 'r' }),
  fc.constantFrom<SessionEvent>({ kind: 'refreshed', expiresAtMs: 9_000, renewable: true }, { kind: 'restored', sinceMs: 1, expiresAtMs: 2, renewable: true }),
)

describe('any order of events', () => {
  it('signs in only by an attempt that is under way, or from the keychain when signed out', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let state: SessionState = signedOut
        for (const event of events) {
          const next = evolveSession(state, event)
          if (!isSignedIn(state) && isSignedIn(next)) {
            const byAttempt = event.kind === 'signedIn' && 'attemptId' in state && state.attemptId === event.attemptId
            expect(byAttempt || (event.kind === 'restored' && settledOf(state).kind === 'signedOut')).toBe(true)
          }
          state = next
        }
      }),
    )
  })

  it('never nests one attempt in another, and signing out always ends in signed out', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const state = after(...events)
        if ('returnTo' in state) expect('returnTo' in state.returnTo).toBe(false)
        expect(evolveSession(state, { kind: 'signedOut' })).toBe(signedOut)
      }),
    )
  })
})
