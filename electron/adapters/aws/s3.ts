import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  S3Client,
  type GetObjectLockConfigurationCommandOutput,
  type LifecycleRule as S3LifecycleRule,
} from '@aws-sdk/client-s3'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { BucketRecord, LifecycleRule, ObjectLock } from '#shared/fleet/service-records'
import type { Call, Reply } from '#electron/ports/aws-reader'
import { withDates, type ClientConfig, type Clients } from './clients'
import { dateMiddleware, dateMiddlewareOptions } from './date'
import { permissionOf } from './error-words'
import { omitAbsent } from './omit-absent'
import { ownCopies } from './own-copy'
import { send, type Exchange } from './send'

/** A loopback endpoint has no names below it: buckets stand in the path there. */
const open = (config: ClientConfig): S3Client =>
  withDates(new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined }), (client) => client.middlewareStack.add(dateMiddleware, dateMiddlewareOptions))

/**
 * Four requests, and each answers for one setting: what a role may not read is named, the rest still counts. A setting that was never
 * made is answered with an error of S3's own, which says exactly that.
 */
export async function fetchBucket(clients: Clients, exchange: Exchange, call: Call, arn: string): Promise<Reply<BucketRecord>> {
  const s3 = clients.later('s3', open)
  const name = arn.slice(arn.lastIndexOf(':') + 1)
  const input = { Bucket: name }
  const asked: Setting[] = []
  const ask = async <T extends object>(operation: string, absent: string | undefined, request: (signal: AbortSignal) => Promise<T>): Promise<Setting & { readonly output?: T }> => {
    const reply = await send(exchange, call, 's3', operation, request)
    const setting = reply.ok ? { operation, output: reply.value.output, dateMs: reply.value.dateMs } : reply.error.kind === 'notFound' && reply.error.code === absent ? { operation } : { operation, error: reply.error }
    asked.push(setting)
    return setting
  }
  const lock = await ask('GetObjectLockConfiguration', 'ObjectLockConfigurationNotFoundError', (abortSignal) => s3.send(new GetObjectLockConfigurationCommand(input), { abortSignal }))
  if (lock.error !== undefined && lock.error.kind !== 'denied') return err(lock.error)
  const versioning = await ask('GetBucketVersioning', undefined, (abortSignal) => s3.send(new GetBucketVersioningCommand(input), { abortSignal }))
  const lifecycle = await ask('GetBucketLifecycleConfiguration', 'NoSuchLifecycleConfiguration', (abortSignal) => s3.send(new GetBucketLifecycleConfigurationCommand(input), { abortSignal }))
  const access = await ask('GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration', (abortSignal) => s3.send(new GetPublicAccessBlockCommand(input), { abortSignal }))
  const whole = readable(asked)
  if (!whole.ok) return whole

  const dateMs = asked.findLast((setting) => setting.dateMs !== undefined)?.dateMs ?? exchange.clock.nowMs()
  const blocks = access.output?.PublicAccessBlockConfiguration
  const record: BucketRecord = {
    kind: 'bucket',
    key: arn,
    name,
    readAtMs: dateMs,
    untold: asked.filter(({ error }) => error !== undefined).map(({ operation }) => permissionOf('s3', operation)),
    ...(lock.error === undefined ? { objectLock: toLock(lock.output?.ObjectLockConfiguration) } : {}),
    ...(versioning.error === undefined ? { versioning: versioning.output?.Status ?? ('never' as const) } : {}),
    ...(lifecycle.error === undefined ? { lifecycle: (lifecycle.output?.Rules ?? []).map(toRule) } : {}),
    ...(access.error === undefined
      ? { blocksPublicAccess: blocks?.BlockPublicAcls === true && blocks.BlockPublicPolicy === true && blocks.IgnorePublicAcls === true && blocks.RestrictPublicBuckets === true }
      : {}),
  }
  return ok({ records: ownCopies([record]), dateMs })
}

interface Setting {
  readonly operation: string
  readonly error?: AppError
  readonly dateMs?: number
}

/** Any failure but a refusal fails the whole: half a bucket would look like one without settings. So do four refusals. */
function readable(asked: readonly Setting[]): Result<null, AppError> {
  const failures = asked.flatMap(({ error }) => error ?? [])
  const first = failures.find(({ kind }) => kind !== 'denied') ?? (failures.length === asked.length ? failures[0] : undefined)
  return first === undefined ? ok(null) : err(first)
}

const daysPerYear = 365

function toLock(lock: GetObjectLockConfigurationCommandOutput['ObjectLockConfiguration']): ObjectLock {
  if (lock?.ObjectLockEnabled !== 'Enabled') return { kind: 'off' }
  const { Mode: mode, Days: days, Years: years } = lock.Rule?.DefaultRetention ?? {}
  const retained = days ?? (years === undefined ? undefined : years * daysPerYear)
  return mode === undefined || retained === undefined ? { kind: 'byObject' } : { kind: 'byDefault', mode, days: retained }
}

const toRule = ({ ID: id, Status: status, Expiration: expiration, NoncurrentVersionExpiration: former }: S3LifecycleRule): LifecycleRule => ({
  name: id ?? '',
  enabled: status === 'Enabled',
  ...omitAbsent({ expiresAfterDays: expiration?.Days, formerExpireAfterDays: former?.NoncurrentDays }),
})
