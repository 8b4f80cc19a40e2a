import { alarmNameOf, ruleChildren } from '../../fleet/composite-rule'
import type { AlarmRecord } from '../../fleet/records'
import type { AlarmView } from '../../fleet/tenant-view'
import { aboutAlarm, evidence, type Check, type Verdict } from '../check'

export const alarmActionsOff: Check = {
  id: 'alarm-actions-off',
  clause: 'monitoring',
  title: 'Alarms that would tell nobody',
  feeds: ['cloudwatch.alarms'],
  judge: (view) => {
    const spokenFor = childrenOfSpeakers(view.alarms.map(({ record }) => record))
    return view.alarms.flatMap((alarm) => judgeAlarm(alarm, spokenFor))
  },
}

function judgeAlarm(alarm: AlarmView, spokenFor: ReadonlySet<string>): readonly Verdict[] {
  const { record } = alarm
  const shown = [evidence('Actions enabled', String(record.actionsEnabled ?? 'not returned')), evidence('Alarm actions', record.alarmActions.length === 0 ? 'none' : record.alarmActions.join(', '))]
  const say = (severity: Verdict['severity'], summary: string): readonly Verdict[] => [aboutAlarm(alarm, 'cloudwatch.alarms', { severity, summary, evidence: shown })]
  if (record.actionsEnabled === undefined) return say('unknown', `Whether alarm ${record.name} would tell anybody cannot be told: the server did not return ActionsEnabled.`)
  if (!record.actionsEnabled) return say('watch', `The actions of alarm ${record.name} are turned off: when it fires, nobody is told.`)
  // Parts of a composite often have no actions on purpose: the composite speaks for them.
  if (record.alarmActions.length === 0 && !spokenFor.has(record.name)) return say('watch', `Alarm ${record.name} has no actions: when it fires, nobody is told.`)
  return []
}

/** Alarms that would tell nobody, by key, with the reason; what ActionsEnabled was not returned for is not judged here. */
export function untold(records: readonly AlarmRecord[]): ReadonlyMap<string, string> {
  const spokenFor = childrenOfSpeakers(records)
  const found = new Map<string, string>()
  for (const { key, name, actionsEnabled, alarmActions } of records) {
    if (actionsEnabled === false) found.set(key, 'its actions are turned off')
    else if (actionsEnabled === true && alarmActions.length === 0 && !spokenFor.has(name)) found.set(key, 'it has no actions')
  }
  return found
}

function childrenOfSpeakers(records: readonly AlarmRecord[]): ReadonlySet<string> {
  const speakers = records.filter(({ rule, actionsEnabled, alarmActions }) => rule !== undefined && actionsEnabled === true && alarmActions.length > 0)
  return new Set(speakers.flatMap(({ rule }) => ruleChildren(rule ?? '').map(alarmNameOf)))
}
