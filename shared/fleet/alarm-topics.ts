import type { AlarmRecord } from './records'

/** What is known of one action of an alarm. `unknown`: nobody here can tell; `other`: no topic, so that nothing is asked about it. */
export type ActionState = 'exists' | 'missing' | 'unknown' | 'other'

const topic = /^arn:[\w-]+:sns:([a-z0-9-]+):(\d{12}):[^:]+$/

/** The topics that it tells in its own account and Region: only those can be looked up there. */
export const ownTopics = ({ account, region, alarmActions }: Pick<AlarmRecord, 'account' | 'region' | 'alarmActions'>): readonly string[] =>
  alarmActions.filter((action) => {
    const match = topic.exec(action)
    return match !== null && match[1] === region && match[2] === account
  })

export function actionState(alarm: Pick<AlarmRecord, 'account' | 'region' | 'alarmActions' | 'missingTopics' | 'topicsRefused'>, action: string): ActionState {
  if (!topic.test(action)) return 'other'
  if (!ownTopics({ ...alarm, alarmActions: [action] }).includes(action) || alarm.topicsRefused === true) return 'unknown'
  return alarm.missingTopics?.includes(action) === true ? 'missing' : 'exists'
}

/** `desk-on-call` of `arn:aws:sns:eu-west-1:111122223333:desk-on-call`. */
export const topicName = (arn: string): string => arn.split(':').at(-1) ?? arn
