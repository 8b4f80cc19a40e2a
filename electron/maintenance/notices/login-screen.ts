import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { emptyNotice, tells, withWindow, type LoginNotice, type NoticeWindow } from '#shared/maintenance/login-notice'
import { loginNoticeSchema } from '#shared/maintenance/login-notice-schema'
import type { ObjectOperator } from '#electron/ports/operator/objects'
import type { OperatorCall } from '#electron/ports/operator/outcome'

/** Where a tenant's document is kept (`tenants[].notice` of the fleet file). */
export interface NoticePlace {
  readonly tenant: string
  readonly timeZone: string
  readonly bucket: string
  readonly key: string
}

export interface PublishOptions {
  readonly objects: Pick<ObjectOperator, 'get' | 'put'>
  readonly call: OperatorCall
  /** AWS time. */
  readonly nowMs: number
}

/** Consoles that write at once take turns by losing: five rounds are more than a desk has people. */
const mostRounds = 5

/**
 * Writes a window into a tenant's document, over what was read and nothing else: whatever other windows stand there, and whoever else
 * writes at this moment, nothing of theirs is lost. Writing the same again writes nothing.
 */
export async function publishWindow(options: PublishOptions, place: NoticePlace, entry: NoticeWindow): Promise<Result<LoginNotice, AppError>> {
  for (let round = 0; round < mostRounds; round += 1) {
    const found = await readNotice(options, place)
    if (!found.ok) return found
    const { notice, over } = found.value
    if (tells(notice, entry)) return ok(notice)
    const next = withWindow(notice, entry, options.nowMs)
    // A later change of the same window stands there already.
    if (next === notice) return ok(notice)
    const written = await options.objects.put(options.call, documentOf(place, next), over)
    if (written.ok) return ok(next)
    const { why, error } = written.error
    if (why === 'gone' && over === 'nothing') return err(appError('notFound', `There is no bucket ${place.bucket} for the notice of ${place.tenant}, or it is not ours to write to. Correct the place in the fleet file.`))
    // Whether it was written, and over what it may be, is told by reading again.
    if (why !== 'conflict' && why !== 'gone' && why !== 'unknown') return err(error)
  }
  return err(appError('conflict', `The notice of ${place.tenant} (${place.bucket}/${place.key}) was changed by others each time it was written. Try again.`))
}

const documentOf = ({ bucket, key }: NoticePlace, notice: LoginNotice) => ({ bucket, key, body: `${JSON.stringify(notice)}\n`, contentType: 'application/json', cacheControl: 'no-cache' })

interface FoundNotice {
  readonly notice: LoginNotice
  readonly over: { readonly eTag: string } | 'nothing'
}

async function readNotice({ objects, call }: PublishOptions, { tenant, timeZone, bucket, key }: NoticePlace): Promise<Result<FoundNotice, AppError>> {
  const found = await objects.get(call, bucket, key)
  if (!found.ok) return found.error.why === 'gone' ? ok({ notice: emptyNotice(tenant, timeZone), over: 'nothing' }) : err(found.error.error)
  const { eTag, body } = found.value.value
  const notice = parseNotice(body)
  // What is not ours is not written over: the fleet file may name a wrong place.
  if (notice === undefined) return err(appError('unreadableReply', `${bucket}/${key} holds something that is no notice. If it may go, delete it; else name another place for ${tenant} in the fleet file.`))
  if (notice.tenant !== tenant) return err(appError('conflict', `${bucket}/${key} holds the notice of ${notice.tenant}, not of ${tenant}. Give each tenant a place of its own in the fleet file.`))
  return ok({ notice: { ...notice, timeZone }, over: { eTag } })
}

/** Undefined: no notice. */
export function parseNotice(body: string): LoginNotice | undefined {
  try {
    const read = loginNoticeSchema.safeParse(JSON.parse(body))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
