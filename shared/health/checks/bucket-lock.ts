import type { TenantServices } from '../../fleet/service-views'
import type { BucketRecord } from '../../fleet/service-records'
import { about, basisOf, evidence, type Check, type Verdict, type Words } from '../check'
import { countText, listText, momentText } from '../wording'

type Bucket = TenantServices['buckets'][number]

/**
 * Whether what a bank must keep can be kept: Object Lock, versions, no way in for the public. Pooled tenants have no buckets of their own:
 * not applicable. Which bucket must be locked nobody told us: one that has Object Lock is judged by what it does.
 */
export const bucketLock: Check = {
  id: 'bucket-lock',
  clause: 'recordKeeping',
  title: 'Buckets and their locks',
  feeds: ['tagging.resources', 's3.buckets'],
  judge: ({ model, services }) => (model === 'silo' ? (services?.buckets ?? []).filter(({ shared }) => !shared).flatMap(judgeBucket) : []),
}

function judgeBucket(bucket: Bucket): readonly Verdict[] {
  const { record } = bucket
  if (record === undefined || record.refused === 'notFound') return []
  const name = bucket.tagged.id
  const say = (words: Words): readonly Verdict[] => [aboutBucket(bucket, words)]
  if (record.refused === 'denied') return say({ severity: 'info', summary: `How the bucket ${name} keeps its records cannot be told: AWS refused to show its settings. Allow them in the watching role and in the bucket's policy.` })
  const { objectLock, versioning } = record
  if (record.blocksPublicAccess === false) return say({ severity: 'watch', summary: `The bucket ${name} does not block public access itself: unless its account does, one wrong policy shows it to everybody. Switch all four blocks on.` })
  if (objectLock?.kind === 'byObject') return say({ severity: 'watch', summary: `The bucket ${name} has Object Lock, but no default retention: what is put there can be deleted unless whoever puts it locks it. Set a default retention.` })
  if (versioning === 'Suspended') return say({ severity: 'watch', summary: `The bucket ${name} has stopped keeping versions: what is written over is lost. Enable versioning.` })
  if (record.untold.length > 0) return say({ severity: 'info', summary: `${countText(record.untold.length, 'setting')} of the bucket ${name} cannot be told. Allow ${listText(record.untold)} in the watching role.` })
  return []
}

function aboutBucket({ tagged, environment, place, record }: Bucket, words: Words): Verdict {
  const facts = record === undefined ? [] : [...factsOf(record), evidence('Read', momentText(record.readAtMs))]
  return about({ kind: 'bucket', id: tagged.id, account: place.account, region: place.region, ...(environment === undefined ? {} : { environment }) }, basisOf(place, 's3.buckets'), { evidence: facts, ...words })
}

function factsOf({ objectLock, versioning, blocksPublicAccess }: BucketRecord) {
  const lock = objectLock === undefined ? 'not told' : objectLock.kind === 'off' ? 'off' : objectLock.kind === 'byObject' ? 'on, without default retention' : `${objectLock.mode}, ${objectLock.days} d`
  return [
    evidence('Object Lock', lock),
    evidence('Versioning', versioning ?? 'not told'),
    evidence('Public access', blocksPublicAccess === undefined ? 'not told' : blocksPublicAccess ? 'blocked' : 'not blocked by the bucket'),
  ]
}
