import type { PendingMaintenanceRecord } from '../../fleet/records'
import type { DatabaseView, TenantView } from '../../fleet/tenant-view'
import { hourMs } from '../../kernel/time'
import { aboutDatabase, evidence, type Check, type Verdict } from '../check'
import { momentText } from '../wording'

export const pendingMaintenance: Check = {
  id: 'pending-maintenance',
  clause: 'maintenanceNotice',
  title: "AWS's own pending maintenance",
  feeds: ['rds.pending-maintenance'],
  judge: (view, nowMs) => view.databases.flatMap((database) => (database.pending.length === 0 ? [] : [judgeDatabase(view, database, nowMs)])),
  nextChangeAtMs: (view, nowMs) => {
    const edges = view.databases.flatMap(({ pending }) => pending.flatMap((action) => dueAtMs(action) ?? [])).map((atMs) => atMs - view.contract.noticeHours * hourMs)
    const ahead = edges.filter((atMs) => atMs > nowMs)
    return ahead.length === 0 ? undefined : Math.min(...ahead)
  },
}

/** When AWS does it unasked: the earliest of its dates. Undefined: it waits for somebody. */
function dueAtMs({ autoAppliedAfterMs, forcedApplyMs, currentApplyMs }: PendingMaintenanceRecord): number | undefined {
  const dates = [autoAppliedAfterMs, forcedApplyMs, currentApplyMs].filter((atMs) => atMs !== undefined)
  return dates.length === 0 ? undefined : Math.min(...dates)
}

function judgeDatabase({ contract }: TenantView, database: DatabaseView, nowMs: number): Verdict {
  const { record, pending } = database
  const dated = pending.flatMap((action) => {
    const atMs = dueAtMs(action)
    return atMs === undefined ? [] : [{ action, atMs }]
  })
  const first = dated.sort((a, b) => a.atMs - b.atMs)[0]
  if (first === undefined) {
    return aboutDatabase(database, 'rds.pending-maintenance', { severity: 'info', summary: `AWS offers ${namesOf(pending)} for ${record.id}; it happens only when somebody asks for it.`, evidence: pending.flatMap(evidenceOf) })
  }
  const isOwed = first.atMs - nowMs <= contract.noticeHours * hourMs
  const what = `AWS will carry out ${first.action.action} on ${record.id} by itself in its first maintenance window after ${momentText(first.atMs)}`
  return aboutDatabase(database, 'rds.pending-maintenance', {
    severity: isOwed ? 'degraded' : 'watch',
    summary: isOwed
      ? `${what}: less than the ${contract.noticeHours} hours of notice that its tenant is promised. Give notice now, or move its maintenance window.`
      : `${what}. Give notice ${contract.noticeHours} hours before, or do it earlier in a window of ours.`,
    evidence: pending.flatMap(evidenceOf),
  })
}

const namesOf = (pending: readonly PendingMaintenanceRecord[]): string => pending.map(({ action }) => action).join(', ')

function evidenceOf(action: PendingMaintenanceRecord) {
  const dates: readonly (readonly [string, number | undefined])[] = [
    ['Applied automatically after', action.autoAppliedAfterMs],
    ['Forced on', action.forcedApplyMs],
    ['Will be applied', action.currentApplyMs],
  ]
  return [
    evidence(action.action, action.description ?? 'no description'),
    ...dates.flatMap(([label, atMs]) => (atMs === undefined ? [] : [evidence(label, momentText(atMs))])),
    ...(action.optInStatus === undefined ? [] : [evidence('Asked for', action.optInStatus)]),
  ]
}
