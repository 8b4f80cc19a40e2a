import { isFlapping } from '../../fleet/alarm-turns'
import type { AlarmView } from '../../fleet/tenant-view'
import { dayMs } from '../../kernel/time'
import { aboutAlarm, evidence, type Check, type Verdict } from '../check'
import { durationText, listText, momentText } from '../wording'

/** CloudWatch tells only of changes: an alarm that has been firing for so long is silent (choice). */
export const silentAfterMs = dayMs

export const alarmFiring: Check = {
  id: 'alarm-firing',
  clause: 'monitoring',
  title: 'Alarms that are firing',
  feeds: ['cloudwatch.firing', 'cloudwatch.alarms'],
  // One that goes on and off is told by alarm-flapping, as one matter.
  judge: (view, nowMs) => view.alarms.filter(({ record, turns }) => record.state === 'ALARM' && !isFlapping(turns, nowMs)).map((alarm) => judgeAlarm(alarm, nowMs)),
}

function judgeAlarm(alarm: AlarmView, nowMs: number): Verdict {
  const { record, redChildren } = alarm
  const since = record.stateUpdatedAtMs === undefined ? '' : ` since ${momentText(record.stateUpdatedAtMs)}`
  const cause = redChildren.length === 0 ? '' : ` because of ${listText(redChildren)}`
  const muted = record.suppressedBy === undefined ? '' : ` Its actions are suppressed by ${record.suppressedBy}.`
  return aboutAlarm(alarm, 'cloudwatch.firing', {
    severity: record.suppressedBy === undefined ? 'degraded' : 'watch',
    summary: `Alarm ${record.name} is firing${since}${cause}.${muted}`,
    evidence: evidenceOf(alarm, nowMs),
    ...(record.stateUpdatedAtMs === undefined ? {} : { beganAtMs: record.stateUpdatedAtMs }),
  })
}

function evidenceOf({ record, redChildren }: AlarmView, nowMs: number) {
  const { stateUpdatedAtMs: sinceMs } = record
  const isSilent = sinceMs !== undefined && nowMs - sinceMs > silentAfterMs
  return [
    ...(record.stateReason === undefined ? [] : [evidence('Reason given by CloudWatch', record.stateReason)]),
    ...(sinceMs === undefined ? [] : [evidence('Firing since', momentText(sinceMs))]),
    ...(isSilent ? [evidence('Silent', `for ${durationText(nowMs - sinceMs)}: CloudWatch notifies of changes only`)] : []),
    ...(record.metric === undefined ? [] : [evidence('Metric', `${record.namespace ?? ''} ${record.metric}`.trim())]),
    ...redChildren.map((name) => evidence('Firing under it', name)),
    ...(record.suppressedBy === undefined ? [] : [evidence('Suppressed by', record.suppressedBy)]),
  ]
}
