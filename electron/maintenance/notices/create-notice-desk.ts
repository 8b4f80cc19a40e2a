import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { tells } from '#shared/maintenance/login-notice'
import type { Occasion } from '#shared/maintenance/notice-ledger'
import type { AccessWord } from '../effects/run-context'
import { createBounceWatch } from './came-back'
import { createNoticeBook } from './notice-book'
import type { NoticeDesk, TellableWindow, Told } from './notice-desk'
import type { NoticeDeskOptions, NoticeDeskParts } from './notice-desk-options'
import { isOf, lineOf, mayTell, type NoticeLine, type Standing } from './notice-line'
import { sideBySide } from './side-by-side'
import { addressesOf, tellByMail } from './tell-by-mail'
import { confirmed, entryOf, readNotice, screenPlaceOf, tellLoginScreen } from './tell-login-screen'
import { whomToTell } from './whom-to-tell'

/** Tenants that are told side by side: SES takes 14 mails a second of most accounts. */
const atOnce = 8

/** Occasions that change what the login screen says; of the start and the end the run itself tells it, step by step. */
const onScreen: ReadonlySet<Occasion> = new Set(['planned', 'changed', 'extended', 'calledOff'])

export function createNoticeDesk({ store, ids, ...rest }: NoticeDeskOptions): NoticeDesk {
  const options: NoticeDeskParts = { ...rest, book: createNoticeBook({ store, ids, timers: rest.timers }) }
  const { book, web } = options
  const cameBack = createBounceWatch(options)

  const screenOf = async (told: Told, tenant: string, signal: AbortSignal): Promise<Result<void, AppError>> => {
    if (!onScreen.has(told.occasion)) return ok(undefined)
    const standing = await book.standing(told.window.plan.id)
    if (!standing.ok) return standing
    const place = screenPlaceOf(options, told.window.plan, tenant, homeBefore(standing.value, tenant))
    const before = place.ok ? lineOf(standing.value, { tenant, channel: 'loginScreen', occasion: told.occasion, sequence: told.window.sequence, to: place.value.url }) : undefined
    // A document says the same however often it is written: what is not proven is simply written again.
    if (!mayTell(before, { nowMs: Infinity, again: true })) return ok(undefined)
    return keep(told.window, await tellLoginScreen(options, { window: told.window, tenant, occasion: told.occasion, word: wordFor(told, tenant, standing.value), ...homeBefore(standing.value, tenant) }, signal))
  }

  const keep = async ({ plan }: TellableWindow, line: NoticeLine): Promise<Result<void, AppError>> => {
    const kept = await book.add(plan.id, (standing) => (saysSame(lineOf(standing, line), line) ? [] : [line]))
    return kept.ok ? ok(undefined) : kept
  }

  const everything = async (planId: string): Promise<Result<readonly NoticeLine[], AppError>> => {
    const standing = await book.standing(planId)
    return standing.ok ? ok([...standing.value.values()]) : standing
  }

  return {
    async tell(window, { occasion, tenant, again = false }, signal) {
      const known = await book.standing(window.plan.id)
      if (!known.ok) return known
      const listeners = whomToTell(window, occasion, known.value).filter((each) => tenant === undefined || each.tenant === tenant)
      const failure = await sideBySide(listeners, atOnce, signal, async (each, own) => {
        const told: Told = { window, occasion: each.occasion, again }
        const [mail, screen] = await Promise.all([tellByMail(options, told, each.tenant, own), screenOf(told, each.tenant, own)])
        return mail.ok ? screen : mail
      })
      if (failure !== undefined) return { ok: false, error: failure }
      const all = await everything(window.plan.id)
      return all.ok ? ok(all.value.filter((line) => listeners.some((each) => each.tenant === line.tenant && isOf(line, { occasion: each.occasion, sequence: window.sequence })))) : all
    },
    async confirm(window, signal) {
      const { plan, sequence } = window
      const known = await everything(plan.id)
      if (!known.ok) return known
      const unread = known.value.filter((line) => line.state === 'published' && line.sequence === sequence)
      const failure = await sideBySide(unread, atOnce, signal, async (line, own) => keep(window, await confirmed(options, line, entryOf(window, line.word ?? announcedWord(window)), own)))
      if (failure !== undefined) return { ok: false, error: failure }
      const back = await cameBack(plan.id, known.value, signal)
      return back.ok ? everything(plan.id) : back
    },
    deliveries: everything,
    async publish(window, tenant, word, signal) {
      const line = await tellLoginScreen(options, { window, tenant, occasion: occasionOf(word), word }, signal)
      const kept = await keep(window, line)
      return kept.ok ? ok(line) : kept
    },
    addressesOf: (tenant) => addressesOf(options, tenant),
    async isTold(window, tenant, word, signal) {
      const place = screenPlaceOf(options, window.plan, tenant)
      if (!place.ok) return place
      const read = await readNotice(web, place.value.url, signal)
      if (read.ok) return ok(tells(read.value, entryOf(window, word)))
      return read.error.kind === 'notFound' ? ok(false) : read
    },
  }
}

const announcedWord = ({ plan }: Pick<TellableWindow, 'plan'>): AccessWord => ({ state: 'planned', access: plan.kind === 'noDowntime' ? 'open' : 'closed' })

/** What an occasion makes of a login screen. A run that is under way keeps its word: an extension opens and closes nothing. */
function wordFor({ window, occasion }: Told, tenant: string, standing: Standing): AccessWord {
  if (occasion === 'calledOff') return { state: 'cancelled', access: 'open' }
  const planned = announcedWord(window)
  if (occasion !== 'extended') return planned
  const last = [...standing.values()].filter((line) => line.tenant === tenant && line.word !== undefined).toSorted((left, right) => left.atMs - right.atMs).at(-1)
  return last?.word?.state === 'running' ? last.word : { ...planned, state: 'running' }
}

/** Where its document was written before: a tenant that a change leaves out is not in the plan any more. */
const homeBefore = (standing: Standing, tenant: string): Pick<NoticeLine, 'home'> => {
  const home = [...standing.values()].findLast((line) => line.tenant === tenant && line.home !== undefined)?.home
  return home === undefined ? {} : { home }
}

const occasions: Readonly<Record<AccessWord['state'], Occasion>> = { planned: 'planned', running: 'started', cancelled: 'calledOff', completed: 'completed' }
const occasionOf = ({ state }: AccessWord): Occasion => occasions[state]

const saysSame = (there: NoticeLine | undefined, line: NoticeLine): boolean =>
  there !== undefined && there.state === line.state && there.proof === line.proof && there.words === line.words && there.word?.state === line.word?.state && there.word?.access === line.word?.access
