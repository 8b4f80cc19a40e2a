import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { tells, type LoginNotice, type NoticeWindow } from '#shared/maintenance/login-notice'
import type { Occasion } from '#shared/maintenance/notice-ledger'
import type { Plan } from '#shared/maintenance/plan'
import type { WebReader } from '#electron/ports/web-reader'
import type { AccessWord } from '../effects/run-context'
import { parseNotice, publishWindow, type NoticePlace } from './login-screen'
import type { TellableWindow } from './notice-desk'
import { namedBy, nobody, type NoticeLine } from './notice-line'
import type { NoticeDeskParts } from './notice-desk-options'

/** Where a tenant's notice is written, and where its login screen reads it. */
export interface ScreenPlace extends NoticePlace {
  readonly account: string
  readonly region: string
  readonly url: string
}

/** What the login screen of a tenant is told, as it was written and as a reader of the page gets it. */
export async function tellLoginScreen(options: NoticeDeskParts, telling: ScreenTelling, signal: AbortSignal): Promise<NoticeLine> {
  const { operators, clock } = options
  const { window, tenant, word } = telling
  const place = screenPlaceOf(options, window.plan, tenant, telling)
  const line = screenLine(telling, place.ok ? place.value : { url: nobody })
  if (!place.ok) return { ...line, state: 'failed', atMs: clock.nowMs(), words: place.error.message, again: 'never' }
  const { account, region } = place.value
  const entry = entryOf(window, word)
  const nowMs = clock.nowMs()
  const written = await publishWindow({ objects: operators(account, region).objects, call: { signal, onRequest: () => Promise.resolve() }, nowMs }, place.value, entry)
  if (!written.ok) return { ...line, state: 'failed', atMs: nowMs, words: written.error.message, again: written.error.retry === 'never' ? 'never' : 'later' }
  if (!tells(written.value, entry)) return { ...line, state: 'failed', atMs: nowMs, words: 'A later change of this window stands on the login screen already: this one was not written over it.', again: 'never' }
  return confirmed(options, { ...line, state: 'published', atMs: nowMs, proof: revisionText(written.value) }, entry, signal)
}

export interface ScreenTelling {
  readonly window: TellableWindow
  readonly tenant: string
  readonly occasion: Occasion
  readonly word: AccessWord
  /** Where the bucket was before; for a tenant that is not in the plan any more. */
  readonly home?: NonNullable<NoticeLine['home']>
}

const screenLine = ({ window, tenant, occasion, word }: ScreenTelling, place: { readonly url: string } | ScreenPlace) =>
  ({
    tenant,
    channel: 'loginScreen',
    occasion,
    sequence: window.sequence,
    to: place.url,
    ...(word.state === 'cancelled' ? {} : namedBy(window)),
    word,
    ...('account' in place ? { home: { account: place.account, region: place.region } } : {}),
  }) as const

/** The same line, confirmed if a reader of the page gets what was written; else still published, with why not. */
export async function confirmed({ web, clock }: Pick<NoticeDeskParts, 'web' | 'clock'>, line: NoticeLine, entry: NoticeWindow, signal: AbortSignal): Promise<NoticeLine> {
  const read = await readNotice(web, line.to, signal)
  if (!read.ok) return { ...line, words: `Written, but its readers do not get it: ${read.error.message}` }
  if (!tells(read.value, entry)) return { ...line, words: `Written, but ${line.to} still answers with something else (${revisionText(read.value)}). A cache may be in between: look again in a minute, or correct the address in the fleet file.` }
  const { words: _old, ...told } = line
  return { ...told, state: 'confirmed', atMs: clock.nowMs(), proof: revisionText(read.value) }
}

const revisionText = ({ revision }: LoginNotice): string => `revision ${revision}`

/** As a reader of the page gets it. */
export async function readNotice(web: WebReader, url: string, signal: AbortSignal): Promise<Result<LoginNotice, AppError>> {
  const read = await web.read(url, { signal, largestBytes: 256 * 1024 })
  if (!read.ok) return read
  const notice = read.value.kind === 'page' ? parseNotice(read.value.body) : undefined
  return notice === undefined ? err(appError('unreadableReply', `${url} holds something that is no notice.`)) : ok(notice)
}

export const entryOf = ({ plan, span, sequence }: TellableWindow, word: AccessWord): NoticeWindow => ({
  id: plan.id,
  sequence,
  ...word,
  title: plan.title,
  startsAt: new Date(span.fromMs).toISOString(),
  endsAt: new Date(span.toMs).toISOString(),
})

/** The bucket is where the fleet file says, else where the tenant's databases are. */
export function screenPlaceOf({ tenant: configOf }: Pick<NoticeDeskParts, 'tenant'>, plan: Plan, tenant: string, before: Pick<NoticeLine, 'home'> = {}): Result<ScreenPlace, AppError> {
  const config = configOf(tenant)
  if (config?.notice === undefined) return err(appError('notFound', `The fleet file does not say where the login screen of ${tenant} reads its notice. Add notice: { bucket, key, url } to the tenant.`))
  const { bucket, key, url, account, region } = config.notice
  const home = homeOf(plan, tenant) ?? before.home
  const at = { account: account ?? home?.account, region: region ?? home?.region }
  if (at.account === undefined || at.region === undefined) return err(appError('notFound', `It is not known in which account and Region the bucket ${bucket} of ${tenant} is. Add account and region to its notice in the fleet file.`))
  return ok({ tenant, timeZone: config.timeZone ?? 'UTC', bucket, key, url, account: at.account, region: at.region })
}

function homeOf({ databases, groups }: Plan, tenant: string): { readonly account: string; readonly region: string } | undefined {
  const arn = databases.find((each) => each.tenant === tenant)?.arn ?? groups.find(({ tenants }) => tenants.includes(tenant))?.arn
  const [, , , region, account] = arn?.split(':') ?? []
  return region === undefined || account === undefined ? undefined : { account, region }
}
