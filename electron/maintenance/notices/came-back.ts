import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { dayMs } from '#shared/kernel/time'
import type { Suppression } from '#electron/ports/operator/mail'
import type { NoticeLine } from './notice-line'
import { sideBySide } from './side-by-side'
import type { NoticeDeskParts } from './notice-desk-options'

/** AWS answers about one such question a second. */
const atOnce = 2

/** Asks the suppression list for every address that a plan's mails went to, and takes back the proof of what came back. */
export async function cameBack(options: NoticeDeskParts, planId: string, lines: readonly NoticeLine[], signal: AbortSignal): Promise<Result<void, AppError>> {
  const { sender, operators, book } = options
  const sent = lines.filter(({ channel, state }) => channel === 'email' && state === 'sent')
  if (sender === undefined || sent.length === 0) return ok(undefined)
  const { mail } = operators(sender.account, sender.region)
  const failure = await sideBySide([...new Set(sent.map(({ to }) => to))], atOnce, signal, async (address, own) => {
    const found = await mail.suppression({ signal: own, onRequest: () => Promise.resolve() }, address)
    const to = sent.filter((line) => line.to === address)
    const next = found.ok ? bounced(to, found.value.value, found.value.dateMs) : to.map(found.error.why === 'gone' ? withoutDoubt : (line) => withDoubt(line, found.error.error))
    return book.add(planId, () => next.filter((line, at) => line.state !== to[at]?.state || line.words !== to[at]?.words))
  })
  return failure === undefined ? ok(undefined) : { ok: false, error: failure }
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
