import type { AuditQuery } from '#shared/audit/query'
import { dayMs, hourMs } from '#shared/kernel/time'

/** What the filters say; empty texts look for nothing. */
export interface Wanted {
  readonly tenant: string
  readonly person: string
  readonly kind: string
  readonly words: string
  readonly span: keyof typeof spans
  readonly onlyTroubles: boolean
}

export const nothingWanted: Wanted = { tenant: '', person: '', kind: '', words: '', span: 'all', onlyTroubles: false }

export const spans = { day: { words: 'last 24 hours', ms: dayMs }, week: { words: 'last 7 days', ms: 7 * dayMs }, month: { words: 'last 30 days', ms: 30 * dayMs }, all: { words: 'any time', ms: Infinity } } as const

export const kinds = [
  { value: '', words: 'every kind' },
  { value: 'support', words: 'support access' },
  { value: 'maintenance', words: 'maintenance windows' },
  { value: 'run', words: 'steps of runs' },
  { value: 'session', words: 'sign-in and sign-out' },
  { value: 'lock', words: 'lock and unlock' },
  { value: 'alarms', words: 'alarms' },
  { value: 'audit', words: 'the trail itself' },
] as const

/** `nowMs` to the hour, so that the question does not change with every tick; NaN: AWS has not answered yet. */
export function queryOf({ tenant, person, kind, words, span, onlyTroubles }: Wanted, about: AuditQuery['about'], nowMs: number): Omit<AuditQuery, 'before' | 'limit'> {
  const { ms } = spans[span]
  const fromMs = Number.isFinite(ms) && Number.isFinite(nowMs) ? Math.floor(nowMs / hourMs) * hourMs - ms : undefined
  return {
    ...(about === undefined ? {} : { about }),
    ...(tenant.trim() === '' ? {} : { tenant: tenant.trim() }),
    ...(person.trim() === '' ? {} : { person: person.trim() }),
    ...(kind === '' ? {} : { what: `${kind}.` }),
    ...(words.trim() === '' ? {} : { words: words.trim() }),
    ...(onlyTroubles ? { onlyTroubles } : {}),
    ...(fromMs === undefined ? {} : { fromMs: Math.max(0, fromMs) }),
  }
}
