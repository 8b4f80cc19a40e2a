import { dayMs } from '#shared/kernel/time'
import type { TrailRecord } from '../world/support-things'
import type { ServiceFault } from '../wire/service-fault'
import { instant, list, type Tree } from '../wire/tree'
import { answered, operation, refused } from './operation'
import { decodeToken, pageFrom } from './paging'

const fault = (code: string, message: string): ServiceFault => ({ code, status: 400, message })
const keptMs = 90 * dayMs

/** Attributes that a record is found by. */
const attributes: Readonly<Record<string, (record: TrailRecord) => readonly string[]>> = {
  EventId: ({ id }) => [id],
  EventName: ({ name }) => [name],
  EventSource: ({ source }) => [source],
  Username: (record) => [usernameOf(record)],
  ResourceName: ({ resources }) => resources.map(({ name }) => name),
  ResourceType: ({ resources }) => resources.map(({ type }) => type),
}

export const lookupEvents = operation('common', ({ world, place, input }) => {
  const [wanted, ...others] = input.records('LookupAttributes').map((one) => ({ key: one.text('AttributeKey') ?? '', value: one.text('AttributeValue') ?? '' }))
  const [fromMs, toMs] = [input.time('StartTime') ?? -Infinity, input.time('EndTime') ?? Infinity]
  const size = input.whole('MaxResults', { min: 1, max: 50 }) ?? 50
  const token = input.text('NextToken')
  const after = token === undefined ? undefined : decodeToken('trail', token)
  if (others.length > 0 || (wanted !== undefined && attributes[wanted.key] === undefined)) return refused(fault('InvalidLookupAttributesException', 'You can specify one lookup attribute only, from those that are known.'))
  if (fromMs > toMs) return refused(fault('InvalidTimeRangeException', 'The start time must be before the end time.'))
  if (token !== undefined && after === undefined) return refused(fault('InvalidNextTokenException', 'Invalid NextToken.'))
  const told = world.deeds.trail
    .filter(({ account, region, atMs, visibleAtMs }) => account === place.account && region === place.region && visibleAtMs <= world.nowMs && atMs > world.nowMs - keptMs && fromMs <= atMs && atMs <= toMs)
    .filter((record) => wanted === undefined || (attributes[wanted.key]?.(record) ?? []).includes(wanted.value))
    .reverse()
  const page = pageFrom('trail', told, after, size)
  return answered({ Events: list(page.items.map(eventTree)), NextToken: page.next })
})

/** `arn:aws:sts::1:assumed-role/<role>/<session>`: the session. */
const usernameOf = ({ arn }: Pick<TrailRecord, 'arn'>): string => arn.split('/').at(-1) ?? arn

const eventTree = (record: TrailRecord): Tree => ({
  EventId: record.id,
  EventName: record.name,
  ReadOnly: 'false',
  EventTime: instant(record.atMs),
  EventSource: record.source,
  Username: usernameOf(record),
  Resources: list(record.resources.map(({ type, name }) => ({ ResourceType: type, ResourceName: name }))),
  CloudTrailEvent: JSON.stringify(documentOf(record)),
})

/** The event as a trail would deliver it; a string in the reply. */
function documentOf({ id, account, region, name, source, atMs, arn, sourceAddress, invokedBy, parameters, error }: TrailRecord): Readonly<Record<string, unknown>> {
  return {
    eventVersion: '1.11',
    userIdentity: { type: arn.includes(':assumed-role/') ? 'AssumedRole' : 'IAMUser', arn, accountId: account, ...(invokedBy === undefined ? {} : { invokedBy }) },
    eventTime: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
    eventSource: source,
    eventName: name,
    awsRegion: region,
    sourceIPAddress: sourceAddress,
    ...(error === undefined ? {} : { errorCode: error.code, errorMessage: error.message }),
    requestParameters: parameters,
    eventID: id,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  }
}
