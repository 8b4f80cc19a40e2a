import type { DatabaseView, TenantView } from '../../fleet/tenant-view'
import { dayMs } from '../../kernel/time'
import { notApplicable } from '../applicability'
import { aboutDatabase, evidence, hasTold, type Check, type Verdict } from '../check'
import { dailyCoverage, daySlackMs, type CoverageGap, type DailyCoverage } from '../daily-coverage'
import { countText, dateText, momentText } from '../wording'

export const dailySnapshots: Check = {
  id: 'daily-snapshots',
  clause: 'dailySnapshots',
  title: 'Daily snapshots',
  feeds: ['rds.snapshots', 'rds.instances'],
  judge: (view) => view.databases.flatMap((database) => judgeDatabase(view, database)),
}

function judgeDatabase({ contract }: TenantView, database: DatabaseView): readonly Verdict[] {
  const { record, place } = database
  if (contract.dailySnapshots > 0 && record.retentionDays === 0 && notApplicable(record) === undefined && hasTold(place, 'rds.snapshots')) {
    return [aboutDatabase(database, 'rds.snapshots', { severity: 'degraded', summary: `Database ${record.id} gets no daily snapshots: its automated backups are turned off. Its tenant is promised ${contract.dailySnapshots}.`, evidence: [evidence('Backup retention', '0 days')] })]
  }
  const coverage = dailyCoverage(database, contract.dailySnapshots)
  if (coverage === undefined) return []
  const say = (severity: Verdict['severity'], summary: string, beganAtMs?: number): readonly Verdict[] => [
    aboutDatabase(database, 'rds.snapshots', { severity, summary, evidence: evidenceOf(coverage, record.retentionDays), ...(beganAtMs === undefined ? {} : { beganAtMs }) }),
  ]
  const { missing, gaps, failed, newest, pending, goal } = coverage
  if (failed !== undefined) return say('degraded', `The daily snapshot of ${record.id} of ${dateText(failed.createdAtMs ?? 0)} failed, and there is none since.`, failed.createdAtMs)
  if (missing > 0) return say(isFilling(coverage) || isOver(coverage) ? 'watch' : 'degraded', missingSummary(record.id, coverage), missingSinceMs(gaps))
  if (newest === undefined && pending === undefined) return say('watch', `Database ${record.id} has no daily snapshot yet: its first is due within a day of its creation.`)
  if (record.retentionDays !== undefined && record.retentionDays < goal) return say('degraded', `Only ${countText(record.retentionDays, 'daily snapshot')} of ${record.id} can be kept at its backup retention; its tenant is promised ${goal}.`)
  return []
}

function missingSummary(id: string, { missing, judged, newest, gaps }: DailyCoverage): string {
  if (newest === undefined) return `Database ${id} has no daily snapshot at all: none of the last ${countText(judged, 'day')}.`
  const days = gaps.map((gap) => dateText(gap.fromMs + Math.min(dayMs, gap.untilMs - gap.fromMs)))
  return `${countText(missing, 'daily snapshot')} of ${id} of the last ${countText(judged, 'day')} ${missing === 1 ? 'is' : 'are'} missing, around ${days.join(', ')}.`
}

// Only the oldest days are without: backups were turned on or made longer since, and time cures it.
const isFilling = ({ gaps, judged, observedAtMs, newest }: DailyCoverage): boolean => newest !== undefined && gaps.length === 1 && gaps[0]?.fromMs === observedAtMs - judged * dayMs && !gaps[0].isOpen

// One day without, and the next snapshot was made since: nobody can bring it back, but the promise is short until it is out of sight.
const isOver = ({ missing, gaps }: DailyCoverage): boolean => missing === 1 && gaps.every((gap) => !gap.isOpen)

// The day after the last good one is when the next was due.
const missingSinceMs = (gaps: readonly CoverageGap[]): number | undefined => (gaps[0] === undefined ? undefined : gaps[0].fromMs + dayMs + daySlackMs)

function evidenceOf({ judged, missing, goal, newest, pending, failed }: DailyCoverage, retentionDays: number | undefined) {
  return [
    evidence('Daily snapshots', `${judged - missing} of ${goal}`),
    ...(judged < goal ? [evidence('Days that can be judged', String(judged))] : []),
    evidence('Newest available', newest?.createdAtMs === undefined ? 'none' : `${newest.id}, ${momentText(newest.createdAtMs)}`),
    ...(pending === undefined ? [] : [evidence('Being made', `${pending.id}, ${pending.progressPercent ?? 0} %`)]),
    ...(failed === undefined ? [] : [evidence('Failed', failed.id)]),
    ...(retentionDays === undefined ? [] : [evidence('Backup retention', countText(retentionDays, 'day'))]),
  ]
}
