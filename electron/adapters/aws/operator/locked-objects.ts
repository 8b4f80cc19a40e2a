import { GetObjectCommand, ListObjectVersionsCommand, ListObjectsV2Command, PutObjectCommand, S3Client, type ObjectVersion } from '@aws-sdk/client-s3'
import { err } from '#shared/kernel/result'
import { appError } from '#shared/kernel/app-error'
import type { LockedDocument, LockedObjectOperator } from '#electron/ports/operator/objects'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import { withDates, type ClientConfig, type Clients } from '../clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from '../date'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { operate } from './operate'
import { wholeList } from './whole-list'

/** A document's content type is its own and proves nothing about the reply. */
const open = (config: ClientConfig): S3Client =>
  withDates(new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined }), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

export function createLockedObjectOperator(clients: Clients, exchange: Exchange): LockedObjectOperator {
  const s3 = () => clients.later('s3-locked', open)
  const on = <T extends object, V>(call: OperatorCall, operation: string, request: (signal: AbortSignal) => Promise<T>, read: (output: T) => V | undefined): Promise<Outcome<V>> => operate(exchange, call, 's3', operation, request, read)

  const versions = (call: OperatorCall, bucket: string, key: string) =>
    wholeList<ObjectVersion>((token) =>
      on(
        call,
        'ListObjectVersions',
        (abortSignal) => s3().send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...markersOf(token) }), { abortSignal }),
        ({ Versions: found = [], IsTruncated: isMore, NextKeyMarker: atKey, NextVersionIdMarker: atVersion }) => ({
          items: found.filter(({ Key }) => Key === key),
          // Keys come in order: behind this one there is nothing of it.
          ...(isMore === true && atKey === key ? { next: JSON.stringify([atKey, atVersion ?? '']) } : {}),
        }),
      ),
    )

  const read = (call: OperatorCall, bucket: string, key: string, versionId: string): Promise<Outcome<LockedDocument>> =>
    on(
      call,
      'GetObject',
      async (abortSignal) => {
        const output = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }), { abortSignal })
        // The content arrives behind the headers: a reply that breaks off there failed.
        return Object.assign(output, { text: await output.Body?.transformToString() })
      },
      ({ text, ObjectLockMode: mode, ObjectLockRetainUntilDate: until }) => (text === undefined ? undefined : { versionId, body: text, ...omitAbsent({ lock: mode === undefined || until === undefined ? undefined : { mode, untilMs: until.getTime() } }) }),
    )

  return {
    putLocked: (call, { bucket, key, body, contentType, cacheControl }, untilMs) =>
      on(
        call,
        'PutObject',
        (abortSignal) =>
          s3().send(
            new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType, IfNoneMatch: '*', ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(untilMs), ...omitAbsent({ CacheControl: cacheControl }) }),
            { abortSignal },
          ),
        ({ VersionId: versionId }) => (versionId === undefined ? undefined : { versionId }),
      ),
    getLocked: async (call, bucket, key) => {
      const found = await versions(call, bucket, key)
      if (!found.ok) return found
      const first = firstOf(found.value.value)
      if (first === undefined) return err({ why: 'gone', error: appError('notFound', `There is no ${key} in the bucket ${bucket} (${exchange.account}/${exchange.region}).`) })
      return read(call, bucket, key, first)
    },
    keys: (call, bucket, prefix, most) =>
      wholeList(
        (token) =>
          on(
            call,
            'ListObjectsV2',
            (abortSignal) => s3().send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...omitAbsent({ ContinuationToken: token }) }), { abortSignal }),
            // S3 leaves out a list that is empty.
            ({ Contents: found = [], NextContinuationToken: next }) => ({ items: found.flatMap(({ Key: key }) => key ?? []), ...omitAbsent({ next }) }),
          ),
        most,
      ),
  }
}

function markersOf(token: string | undefined) {
  if (token === undefined) return {}
  const [key = '', version = ''] = JSON.parse(token) as readonly string[] // made by the page before
  return { KeyMarker: key, ...(version === '' ? {} : { VersionIdMarker: version }) }
}

/** S3 lists the versions of a key newest first. */
const firstOf = (newestFirst: readonly ObjectVersion[]): string | undefined => newestFirst.at(-1)?.VersionId
