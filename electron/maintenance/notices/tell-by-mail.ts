import type { MailConfig, TenantConfig } from '#shared/fleet/fleet-config'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { mailText } from '#shared/maintenance/mail-text'
import type { MailOperator, NewMail } from '#electron/ports/operator/mail'
import type { OperatorFailure, Outcome } from '#electron/ports/operator/outcome'
import type { Told } from './notice-desk'
import { lineOf, mayTell, namedBy, nobody, type NoticeLine } from './notice-line'
import type { NoticeDeskParts } from './notice-desk-options'

/**
 * Mail to one tenant. That it is sent is written down before it leaves: of two consoles only one sends, and after a crash nobody sends again
 * unasked.
 */
export async function tellByMail(options: NoticeDeskParts, told: Told, tenant: string, signal: AbortSignal): Promise<Result<void, AppError>> {
  const { book, clock, sender } = options
  const config = options.tenant(tenant)
  const contacts = addressesOf(options, tenant)
  const why = missing(tenant, contacts, sender)
  for (const to of contacts.length === 0 ? [nobody] : contacts) {
    if (signal.aborted) return ok(undefined)
    const claim: NoticeLine = { ...lineFor(told, tenant), to, state: 'sending', atMs: clock.nowMs() }
    const first: NoticeLine = why === undefined ? claim : { ...claim, state: 'failed', words: why, again: 'never' }
    const claimed = await book.add(told.window.plan.id, (standing) => {
      const there = lineOf(standing, claim)
      // What is missing is said once, not at every press.
      return mayTell(there, { nowMs: clock.nowMs(), again: told.again }) && (why === undefined || there?.words !== why) ? [first] : []
    })
    if (!claimed.ok) return claimed
    if (claimed.value.length === 0 || why !== undefined || sender === undefined || config === undefined) continue
    const sent = await send(options, sender, mailTo(told, config, to, sender, options.desk), signal)
    const kept = await book.add(told.window.plan.id, () => [outcomeLine(claim, sent, sender, clock.nowMs())])
    if (!kept.ok) return kept
  }
  return ok(undefined)
}

export const addressesOf = ({ tenant: configOf }: Pick<NoticeDeskParts, 'tenant'>, tenant: string): readonly string[] => [...new Set(configOf(tenant)?.contacts ?? [])]

function lineFor({ window, occasion }: Told, tenant: string): Omit<NoticeLine, 'to' | 'state' | 'atMs'> {
  return { tenant, channel: 'email', occasion, sequence: window.sequence, ...(occasion === 'calledOff' ? {} : namedBy(window)) }
}

function missing(tenant: string, contacts: readonly string[], sender: MailConfig | undefined): string | undefined {
  if (contacts.length === 0) return `The fleet file names nobody to write to. Add contacts to the tenant ${tenant}.`
  return sender === undefined ? 'The fleet file does not say where mail comes from. Add mail: { from: ... } with an address that is verified in SES.' : undefined
}

function mailTo({ window, occasion }: Told, { id, name, timeZone }: TenantConfig, to: string, { from, replyTo }: MailConfig, desk: string): NewMail {
  const tenant = { id, name, ...(timeZone === undefined ? {} : { timeZone }) }
  const text = mailText({ ...window, occasion }, tenant, desk)
  return { from, to, ...(replyTo === undefined ? {} : { replyTo }), ...text, tags: { window: tagValue(window.plan.id), tenant: tagValue(id), occasion } }
}

/** SES takes letters, digits, `_` and `-`. */
const tagValue = (text: string): string => text.replace(/[^\w-]/g, '_').slice(0, 256)

const mostTries = 4

/** What SES did not take because it was too much at once was not sent: it waits and is offered again. */
async function send({ operators, timers }: NoticeDeskParts, { account, region }: MailConfig, mail: NewMail, signal: AbortSignal): ReturnType<MailOperator['send']> {
  const ses = operators(account, region).mail
  let sent: Outcome<string>
  for (let tried = 1; ; tried += 1) {
    sent = await ses.send({ signal, onRequest: () => Promise.resolve() }, mail)
    if (sent.ok || sent.error.why !== 'throttled' || tried === mostTries || signal.aborted) return sent
    await timers.sleep(2 ** tried * secondMs, 'SES asked to slow down', signal)
  }
}

function outcomeLine(claim: NoticeLine, sent: Outcome<string>, sender: MailConfig, nowMs: number): NoticeLine {
  if (sent.ok) return { ...claim, state: 'sent', atMs: sent.value.dateMs, proof: sent.value.value }
  const { why, error } = sent.error
  if (why === 'unknown') return { ...claim, atMs: nowMs, words: `No answer came from SES: whether this mail left is not known. Send what is missing to try once more; the tenant may then read it twice. (${error.message})` }
  return { ...claim, state: 'failed', atMs: nowMs, words: wordsOf(sent.error, sender), again: mayWorkLater(sent.error) ? 'later' : 'never' }
}

const mayWorkLater = ({ why, error }: OperatorFailure): boolean => why === 'throttled' || why === 'notNow' || error.retry === 'afterSignIn'

const wordsOf = ({ why, error }: OperatorFailure, { from, account, region }: MailConfig): string =>
  why === 'refused' && error.kind !== 'denied' && error.kind !== 'expired' ? `${error.message} Look whether ${from} is verified in the SES of ${account}/${region}, and whether that account may write to addresses of others.` : error.message
