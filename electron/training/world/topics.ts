import type { Place } from './fleet-model'

/** The topic that every alarm of the training fleet tells. */
export const onCall = 'desk-on-call'
/** Nobody made it: what an alarm points to whose topic was deleted. */
export const deletedTopic = 'desk-night-shift'

export const topicArn = ({ account, region }: Pick<Place, 'account' | 'region'>, name: string): string => `arn:aws:sns:${region}:${account}:${name}`

/** Names of the topics that exist in every account and Region; the others are other people's. */
export const topicNames: readonly string[] = ['billing-digest', 'deployments.fifo', onCall]
