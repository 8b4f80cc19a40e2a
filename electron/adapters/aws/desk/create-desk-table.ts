import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand, type AttributeValue } from '@aws-sdk/client-dynamodb'
import { appError, type AppError, type AppErrorKind } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Call } from '#electron/ports/aws-reader'
import type { Ids, Timers } from '#electron/ports/clock'
import { withDates, type ClientConfig, type Clients } from '../clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from '../date'
import { send, type Exchange, type Received } from '../send'
import type { Condition, DeskTable, Item, Range, Written } from './desk-table'
import { verdictOf, type Verdict } from './dynamo-errors'

export interface DeskTableOptions {
  readonly table: string
  readonly clients: Clients
  readonly exchange: Exchange
  readonly timers: Timers
  readonly ids: Ids
}

const open = (config: ClientConfig): DynamoDBClient => withDates(new DynamoDBClient({ ...config, accountIdEndpointMode: 'disabled' }), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

/** Two consoles at the same items at once: whoever comes second is told so, and nothing is written. It has passed in some milliseconds. */
const busyPausesMs = [20, 60, 180, 540] as const

/** The desk's table over the SDK. One request a call, but for two that are certain to have written nothing: keys that had expired, and items that were busy. */
export function createDeskTable({ table, clients, exchange, timers, ids }: DeskTableOptions): DeskTable {
  const db = (): DynamoDBClient => clients.later('dynamodb', open)
  const call = (): Call => ({ signal: new AbortController().signal, onRequest: async () => undefined, onFailure: async (_, error, attempt) => (error.kind === 'expired' && attempt === 1 ? 'again' : 'giveUp') })
  const ask = async <T extends object>(operation: string, request: (signal: AbortSignal) => Promise<T>): Promise<Result<Received<T>, AppError>> => {
    const reply = await send(exchange, call(), 'dynamodb', operation, request)
    return reply.ok ? reply : err(inWords(reply.error, table, exchange))
  }

  const page = (range: Range, from: Record<string, AttributeValue> | undefined, limit: number | undefined) => {
    const [condition, names, values] = rangeOf(range)
    const command = new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      ...(limit === undefined ? {} : { Limit: limit }),
    })
    return ask('Query', (abortSignal) => db().send(command, { abortSignal }))
  }

  const writeOnce = async (puts: Parameters<DeskTable['write']>[0], checks: NonNullable<Parameters<DeskTable['write']>[1]>): Promise<Result<Received<Verdict>, AppError>> => {
    const [first] = puts
    if (first !== undefined && puts.length + checks.length === 1) {
      const command = new PutItemCommand({ TableName: table, Item: itemOf(first), ...conditionOf(first) })
      return ask('PutItem', (abortSignal) => done(db().send(command, { abortSignal })))
    }
    const command = new TransactWriteItemsCommand({
      TransactItems: [
        ...puts.map((put) => ({ Put: { TableName: table, Item: itemOf(put), ...conditionOf(put) } })),
        ...checks.map((check) => ({ ConditionCheck: { TableName: table, Key: { pk: { S: check.key.pk }, sk: { S: check.key.sk } }, ConditionExpression: '', ...conditionOf(check) } })),
      ],
    })
    return ask('TransactWriteItems', (abortSignal) => done(db().send(command, { abortSignal })))
  }

  return {
    get: async ({ pk, sk }) => {
      const command = new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true })
      const reply = await ask('GetItem', (abortSignal) => db().send(command, { abortSignal }))
      return reply.ok ? ok({ found: reply.value.output.Item, dateMs: reply.value.dateMs }) : reply
    },
    query: async (range) => {
      const items: Item[] = []
      let from: Record<string, AttributeValue> | undefined
      for (;;) {
        const reply = await page(range, from, range.limit === undefined ? undefined : range.limit - items.length)
        if (!reply.ok) return reply
        const { output, dateMs } = reply.value
        items.push(...(output.Items ?? []))
        from = output.LastEvaluatedKey
        if (from === undefined || items.length >= (range.limit ?? Infinity)) return ok({ found: items, dateMs })
      }
    },
    write: async (puts, checks = []): Promise<Written> => {
      for (const pauseMs of [...busyPausesMs, undefined]) {
        const written = await writeOnce(puts, checks)
        if (!written.ok) return { kind: written.error.kind === 'offline' ? 'unknown' : 'failed', error: written.error }
        const { output } = written.value
        if (output.verdict === 'done') return { kind: 'done' }
        if (output.verdict === 'refused') return { kind: 'refused', at: output.at }
        // Chance keeps two that wait for each other from meeting again.
        if (pauseMs !== undefined) await timers.sleep(Math.ceil(pauseMs * (0.5 + ids.random())), 'the desk’s items are busy')
      }
      return { kind: 'failed', error: appError('throttled', 'The desk’s store is busy: others write the same at the moment. It is tried again.', { at: `table ${table}` }) }
    },
  }
}

/** A verdict is an answer; what is none is thrown on. */
const done = (sending: Promise<unknown>): Promise<Verdict> => sending.then(() => ({ verdict: 'done' }) as const, verdictOf)

const itemOf = ({ key, fields }: Parameters<DeskTable['write']>[0][number]): Item => ({ pk: { S: key.pk }, sk: { S: key.sk }, ...fields })

function conditionOf({ where }: Partial<Condition>) {
  if (where === undefined) return {}
  if (where === 'nothing') return { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } }
  if (where === 'anything') return { ConditionExpression: 'attribute_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } }
  const fields = Object.entries(where)
  return {
    ConditionExpression: fields.map(([name]) => `#${name} = :${name}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
  }
}

function rangeOf({ pk, beginsWith, after }: Range): readonly [string, Record<string, string>, Record<string, AttributeValue>] {
  const names = { '#pk': 'pk' }
  if (beginsWith !== undefined) return ['#pk = :pk AND begins_with(#sk, :from)', { ...names, '#sk': 'sk' }, { ':pk': { S: pk }, ':from': { S: beginsWith } }]
  if (after !== undefined) return ['#pk = :pk AND #sk > :from', { ...names, '#sk': 'sk' }, { ':pk': { S: pk }, ':from': { S: after } }]
  return ['#pk = :pk', names, { ':pk': { S: pk } }]
}

/** No answer, a gateway's, half of one: from a request that wrote, nobody can tell what came of it. */
const unanswered: readonly AppErrorKind[] = ['timeout', 'unreachable', 'serverFault', 'unreadableReply', 'cancelled', 'internal']

function inWords(error: AppError, table: string, { account, region }: Exchange): AppError {
  const more = { ...(error.at === undefined ? {} : { at: error.at }), ...(error.code === undefined ? {} : { code: error.code }) }
  const place = `table ${table} in ${account}/${region}`
  if (unanswered.includes(error.kind)) return appError('offline', `The desk’s store (${place}) does not answer. Nothing can be written until it does; what was read last is still shown. Check network, VPN and proxy.`, more)
  if (error.kind === 'throttled') return appError('throttled', `AWS asked to slow down on the desk’s store (${place}). Nothing was written; it is tried again.`, more)
  if (error.kind === 'denied') return appError('denied', `AWS does not allow you this in the desk’s store (${place}). Your permission set needs the policy WatchfloorDeskOperator, and WatchfloorDeskApprover to approve; nobody may write in another’s name.`, more)
  if (error.kind === 'notFound') return appError('notFound', `The desk’s store does not exist: ${place}. Make it with resources/aws/desk-store.yaml, or correct deskStore in the fleet file.`, more)
  return error
}

