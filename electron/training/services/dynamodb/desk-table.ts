import { withDeeds, type World } from '../../world/world'
import type { ServiceFault } from '../../wire/service-fault'
import type { Asked, Identity } from '../operation'
import { textOf, type Attribute, type Item, type Terms } from './expressions'

/** Every account x Region of the training fleet has the desk's table, under the name that the product's own template gives it. */
export const deskTable = 'watchfloor-desk'

export interface Key {
  readonly pk: string
  readonly sk: string
}

/** Parameters of one item, of a call or inside a transaction. */
export interface ItemParams {
  readonly TableName?: unknown
  readonly Key?: Item
  readonly Item?: Item
  readonly ConditionExpression?: string
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>
  readonly ExpressionAttributeValues?: Readonly<Record<string, Attribute>>
}

export const keyOf = (item: Item | undefined): Key => ({ pk: textOf(item?.['pk']), sk: textOf(item?.['sk']) })
export const termsOf = ({ ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: ItemParams): Terms => ({ names, values })

/** Partitions of a table are one map each, so that a write copies one partition and not the table. */
export const partitionOf = ({ world, place }: Pick<Asked, 'world' | 'place'>, pk: string): ReadonlyMap<string, Item> => world.deeds.items.get(partitionName(place, pk)) ?? new Map()

export function withItems({ world, place }: Pick<Asked, 'world' | 'place'>, items: readonly Item[]): World {
  const all = new Map(world.deeds.items)
  for (const item of items) {
    const { pk, sk } = keyOf(item)
    const name = partitionName(place, pk)
    all.set(name, new Map(all.get(name)).set(sk, item))
  }
  return withDeeds(world, { items: all })
}

const partitionName = ({ account, region }: Asked['place'], pk: string): string => `${account}/${region}/${pk}`

/** What the desk's own policies refuse (`resources/aws/desk-store.yaml`): a statement in another's name. */
export function refusalOf(identity: Identity, { pk }: Key): ServiceFault | undefined {
  if (!pk.startsWith('said#') || pk.endsWith(`#${identity.userId}`)) return undefined
  return { code: 'AccessDenied', jsonCode: 'AccessDeniedException', status: 400, message: `User: ${identity.arn} is not authorized to perform: dynamodb:PutItem on resource: table/${deskTable} with an explicit deny in a resource-based policy` }
}

export const noSuchTable: ServiceFault = { code: 'ResourceNotFoundException', status: 400, message: 'Requested resource not found' }
