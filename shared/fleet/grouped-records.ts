import { sameValue } from './same-value'

/** Records of one feed under the database they speak of, in the order they came. */
export type Grouped<R> = ReadonlyMap<string, readonly R[]>

interface OfDatabase {
  readonly key: string
  readonly databaseId: string
}

export interface GroupedChange<R> {
  readonly next: Grouped<R>
  /** Databases whose records differ. */
  readonly touched: readonly string[]
}

/** All records of the feed anew; groups that are equal keep their identity, and the map too when nothing differs. */
export function replaceGrouped<R extends OfDatabase>(before: Grouped<R>, records: readonly R[]): GroupedChange<R> {
  const after = new Map<string, readonly R[]>(groupByDatabase(records))
  const touched: string[] = []
  for (const [id, group] of after) {
    const old = before.get(id)
    if (old !== undefined && sameValue(old, group)) after.set(id, old)
    else touched.push(id)
  }
  for (const id of before.keys()) if (!after.has(id)) touched.push(id)
  return touched.length === 0 ? { next: before, touched } : { next: after, touched }
}

/** Some records put in place of those with their keys, some removed by key; only their groups are rebuilt. */
export function changeGrouped<R extends OfDatabase>(before: Grouped<R>, upserted: readonly R[], removed: readonly string[]): GroupedChange<R> {
  const gone = new Set(removed)
  const incoming = groupByDatabase(upserted)
  const affected = new Set(incoming.keys())
  if (gone.size > 0) for (const [id, group] of before) if (group.some((record) => gone.has(record.key))) affected.add(id)
  const changed = [...affected].flatMap((id): [string, readonly R[]][] => {
    const old = before.get(id) ?? []
    const group = mergeGroup(old, incoming.get(id) ?? [], gone)
    return sameValue(old, group) ? [] : [[id, group]]
  })
  return { next: withGroups(before, changed), touched: changed.map(([id]) => id) }
}

/** The map with these groups in place; an empty group removes its entry. */
export function withGroups<R>(before: Grouped<R>, groups: readonly (readonly [string, readonly R[]])[]): Grouped<R> {
  if (groups.length === 0) return before
  const after = new Map(before)
  for (const [id, group] of groups) {
    if (group.length === 0) after.delete(id)
    else after.set(id, group)
  }
  return after
}

function mergeGroup<R extends OfDatabase>(old: readonly R[], incoming: readonly R[], gone: ReadonlySet<string>): readonly R[] {
  const byKey = new Map([...old, ...incoming].map((record) => [record.key, record]))
  for (const key of gone) byKey.delete(key)
  return [...byKey.values()]
}

function groupByDatabase<R extends OfDatabase>(records: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const record of new Map(records.map((each) => [each.key, each])).values()) {
    const group = groups.get(record.databaseId)
    if (group === undefined) groups.set(record.databaseId, [record])
    else group.push(record)
  }
  return groups
}
