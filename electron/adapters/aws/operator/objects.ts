import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { ObjectOperator } from '#electron/ports/operator/objects'
import { withDates, type ClientConfig, type Clients } from '../clients'
import { jsonDateMiddleware, dateMiddlewareOptions } from '../date'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { operate } from './operate'

/** A document may be a web page of its own: its content type proves nothing about the reply. */
const open = (config: ClientConfig): S3Client =>
  withDates(new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined }), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

export function createObjectOperator(clients: Clients, exchange: Exchange): ObjectOperator {
  const s3 = () => clients.later('s3-objects', open)
  return {
    put: (call, { bucket, key, body, contentType, cacheControl }, over) =>
      operate(
        exchange,
        call,
        's3',
        'PutObject',
        (abortSignal) =>
          s3().send(
            new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType, ...omitAbsent({ CacheControl: cacheControl }), ...(over === 'nothing' ? { IfNoneMatch: '*' } : { IfMatch: over.eTag }) }),
            { abortSignal },
          ),
        ({ ETag: eTag }) => (eTag === undefined ? undefined : { eTag }),
      ),
    get: (call, bucket, key) =>
      operate(
        exchange,
        call,
        's3',
        'GetObject',
        async (abortSignal) => {
          const output = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal })
          // The content arrives behind the headers: a reply that breaks off there failed.
          return Object.assign(output, { text: await output.Body?.transformToString() })
        },
        ({ ETag: eTag, text, ContentType: contentType, LastModified: modified }) => (eTag === undefined || text === undefined ? undefined : { eTag, body: text, ...omitAbsent({ contentType, modifiedAtMs: modified?.getTime() }) }),
      ),
    head: (call, bucket, key) =>
      operate(
        exchange,
        call,
        's3',
        'HeadObject',
        (abortSignal) => s3().send(new HeadObjectCommand({ Bucket: bucket, Key: key }), { abortSignal }),
        ({ ETag: eTag, ContentType: contentType, LastModified: modified }) => (eTag === undefined ? undefined : { eTag, ...omitAbsent({ contentType, modifiedAtMs: modified?.getTime() }) }),
      ),
  }
}
