import type { BucketRecord, WebAclRecord } from '#shared/fleet/service-records'
import type { LogView } from '#shared/fleet/service-views'
import type { MarkKind } from '../../../components/health-mark'
import { assertNever } from '#shared/kernel/assert-never'
import { guardOf, wideEntries } from '#shared/services/allowlist'
import { plural } from '../../../format/number'

/** How one thing stands: a shape and a few words; the finding beside says the rest. */
export interface Standing {
  readonly mark: MarkKind
  readonly words: string
}

export function doorStanding(record: WebAclRecord | undefined): Standing {
  const guard = guardOf(record)
  switch (guard.kind) {
    case 'none':
      return { mark: 'info', words: 'not applicable: no web ACL' }
    case 'no-list':
      return { mark: 'info', words: 'not applicable: its web ACL holds no list' }
    case 'unread':
      return { mark: 'unknown', words: 'waits for its turn' }
    case 'refused':
      return { mark: 'unknown', words: guard.why === 'denied' ? 'may not be read' : 'is gone' }
    case 'untold':
      return { mark: 'unknown', words: 'AWS did not say what becomes of the rest' }
    case 'open':
      return { mark: 'degraded', words: 'lets everybody in' }
    case 'shut':
      return { mark: 'degraded', words: 'lets nobody in' }
    case 'enforced': {
      const addresses = guard.lists.flatMap((list) => list.addresses ?? [])
      if (guard.lists.some((list) => list.addresses === undefined)) return { mark: 'unknown', words: 'enforced; its list may not be read' }
      if (wideEntries(guard.lists).length > 0) return { mark: 'watch', words: `enforced, but wide: ${wideEntries(guard.lists).join(', ')}` }
      return { mark: 'healthy', words: `only ${plural(addresses.length, 'address range')}${guard.besides.length === 0 ? '' : `, and whoever ${guard.besides.join(', ')} lets in`}` }
    }
    default:
      return assertNever(guard)
  }
}

export const sftpStanding = (state: string | undefined): Standing =>
  state === 'ONLINE'
    ? { mark: 'healthy', words: 'online' }
    : state === undefined
      ? { mark: 'unknown', words: 'state not told' }
      : state === 'STARTING' || state === 'STOPPING'
        ? { mark: 'watch', words: state.toLowerCase() }
        : { mark: 'degraded', words: state.toLowerCase().replace('_', ' ') }

/** `COMPLIANCE, 10 y`; a year and less in days. */
export function lockWords({ objectLock }: Pick<BucketRecord, 'objectLock'>): Standing {
  if (objectLock === undefined) return { mark: 'unknown', words: 'may not be read' }
  if (objectLock.kind === 'off') return { mark: 'info', words: 'no Object Lock' }
  if (objectLock.kind === 'byObject') return { mark: 'watch', words: 'Object Lock without default retention' }
  return { mark: 'healthy', words: `locked ${spanWords(objectLock.days)}, ${objectLock.mode.toLowerCase()}` }
}

const daysPerYear = 365.25
export const spanWords = (days: number): string => (days <= 366 ? `${days} d` : `${Number((days / daysPerYear).toFixed(1))} y`)

export function lifecycleWords({ lifecycle }: Pick<BucketRecord, 'lifecycle'>): string {
  if (lifecycle === undefined) return 'may not be read'
  const rules = lifecycle.filter(({ enabled }) => enabled)
  const expiring = rules.flatMap(({ expiresAfterDays }) => expiresAfterDays ?? [])
  if (rules.length === 0) return 'keeps everything'
  return expiring.length === 0 ? plural(rules.length, 'rule') : `deletes after ${spanWords(Math.min(...expiring))}`
}

export function logStanding({ database, filters }: LogView): Standing {
  if (database !== undefined && !database.isExported) return filters.length > 0 ? { mark: 'degraded', words: 'not handed to CloudWatch Logs' } : { mark: 'info', words: 'not exported' }
  if (filters.length === 0) return { mark: 'info', words: 'exported; nothing looks at it' }
  const silent = filters.filter(({ alarms }) => alarms.length === 0).length
  const firing = filters.flatMap(({ alarms }) => alarms).filter(({ state }) => state === 'ALARM').length
  if (firing > 0) return { mark: 'degraded', words: `${plural(firing, 'alarm')} firing` }
  return silent > 0 ? { mark: database === undefined ? 'info' : 'watch', words: `${plural(silent, 'filter')} without an alarm` } : { mark: 'healthy', words: `${plural(filters.length, 'filter')} with alarms` }
}
