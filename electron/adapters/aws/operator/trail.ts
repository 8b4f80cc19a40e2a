import { CloudTrailClient, LookupEventsCommand, type Event } from '@aws-sdk/client-cloudtrail'
import type { TrailEvent, TrailOperator } from '#electron/ports/operator/trail'
import { withDates, type ClientConfig, type Clients } from '../clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from '../date'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { operate } from './operate'

const open = (config: ClientConfig): CloudTrailClient => withDates(new CloudTrailClient(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

const pageSize = 50

export function createTrailOperator(clients: Clients, exchange: Exchange): TrailOperator {
  const cloudTrail = () => clients.later('cloudtrail', open)
  return {
    page: (call, { name, fromMs, toMs, after }) => {
      const input = { LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: name }], StartTime: new Date(fromMs), EndTime: new Date(toMs), MaxResults: pageSize }
      return operate(
        exchange,
        call,
        'cloudtrail',
        'LookupEvents',
        (abortSignal) => cloudTrail().send(new LookupEventsCommand({ ...input, ...omitAbsent({ NextToken: after }) }), { abortSignal }),
        // A token that comes back would never end.
        ({ Events: found, NextToken: next }) => (found === undefined ? undefined : { events: found.flatMap((one) => toEvent(one) ?? []), ...omitAbsent({ next: next === '' || next === after ? undefined : next }) }),
      )
    },
  }
}

function toEvent({ EventId: id, EventName: name, EventSource: source, EventTime: time, Username: user, Resources: resources = [], CloudTrailEvent: text }: Event): TrailEvent | undefined {
  if (id === undefined || name === undefined || time === undefined) return undefined
  const record = recordOf(text)
  const { requestParameters, sourceIPAddress, errorCode, errorMessage } = record
  return {
    id,
    name,
    source: source ?? '',
    atMs: time.getTime(),
    resources: resources.flatMap(({ ResourceName: one }) => one ?? []),
    ...omitAbsent({
      user: arnOf(record['userIdentity']) ?? user,
      sourceAddress: textOf(sourceIPAddress),
      requestParameters: isRecord(requestParameters) ? requestParameters : undefined,
      failure: textOf(errorCode) === undefined ? undefined : [errorCode, errorMessage].flatMap((one) => textOf(one) ?? []).join(': '),
    }),
  }
}

/** The event as CloudTrail keeps it; one that cannot be read says nothing more. */
function recordOf(text = '{}'): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const arnOf = (identity: unknown): string | undefined => (isRecord(identity) ? (textOf(identity['arn']) ?? textOf(identity['invokedBy'])) : undefined)
