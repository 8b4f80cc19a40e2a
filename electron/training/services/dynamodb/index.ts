import { faults, type ServiceFault } from '../../wire/service-fault'
import { list, type Tree } from '../../wire/tree'
import { answered, operation, refused, type Answer, type Asked } from '../operation'
import { deskTable, keyOf, noSuchTable, partitionOf, refusalOf, termsOf, withItems, type ItemParams } from './desk-table'
import { holds, rangeOf, type Item } from './expressions'

/** What the desk's store asks of DynamoDB, and no more. Reads are always consistent; one call is one moment of the world. */
export const getItem = operation('common', (asked) => {
  const params = paramsOf(asked)
  if (params.TableName !== deskTable) return refused(noSuchTable)
  const { pk, sk } = keyOf(params.Key)
  const item = partitionOf(asked, pk).get(sk)
  return answered(item === undefined ? {} : { Item: item as Tree })
})

export const putItem = operation('common', (asked) => {
  const [verdict] = judge(asked, [paramsOf(asked)])
  if (verdict === undefined || verdict.kind === 'fault') return refused(verdict?.fault ?? faults.internal())
  if (verdict.kind === 'failed') return refused({ code: 'ConditionalCheckFailedException', status: 400, message: 'The conditional request failed' })
  return { ok: true, tree: {}, world: withItems(asked, [verdict.item]) }
})

/** A reply ends at a megabyte, whatever limit was asked for. */
const pageBytes = 1_048_576

export const query = operation('common', (asked) => {
  const params = paramsOf(asked)
  if (params.TableName !== deskTable) return refused(noSuchTable)
  const range = rangeOf(text(asked, 'KeyConditionExpression'), termsOf(params))
  if ('code' in range) return refused(range)
  const from = keyOf(asked.input.plain('ExclusiveStartKey') as Item | undefined)
  const limit = Number(asked.input.plain('Limit') ?? Infinity)
  const fitting = [...partitionOf(asked, range.pk)].filter(([sk]) => range.fits(sk) && sk > from.sk).sort(([left], [right]) => (left < right ? -1 : 1))
  const page: Item[] = []
  let bytes = 0
  for (const [, item] of fitting) {
    if (page.length >= limit || bytes >= pageBytes) break
    page.push(item)
    bytes += JSON.stringify(item).length
  }
  const last = page.at(-1)
  const more = last !== undefined && (page.length < fitting.length || page.length === limit)
  return answered({ Items: list(page as readonly Tree[]), Count: page.length, ScannedCount: page.length, ...(more ? { LastEvaluatedKey: { pk: last['pk'], sk: last['sk'] } as Tree } : {}) })
})

export const transactWriteItems = operation('common', (asked): Answer => {
  const steps = (asked.input.plain('TransactItems') ?? []) as readonly { readonly Put?: ItemParams; readonly ConditionCheck?: ItemParams }[]
  const parts = steps.map(({ Put, ConditionCheck }) => Put ?? ConditionCheck ?? {})
  if (parts.length === 0 || parts.length > 100) return refused(faults.validation('Member must have length less than or equal to 100'))
  const keys = parts.map((part) => JSON.stringify(keyOf(part.Item ?? part.Key)))
  if (new Set(keys).size < keys.length) return refused(faults.validation('Transaction request cannot include multiple operations on one item'))
  const verdicts = judge(asked, parts)
  const fault = verdicts.find((verdict) => verdict.kind === 'fault')
  if (fault?.kind === 'fault') return refused(fault.fault)
  const reasons = verdicts.map(({ kind }) => (kind === 'failed' ? { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' } : { Code: 'None' }))
  if (verdicts.every(({ kind }) => kind === 'holds')) return { ok: true, tree: {}, world: withItems(asked, verdicts.flatMap((verdict, at) => (verdict.kind === 'holds' && steps[at]?.Put !== undefined ? [verdict.item] : []))) }
  const codes = reasons.map(({ Code }) => Code).join(', ')
  return refused({ code: 'TransactionCanceledException', status: 400, message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`, more: { CancellationReasons: reasons } })
})

type Verdict = { readonly kind: 'holds'; readonly item: Item } | { readonly kind: 'failed' } | { readonly kind: 'fault'; readonly fault: ServiceFault }

function judge(asked: Asked, parts: readonly ItemParams[]): readonly Verdict[] {
  return parts.map((part): Verdict => {
    if (part.TableName !== deskTable) return { kind: 'fault', fault: noSuchTable }
    const key = keyOf(part.Item ?? part.Key)
    if (key.pk === '' || key.sk === '') return { kind: 'fault', fault: faults.validation('One or more parameter values were invalid: Missing the key pk or sk in the item') }
    const refusal = part.Item === undefined ? undefined : refusalOf(asked.identity, key)
    if (refusal !== undefined) return { kind: 'fault', fault: refusal }
    const verdict = holds(part.ConditionExpression, termsOf(part), partitionOf(asked, key.pk).get(key.sk))
    if (typeof verdict !== 'boolean') return { kind: 'fault', fault: verdict }
    return verdict ? { kind: 'holds', item: part.Item ?? {} } : { kind: 'failed' }
  })
}

const text = ({ input }: Asked, name: string): string | undefined => input.text(name)
const paramsOf = ({ input }: Asked): ItemParams => ({
  TableName: input.plain('TableName'),
  Key: input.plain('Key') as Item,
  Item: input.plain('Item') as Item,
  ExpressionAttributeNames: input.plain('ExpressionAttributeNames') as Readonly<Record<string, string>>,
  ExpressionAttributeValues: input.plain('ExpressionAttributeValues') as NonNullable<ItemParams['ExpressionAttributeValues']>,
  ...(input.text('ConditionExpression') === undefined ? {} : { ConditionExpression: input.text('ConditionExpression')! }),
})
