import type { Database, Place } from './fleet-model'
import type { World } from './world'

/** A place with the databases that are there now: some were restored, some bear other names than they were made with. */
export function placeNow(world: World, account: string, region: string): Place | undefined {
  const place = world.places.get(account, region)
  if (place === undefined) return undefined
  const { nowMs, deeds } = world
  const own = deeds.databases.filter(({ database }) => database.account === account && database.region === region)
  if (own.length === 0) return place
  const moments = [...own.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]), ...deeds.givenUp.values()]
  return world.effects.memo(`place:${account}/${region}@${moments.filter((atMs) => atMs <= nowMs).length}`, () => {
    const stays = place.databases.filter(({ key }) => (deeds.givenUp.get(key) ?? Infinity) > nowMs)
    const named = own.filter(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs).map(({ database }) => database)
    const databases = [...stays, ...named].sort((left, right) => (left.id < right.id ? -1 : 1))
    return { ...place, databases, databaseById: new Map(databases.map((database): [string, Database] => [database.id, database])) }
  })
}
