import { flappingFrom, flappingSpanMs, isFlapping, turnsWithin } from '../../fleet/alarm-turns'
import type { AlarmView } from '../../fleet/tenant-view'
import { aboutAlarm, evidence, type Check, type Verdict } from '../check'
import { durationText, momentText } from '../wording'

/** An alarm that goes on and off: one matter that lasts, told by this check alone while it does. */
export const alarmFlapping: Check = {
  id: 'alarm-flapping',
  clause: 'monitoring',
  title: 'Alarms that go on and off',
  feeds: ['cloudwatch.firing', 'cloudwatch.alarms'],
  judge: (view, nowMs) => view.alarms.filter(({ turns }) => isFlapping(turns, nowMs)).map((alarm) => judgeAlarm(alarm, nowMs)),
  // Each change leaves the half hour once; the one that leaves fewer than four ends the matter.
  nextChangeAtMs: (view, nowMs) => earliest(view.alarms.filter(({ turns }) => turns.length > 1).flatMap(({ turns }) => turns.map(({ atMs }) => atMs + flappingSpanMs)).filter((atMs) => atMs > nowMs)),
}

function judgeAlarm(alarm: AlarmView, nowMs: number): Verdict {
  const { record, turns } = alarm
  const since = turns[0]?.atMs ?? nowMs
  return aboutAlarm(alarm, 'cloudwatch.firing', {
    severity: record.suppressedBy === undefined ? 'degraded' : 'watch',
    summary: `Alarm ${record.name} goes on and off since ${momentText(since)}: its metric is near the threshold, or the fault comes and goes.`,
    evidence: [
      evidence('Changes', `${turnsWithin(turns, nowMs)} in ${durationText(flappingSpanMs)}; from ${flappingFrom} on they are told as one`),
      ...turns.map(({ atMs, to }) => evidence(momentText(atMs), to)),
      ...(record.stateReason === undefined ? [] : [evidence('Reason given by CloudWatch', record.stateReason)]),
    ],
    seenAtMs: since,
  })
}

const earliest = (times: readonly number[]): number | undefined => (times.length === 0 ? undefined : Math.min(...times))
