import { createHash } from 'node:crypto'
import type { StoredObject } from '../world/deeds'
import type { Place } from '../world/fleet-model'
import { withDeeds, type World } from '../world/world'
import type { PageAnswer } from '../world/pages'
import type { ServiceFault } from '../wire/service-fault'
import { Content } from '../wire/tree'
import { answered, operation, refused, type Answer, type Asked, type Operation } from './operation'

/** Where login pages read their notices: one in each account and Region, beside the buckets of banks. */
export const noticeBucketOf = ({ account, region }: Pick<Place, 'account' | 'region'>): string => `notices-${account}-${region}`

const isHere = (place: Place, bucket: string): boolean => bucket === noticeBucketOf(place) || place.services.buckets.some(({ id }) => id === bucket)

const fault = (code: string, status: number, message: string): ServiceFault => ({ code, status, message })

const inBucket = (answer: (asked: Asked, name: string) => Answer): Operation =>
  operation('common', (asked) => {
    const bucket = asked.input.text('Bucket') ?? ''
    if (!isHere(asked.place, bucket)) return refused(fault('NoSuchBucket', 404, 'The specified bucket does not exist'))
    if (isUnreachable(asked.world, asked.place)) return refused(fault('ServiceUnavailable', 503, 'Service is unable to handle request.'))
    return answer(asked, `${bucket}/${asked.input.text('Key') ?? ''}`)
  })

const noKey = (): ServiceFault => fault('NoSuchKey', 404, 'The specified key does not exist.')
const notSo = (): ServiceFault => fault('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold')

/** Whether an event keeps everybody from a place's notices just now. */
export const isUnreachable = (world: World, { account, region }: Pick<Place, 'account' | 'region'>): boolean =>
  world.effects.effects.some((effect) => effect.on === 'notices' && effect.account === account && effect.region === region && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)

/** `If-None-Match: *`: only where there is none; `If-Match`: only over the one that was read. */
export const putObject = inBucket(({ world, input }, name) => {
  const before = world.deeds.objects.get(name)
  const ifMatch = input.text('IfMatch')
  if (input.text('IfNoneMatch') === '*' && before !== undefined) return refused(notSo())
  if (ifMatch !== undefined && before === undefined) return refused(noKey())
  if (ifMatch !== undefined && unquoted(ifMatch) !== unquoted(before?.eTag ?? '')) return refused(notSo())
  const body = input.text('Body') ?? ''
  const cacheControl = input.text('CacheControl')
  const stored: StoredObject = { body, eTag: `"${createHash('md5').update(body).digest('hex')}"`, contentType: input.text('ContentType') ?? 'binary/octet-stream', ...(cacheControl === undefined ? {} : { cacheControl }), atMs: world.nowMs }
  return { ...answered(new Content({ etag: stored.eTag, 'x-amz-server-side-encryption': 'AES256' }, '')), world: withDeeds(world, { objects: new Map(world.deeds.objects).set(name, stored) }) }
})

const unquoted = (eTag: string): string => eTag.replace(/^"|"$/g, '')

const headersOf = ({ eTag, contentType, cacheControl, atMs, body }: StoredObject): Record<string, string> => ({
  etag: eTag,
  'content-type': contentType,
  'last-modified': new Date(atMs).toUTCString(),
  'content-length': String(Buffer.byteLength(body)),
  ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
})

export const getObject = inBucket(({ world }, name) => {
  const stored = world.deeds.objects.get(name)
  return stored === undefined ? refused(noKey()) : answered(new Content(headersOf(stored), stored.body))
})

export const headObject = inBucket(({ world }, name) => {
  const stored = world.deeds.objects.get(name)
  return stored === undefined ? refused(noKey()) : answered(new Content(headersOf(stored), ''))
})

/** Where everybody reads a notice, below the training fleet's endpoint. */
export const objectPath = (bucket: string, key: string): string => `/_objects/${bucket}/${encodeURIComponent(key)}`

/** As a browser reads it, unsigned: `/_objects/<bucket>/<key>`. Only notices are for everybody. */
export function publicObject(world: World, path: string): PageAnswer | undefined {
  const [, account = '', region = '', key = ''] = /^\/_objects\/notices-(\d{12})-([a-z0-9-]+)\/([^?]+)/.exec(path) ?? []
  if (account === '') return undefined
  if (isUnreachable(world, { account, region })) return { kind: 'breaksOff' }
  const stored = world.deeds.objects.get(`${noticeBucketOf({ account, region })}/${decodeURIComponent(key)}`)
  return stored === undefined ? undefined : { kind: 'answers', status: 200, body: stored.body, delayMs: 0, contentType: stored.contentType }
}
