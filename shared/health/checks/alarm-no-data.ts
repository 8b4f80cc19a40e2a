import type { AlarmRecord, AppGroupRecord } from '../../fleet/records'
import { freshness, type Freshness } from '../../fleet/feed-state'
import type { AlarmView, TenantView } from '../../fleet/tenant-view'
import { minuteMs, secondMs } from '../../kernel/time'
import { aboutAlarm, evidence, type Check, type Verdict } from '../check'
import { statusMeaning } from '../database-status'
import { momentText } from '../wording'

export const alarmNoData: Check = {
  id: 'alarm-no-data',
  clause: 'monitoring',
  title: 'Alarms without data',
  feeds: ['cloudwatch.no-data', 'cloudwatch.alarms', 'rds.instances', 'autoscaling.groups'],
  judge: (view, nowMs) => view.alarms.filter(({ record }) => record.state === 'INSUFFICIENT_DATA').map((alarm) => judgeAlarm(view, alarm, nowMs)),
}

/** Why there is no data. `isExplained`: something else says what is wrong, or nothing is. */
export interface NoDataReason {
  readonly text: string
  readonly isExplained: boolean
}

function judgeAlarm(view: TenantView, alarm: AlarmView, nowMs: number): Verdict {
  const { record } = alarm
  const group = view.appGroups.find(({ record: { id } }) => id === record.dimensions['AutoScalingGroupName'])?.record
  const reason = noDataReason(alarm, group, nowMs)
  const since = record.stateUpdatedAtMs
  return aboutAlarm(alarm, 'cloudwatch.no-data', {
    severity: reason.isExplained ? 'info' : 'watch',
    summary: `Alarm ${record.name} has no data: ${reason.text}. It cannot fire meanwhile.`,
    evidence: [
      evidence('Why', reason.text),
      ...(record.stateReason === undefined ? [] : [evidence('Reason given by CloudWatch', record.stateReason)]),
      ...(since === undefined ? [] : [evidence('Without data since', momentText(since))]),
      ...(record.metric === undefined ? [] : [evidence('Metric', `${record.namespace ?? ''} ${record.metric}`.trim())]),
      ...(record.treatMissingData === undefined ? [] : [evidence('Missing data counts as', record.treatMissingData)]),
    ],
    ...(since === undefined ? {} : { beganAtMs: since }),
  })
}

/** `group`: the app group that its dimensions name, if it is known. */
export function noDataReason({ record, watchedDatabase, place }: Pick<AlarmView, 'record' | 'watchedDatabase' | 'place'>, group: AppGroupRecord | undefined, nowMs: number): NoDataReason {
  const { dimensions } = record
  if (watchedDatabase !== undefined && isDown(watchedDatabase.status)) return { text: `its database ${watchedDatabase.id} is ${watchedDatabase.status}`, isExplained: true }
  const database = dimensions['DBInstanceIdentifier']
  const unread = unreadSubject(dimensions, place, nowMs)
  if (unread !== undefined) return { text: unread, isExplained: false }
  if (database !== undefined && watchedDatabase === undefined && place.feeds['rds.instances'].observedAtMs !== undefined) return { text: `the database it watches, ${database}, does not exist`, isExplained: false }
  if (group?.desired === 0) return { text: `its app group ${group.id} is scaled to zero`, isExplained: true }
  if (isNew(record.stateReason, record.stateUpdatedAtMs, record.periodSeconds, nowMs)) return { text: 'it is new and has not been evaluated yet', isExplained: true }
  if (record.type === 'composite') return { text: 'one of the alarms in its rule has none', isExplained: false }
  if (sparse.test(record.metric ?? '')) return { text: `its metric ${record.metric ?? ''} reports only when something happens; let missing data count as not breaching`, isExplained: false }
  return { text: `its metric ${record.metric ?? ''} sends nothing`.replace('  ', ' '), isExplained: false }
}

/** What it watches may be stopped or scaled to zero, and our own poll did not see it: that is said before its metric is blamed. */
function unreadSubject({ DBInstanceIdentifier: database, AutoScalingGroupName: group }: AlarmRecord['dimensions'], { feeds }: AlarmView['place'], nowMs: number): string | undefined {
  const why = (feed: 'rds.instances' | 'autoscaling.groups'): string | undefined => unreadWords[freshness(feed, feeds[feed], nowMs).kind]
  const [what, cause] = database !== undefined ? [`database ${database}`, why('rds.instances')] : group !== undefined ? [`app group ${group}`, why('autoscaling.groups')] : ['', undefined]
  return cause === undefined ? undefined : `whether its ${what} runs is not known, ${cause}`
}

const unreadWords: Record<Freshness['kind'], string | undefined> = { fresh: undefined, never: 'our poll has not read it yet', refused: 'our poll of it is refused', old: 'our last poll of it is too old' }

const isDown = (status: string): boolean => ['critical', 'degraded'].includes(statusMeaning(status)?.severity ?? '') || status === 'creating'

/** CloudWatch's own words for an alarm that was made and not looked at. */
const unchecked = 'Unchecked: Initial alarm creation'
function isNew(stateReason: string | undefined, sinceMs: number | undefined, periodSeconds: number | undefined, nowMs: number): boolean {
  if (stateReason?.startsWith(unchecked) !== true || sinceMs === undefined) return false
  return nowMs - sinceMs <= 3 * (periodSeconds ?? 300) * secondMs + 5 * minuteMs
}

// Load balancers and databases send these only when there is one to count.
const sparse = /^(HTTPCode_|RejectedConnectionCount|TargetConnectionErrorCount|ClientTLSNegotiationErrorCount|Deadlocks)/
