import { alarmNameOf, ruleChildren } from '../../fleet/composite-rule'
import { actionState, topicName } from '../../fleet/alarm-topics'
import type { AlarmRecord } from '../../fleet/records'
import type { AlarmView } from '../../fleet/tenant-view'
import { aboutAlarm, evidence, type Check, type Verdict } from '../check'
import { listText } from '../wording'

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
  const shown = [evidence('Actions enabled', String(record.actionsEnabled ?? 'not returned')), ...(record.alarmActions.length === 0 ? [evidence('Alarm actions', 'none')] : record.alarmActions.map((action) => evidence('Alarm action', `${action}${actionWords[actionState(record, action)]}`)))]
  const say = (severity: Verdict['severity'], summary: string): readonly Verdict[] => [aboutAlarm(alarm, 'cloudwatch.alarms', { severity, summary, evidence: shown })]
  if (record.actionsEnabled === undefined) return say('unknown', `Whether alarm ${record.name} would tell anybody cannot be told: the server did not return ActionsEnabled.`)
  if (!record.actionsEnabled) return say('watch', `The actions of alarm ${record.name} are turned off: when it fires, nobody is told.`)
  // Parts of a composite often have no actions on purpose: the composite speaks for them.
  if (record.alarmActions.length === 0 && !spokenFor.has(record.name)) return say('watch', `Alarm ${record.name} has no actions: when it fires, nobody is told.`)
  const missing = record.missingTopics ?? []
  if (missing.length === 0) return []
  const names = listText(missing.map(topicName))
  if (missing.length === record.alarmActions.length) return say('watch', `Alarm ${record.name} points nowhere: its topic ${names} does not exist. When it fires, nobody is told.`)
  return say('watch', `Alarm ${record.name} tells a topic that does not exist, ${names}: whoever listened there is not told.`)
}

const actionWords: Record<ReturnType<typeof actionState>, string> = { exists: '', other: '', missing: ' (does not exist)', unknown: ' (whether it exists cannot be told from here)' }

/** Alarms that would tell nobody, by key, with the reason; what ActionsEnabled was not returned for is not judged here. */
export function untold(records: readonly AlarmRecord[]): ReadonlyMap<string, string> {
  const spokenFor = childrenOfSpeakers(records)
  const found = new Map<string, string>()
  for (const { key, name, actionsEnabled, alarmActions, missingTopics } of records) {
    if (actionsEnabled === false) found.set(key, 'its actions are turned off')
    else if (actionsEnabled === true && alarmActions.length === 0 && !spokenFor.has(name)) found.set(key, 'it has no actions')
    else if (missingTopics !== undefined) found.set(key, missingTopics.length === alarmActions.length ? `its topic ${missingTopics.map(topicName).join(', ')} does not exist` : `of its topics ${missingTopics.map(topicName).join(', ')} does not exist: who listens there is not told, others are`)
  }
  return found
}

function childrenOfSpeakers(records: readonly AlarmRecord[]): ReadonlySet<string> {
  const speakers = records.filter(({ rule, actionsEnabled, alarmActions }) => rule !== undefined && actionsEnabled === true && alarmActions.length > 0)
  return new Set(speakers.flatMap(({ rule }) => ruleChildren(rule ?? '').map(alarmNameOf)))
}
