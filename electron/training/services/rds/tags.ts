import type { Place, Tags } from '../../world/fleet-model'
import { withDeeds, type World } from '../../world/world'
import type { ServiceFault } from '../../wire/service-fault'
import { answered, operation, refused, type Answer } from '../operation'
import { rdsFaults } from './faults'
import { tagsOf, tagTrees } from './instances'
import { readTags } from './manual-snapshots'
import { findSnapshot } from './named-snapshot'

type Found = { readonly tags: Tags } | { readonly fault: ServiceFault }

/** Databases and snapshots of this place. */
function find(world: World, place: Place, arn: string): Found {
  const [, kind, id = ''] = /^arn:aws:rds:[a-z0-9-]+:\d{12}:(db|snapshot):(.+)$/.exec(arn) ?? []
  if (kind === 'snapshot') {
    const snapshot = findSnapshot(world, place, arn)
    return snapshot === undefined ? { fault: rdsFaults.noSnapshot(id) } : { tags: snapshot.tags }
  }
  const database = kind === 'db' ? place.databaseById.get(id) : undefined
  if (kind === undefined) return { fault: rdsFaults.value(`Invalid resource name: ${arn}`) }
  return database === undefined || database.key !== arn ? { fault: rdsFaults.noInstance(id) } : { tags: tagsOf(world, database) }
}

export const listTagsForRdsResource = operation('rds', ({ world, place, input }) => {
  const found = find(world, place, input.text('ResourceName') ?? '')
  return 'fault' in found ? refused(found.fault) : answered({ TagList: tagTrees(found.tags) })
})

function retagged(world: World, place: Place, arn: string, change: (before: Tags) => Tags): Answer {
  const found = find(world, place, arn)
  if ('fault' in found) return refused(found.fault)
  return { ...answered(undefined), world: withDeeds(world, { tags: new Map(world.deeds.tags).set(arn, change(found.tags)) }) }
}

export const addTagsToResource = operation('rds', ({ world, place, input }) => retagged(world, place, input.text('ResourceName') ?? '', (before) => ({ ...before, ...readTags(input) })))

export const removeTagsFromResource = operation('rds', ({ world, place, input }) => {
  const gone = new Set(input.texts('TagKeys'))
  return retagged(world, place, input.text('ResourceName') ?? '', (before) => Object.fromEntries(Object.entries(before).filter(([key]) => !gone.has(key))))
})
