import { dayMs } from '#shared/kernel/time'
import { hexOf } from './chance'
import type { ObjectVersion } from './support-things'
import type { World } from './world'

/** The bucket's own retention: what is put without one gets it. */
export const anchorLockMs = 92 * dayMs

/** The bucket of the audit's anchors: one in each account and Region. */
export const auditBucketOf = ({ account, region }: { readonly account: string; readonly region: string }): string => `watchfloor-audit-${account}-${region}`

/** Of one key, oldest first. */
export const objectVersions = (world: World, bucket: string, key: string): readonly ObjectVersion[] => world.deeds.versions.get(`${bucket}/${key}`) ?? []

export const withVersions = (world: World, bucket: string, key: string, versions: readonly ObjectVersion[]): ReadonlyMap<string, readonly ObjectVersion[]> => new Map(world.deeds.versions).set(`${bucket}/${key}`, versions)

export const newVersionId = (world: World, bucket: string, key: string): string => hexOf(32, 'version', bucket, key, world.nowMs, objectVersions(world, bucket, key).length)

/** Everything in a bucket whose key begins so, by key. */
export const bucketContent = (world: World, bucket: string, prefix: string): readonly (readonly ObjectVersion[])[] =>
  [...world.deeds.versions]
    .filter(([name]) => name.startsWith(`${bucket}/${prefix}`))
    .map(([, versions]) => versions)
    .filter((versions) => versions.length > 0)
    .sort(([left], [right]) => ((left?.key ?? '') < (right?.key ?? '') ? -1 : 1))
