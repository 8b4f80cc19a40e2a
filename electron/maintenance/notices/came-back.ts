import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import type { Suppression } from '#electron/ports/operator/mail'
import type { NoticeLine } from './notice-line'
import { sideBySide } from './side-by-side'
import type { NoticeDeskParts } from './notice-desk-options'

/** AWS answers about one such question a second. */
const atOnce = 2

/** Bounces come within seconds or within days: it is asked at once, then ever more seldom. */
const soonestMs = minuteMs
const latestMs = 6 * hourMs

const mayAskAgainAtMs = (askedAtMs: number, sentAtMs: number): number => askedAtMs + Math.min(latestMs, Math.max(soonestMs, (askedAtMs - sentAtMs) / 2))

export type BounceWatch = (planId: string, lines: readonly NoticeLine[], signal: AbortSignal) => Promise<Result<void, AppError>>

/** Asks the suppression list for every address that a plan's mails went to, and takes back the proof of what came back. */
export function createBounceWatch(options: NoticeDeskParts): BounceWatch {
  const { sender, operators, book, clock } = options
  const askedAtMs = new Map<string, number>()
  return async (planId, lines, signal) => {
    const sent = byAddress(lines.filter(({ channel, state }) => channel === 'email' && state === 'sent'))
    const nowMs = clock.nowMs()
    const due = [...sent].filter(([address, to]) => {
      const last = askedAtMs.get(address)
      const latestSentMs = Math.max(...to.map(({ atMs }) => atMs))
      return last === undefined || latestSentMs >= last || mayAskAgainAtMs(last, latestSentMs) <= nowMs
    })
    if (sender === undefined || due.length === 0) return ok(undefined)
    const { mail } = operators(sender.account, sender.region)
    const failure = await sideBySide(due, atOnce, signal, async ([address, to], own) => {
      const found = await mail.suppression({ signal: own, onRequest: () => Promise.resolve() }, address)
      // Too much at once, or given up: nothing is known of it, and it is asked again soon.
      if (!found.ok && (found.error.why === 'throttled' || signal.aborted)) return ok(undefined)
      askedAtMs.set(address, nowMs)
      const next = found.ok ? bounced(to, found.value.value, found.value.dateMs) : to.map(found.error.why === 'gone' ? withoutDoubt : (line) => withDoubt(line, found.error.error))
      return book.add(planId, () => next.filter((line, at) => line.state !== to[at]?.state || line.words !== to[at]?.words))
    })
    return failure === undefined ? ok(undefined) : { ok: false, error: failure }
  }
}

function byAddress(lines: readonly NoticeLine[]): ReadonlyMap<string, readonly NoticeLine[]> {
  const grouped = new Map<string, NoticeLine[]>()
  for (const line of lines) {
    const known = grouped.get(line.to)
    if (known === undefined) grouped.set(line.to, [line])
    else known.push(line)
  }
  return grouped
}

/** A mail may take as long to come back. */
const longestMs = 3 * dayMs

/**
 * Which mails a suppressed address did not get. The one that came back, and all after it, which SES takes and does not send. Where AWS does not
 * say which it was, whatever was sent in the days before may have been it.
 */
export function bounced(lines: readonly NoticeLine[], { reason, sinceMs, messageId }: Suppression, nowMs: number): readonly NoticeLine[] {
  const named = lines.find(({ proof }) => messageId !== undefined && proof === messageId)
  const fromMs = named?.atMs ?? (sinceMs === undefined ? -Infinity : messageId === undefined ? sinceMs - longestMs : sinceMs)
  const why = reason === 'COMPLAINT' ? 'was reported as unwanted' : 'came back'
  return lines.map((line) =>
    line.atMs < fromMs ? line : { ...line, state: 'bounced', atMs: nowMs, words: `Mail to ${line.to} ${why}: SES does not send to it any more. Ask the tenant for an address that works and correct it in the fleet file, or take it off the suppression list of SES.` },
  )
}

const withDoubt = (line: NoticeLine, { message }: AppError): NoticeLine => ({ ...line, words: `Taken by SES. Whether it came back could not be asked: ${message}` })

const withoutDoubt = ({ words: _old, ...line }: NoticeLine): NoticeLine => line
