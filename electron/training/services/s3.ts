import type { Bucket } from '../world/fleet-model'
import { isChanged } from '../world/service-state'
import type { World } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import { flatList } from '../wire/tree'
import { answered, operation, refused, type Answer, type Operation } from './operation'

/** One setting of a bucket of this account and Region. */
const setting = (answer: (world: World, bucket: Bucket) => Answer): Operation =>
  operation('common', ({ world, place, input }) => {
    const name = input.text('Bucket') ?? ''
    const bucket = place.services.buckets.find(({ id }) => id === name)
    return bucket === undefined ? refused({ code: 'NoSuchBucket', status: 404, message: 'The specified bucket does not exist' }) : answer(world, bucket)
  })

const never = (code: string, message: string): ServiceFault => ({ code, status: 404, message })

export const getObjectLock = setting((world, bucket) => {
  if (bucket.lockDays === undefined) return refused(never('ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'))
  const rule = isChanged(world, bucket, 'unlocked') ? undefined : { DefaultRetention: { Mode: 'COMPLIANCE', Days: bucket.lockDays } }
  return answered({ ObjectLockEnabled: 'Enabled', Rule: rule })
})

export const getVersioning = setting(() => answered({ Status: 'Enabled' }))

export const getLifecycle = setting((_world, { expiresAfterDays }) =>
  expiresAfterDays === undefined
    ? refused(never('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'))
    : answered({ Rules: flatList([{ ID: 'what was collected goes', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: expiresAfterDays }, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }], 'Rule') }),
)

export const getPublicAccessBlock = setting((world, bucket) => {
  const blocks = !isChanged(world, bucket, 'public')
  return answered({ BlockPublicAcls: blocks, IgnorePublicAcls: blocks, BlockPublicPolicy: blocks, RestrictPublicBuckets: blocks })
})
