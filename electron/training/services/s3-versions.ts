import { createHash } from 'node:crypto'
import { anchorLockMs, auditBucketOf, bucketContent, newVersionId, objectVersions, withVersions } from '../world/object-versions'
import type { ObjectVersion } from '../world/support-things'
import { withDeeds } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import { Content, flatList, instant, type Tree } from '../wire/tree'
import { answered, operation, refused, type Asked, type Operation } from './operation'
import { decodeToken, pageAfter } from './paging'

/**
 * The bucket of the audit's anchors: versions, and Object Lock in compliance mode. Nothing in it is overwritten, and nobody deletes a version
 * before its time; deleting without a version hides the key behind a marker.
 */
const fault = (code: string, status: number, message: string): ServiceFault => ({ code, status, message })
const noKey = (): ServiceFault => fault('NoSuchKey', 404, 'The specified key does not exist.')
const noVersion = (): ServiceFault => fault('NoSuchVersion', 404, 'The specified version does not exist.')

const isAudit = ({ place, input }: Asked): boolean => input.text('Bucket') === auditBucketOf(place)
/** One of two ways to serve an operation of S3, by the bucket. */
export const byBucket = (locked: Operation, plain: Operation): Operation => ({ wording: 'common', answer: (asked) => (isAudit(asked) ? locked : plain).answer(asked) })
export const inAuditBucket = (locked: Operation): Operation => byBucket(locked, operation('common', () => refused(fault('NoSuchBucket', 404, 'The specified bucket does not exist'))))

const at = ({ input }: Asked): readonly [bucket: string, key: string] => [input.text('Bucket') ?? '', input.text('Key') ?? '']

export const putVersion = operation('common', (asked) => {
  const { world, input } = asked
  const [bucket, key] = at(asked)
  const before = objectVersions(world, bucket, key)
  const isThere = before.at(-1)?.body !== undefined
  if (input.text('IfNoneMatch') === '*' && isThere) return refused(fault('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold'))
  const [mode, until] = [input.text('ObjectLockMode'), input.text('ObjectLockRetainUntilDate')]
  if ((mode === undefined) !== (until === undefined)) return refused(fault('InvalidArgument', 400, 'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied'))
  const untilMs = until === undefined ? world.nowMs + anchorLockMs : Date.parse(until)
  if (!(untilMs > world.nowMs)) return refused(fault('InvalidArgument', 400, 'The retain until date must be in the future!'))
  const body = input.text('Body') ?? ''
  const made: ObjectVersion = {
    bucket,
    key,
    versionId: newVersionId(world, bucket, key),
    body,
    eTag: `"${createHash('md5').update(body).digest('hex')}"`,
    contentType: input.text('ContentType') ?? 'binary/octet-stream',
    atMs: world.nowMs,
    lock: { mode: mode ?? 'COMPLIANCE', untilMs },
  }
  return { ...answered(new Content({ etag: made.eTag, 'x-amz-version-id': made.versionId, 'x-amz-server-side-encryption': 'AES256' }, '')), world: withDeeds(world, { versions: withVersions(world, bucket, key, [...before, made]) }) }
})

const headersOf = ({ eTag, contentType, atMs, versionId, lock, body = '' }: ObjectVersion): Record<string, string> => ({
  etag: eTag,
  'content-type': contentType,
  'content-length': String(Buffer.byteLength(body)),
  'last-modified': new Date(atMs).toUTCString(),
  'x-amz-version-id': versionId,
  ...(lock === undefined ? {} : { 'x-amz-object-lock-mode': lock.mode, 'x-amz-object-lock-retain-until-date': new Date(lock.untilMs).toISOString() }),
})

const reading = (withBody: boolean): Operation =>
  operation('common', (asked) => {
    const versions = objectVersions(asked.world, ...at(asked))
    const wanted = asked.input.text('VersionId')
    const found = wanted === undefined ? versions.at(-1) : versions.find(({ versionId }) => versionId === wanted)
    if (found?.body === undefined) return refused(wanted === undefined ? noKey() : noVersion())
    return answered(new Content(headersOf(found), withBody ? found.body : ''))
  })
