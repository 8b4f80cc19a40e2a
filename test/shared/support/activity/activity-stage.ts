import type { GrantEvent } from '#shared/support/grant-event'
import type { GrantFacts } from '#shared/support/grant-state'
import type { JoinedSpan } from '#shared/support/activity/activity'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'

/** Sunday, 29 March 2026, 00:00 UTC: at 01:00 the clocks of Europe go forward. */
export const sundayMs = Date.UTC(2026, 2, 29)
export const wholeDay: JoinedSpan = { fromMs: sundayMs, toMs: sundayMs + dayMs, writtenAtMs: sundayMs + 2 * dayMs }

const door = { kind: 'application', key: 'application|111122223333|eu-west-1|/p', account: '111122223333', region: 'eu-west-1', parameter: '/p' } as const

/** A grant and its journal: open from `openMs` until it was read as closed at `closedMs` (absent: not closed). */
export function aGrantOf(id: string, openMs: number, closedMs?: number, environment = 'frontend'): GrantFacts {
  const opened: readonly GrantEvent[] = [
    { kind: 'opening', atMs: openMs - 1_000, doors: [door] },
    { kind: 'sent', atMs: openMs, door: door.key },
    { kind: 'opened', atMs: openMs + 1_000, doors: [{ door: door.key, words: 'It names the grant.' }] },
  ]
  return {
    asked: { id, hash: 'a'.repeat(64), by: 'ana', tenant: 'acme', environment, what: ['application'], reference: 'REQ-1', askedBy: 'J. Doe', reason: 'Login fails', atMs: openMs - minuteMs, untilMs: openMs + hourMs, isBreakGlass: false, isSelfService: false },
    words: [],
    events: closedMs === undefined ? opened : [...opened, { kind: 'closed', atMs: closedMs, doors: [{ door: door.key, words: 'It names nobody.' }] }],
  }
}
