import { fakeNowMs } from '../fake-fleet'
import { fakeSession, type FakeAccess } from '../fake-sessions'

const hourMs = 3_600_000

/** States of signing in to look at: `?scene=live`, `code`, `locked` ... */
export function sceneNamed(name: string, nowMs: number): FakeAccess {
  const active = fakeSession({ state: { kind: 'active', sinceMs: fakeNowMs - hourMs, expiresAtMs: fakeNowMs + 5 * hourMs, renewable: false } })
  const mia = { account: '111122223333', operator: 'mia', role: 'WatchfloorOperator' }
  const signedIn = { signIn: 'sso', sessions: [active], operators: [mia], capabilities: ['read', 'operate'] } as const
  const attempt = { attemptId: 'a', startedAtMs: nowMs, expiresAtMs: nowMs + 290_000, returnTo: { kind: 'expired', endedAtMs: nowMs, message: 'ended' } } as const
  switch (name) {
    case 'live':
      return signedIn
    case 'memory':
      return { ...signedIn, sessions: [{ ...active, keeping: { kind: 'memory', why: 'noService', message: 'No Secret Service answers on this computer. The sign-in ends with Watchfloor.' } }] }
    case 'expired':
      return { ...signedIn, sessions: [fakeSession({ state: { kind: 'expired', endedAtMs: nowMs, message: 'The sign-in was ended at Identity Center.' } }), { ...active, name: 'kauri' }] }
    case 'code':
      return { ...signedIn, sessions: [fakeSession({ state: { kind: 'awaitingCode', ...attempt, code: { userCode: 'BXQR-KLMW', verificationUri: 'https://device.sso.eu-west-1.amazonaws.com/' } } })] }
    case 'browser':
      return { ...signedIn, sessions: [fakeSession({ state: { kind: 'awaitingBrowser', ...attempt } })] }
    case 'locked':
      return { ...signedIn, lock: { locked: true, sinceMs: nowMs, why: 'idle', ways: ['signIn'], note: 'The fleet is still being read. This system has no prompt that could be asked. Sign in again to go on.' } }
    case 'locked-training':
      return { lock: { locked: true, sinceMs: nowMs, why: 'operator', ways: ['confirm'], note: 'Nothing is at stake in training: one click uncovers it.' } }
    default:
      return {}
  }
}