export const getVersion = reading(true)
export const headVersion = reading(false)

export const deleteVersion = operation('common', (asked) => {
  const { world, input } = asked
  const [bucket, key] = at(asked)
  const versions = objectVersions(world, bucket, key)
  const wanted = input.text('VersionId')
  if (wanted === undefined) {
    const marker: ObjectVersion = { bucket, key, versionId: newVersionId(world, bucket, key), eTag: '', contentType: '', atMs: world.nowMs }
    return { ...answered(new Content({ 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId }, '')), world: withDeeds(world, { versions: withVersions(world, bucket, key, [...versions, marker]) }) }
  }
  const locked = versions.find(({ versionId, lock }) => versionId === wanted && lock !== undefined && lock.untilMs > world.nowMs)
  if (locked !== undefined) return refused(fault('AccessDenied', 403, 'Access Denied because object protected by object lock.'))
  return { ...answered(new Content({ 'x-amz-version-id': wanted }, '')), world: withDeeds(world, { versions: withVersions(world, bucket, key, versions.filter(({ versionId }) => versionId !== wanted)) }) }
})

const sizeOf = ({ body = '' }: ObjectVersion): number => Buffer.byteLength(body)
/** Clients may ask for keys as they stand in addresses. */
const keyWords = ({ input }: Asked) => {
  const encoding = input.text('EncodingType')
  return { encoding, word: (key: string) => (encoding === 'url' ? encodeURIComponent(key).replaceAll('%2F', '/') : key) }
}

export const listObjects = operation('common', (asked) => {
  const { world, input } = asked
  const [bucket, prefix] = [input.text('Bucket') ?? '', input.text('Prefix') ?? '']
  const size = input.whole('MaxKeys', { min: 1, max: 1000 }) ?? 1000
  const token = input.text('ContinuationToken')
  const after = token === undefined ? input.text('StartAfter') : decodeToken('objects', token)
  if (token !== undefined && after === undefined) return refused(fault('InvalidArgument', 400, 'The continuation token provided is incorrect'))
  const { encoding, word } = keyWords(asked)
  const shown = bucketContent(world, bucket, prefix).flatMap((versions) => versions.at(-1) ?? []).filter(({ body }) => body !== undefined)
  const page = pageAfter('objects', shown, ({ key }) => key, after, size)
  const contents = page.items.map((one): Tree => ({ Key: word(one.key), LastModified: instant(one.atMs), ETag: one.eTag, Size: sizeOf(one), StorageClass: 'STANDARD' }))
  return answered({ Name: bucket, Prefix: prefix, KeyCount: page.items.length, MaxKeys: size, IsTruncated: page.next !== undefined, EncodingType: encoding, NextContinuationToken: page.next, Contents: flatList(contents, 'Contents') })
})

/** Newest first within a key, all of them at once: keys of anchors are few. */
export const listVersions = operation('common', (asked) => {
  const { world, input } = asked
  const [bucket, prefix] = [input.text('Bucket') ?? '', input.text('Prefix') ?? '']
  const { encoding, word } = keyWords(asked)
  const all = bucketContent(world, bucket, prefix).map((versions) => [...versions].reverse())
  const shared = (one: ObjectVersion, newest: ObjectVersion | undefined) => ({ Key: word(one.key), VersionId: one.versionId, IsLatest: one === newest, LastModified: instant(one.atMs) })
  const versions = all.flatMap((newestFirst) => newestFirst.filter(({ body }) => body !== undefined).map((one): Tree => ({ ...shared(one, newestFirst[0]), ETag: one.eTag, Size: sizeOf(one), StorageClass: 'STANDARD' })))
  const markers = all.flatMap((newestFirst) => newestFirst.filter(({ body }) => body === undefined).map((one): Tree => shared(one, newestFirst[0])))
  return answered({ Name: bucket, Prefix: prefix, MaxKeys: 1000, IsTruncated: false, EncodingType: encoding, Version: flatList(versions, 'Version'), DeleteMarker: flatList(markers, 'DeleteMarker') })
})
