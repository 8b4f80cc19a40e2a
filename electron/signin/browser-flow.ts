import { deniedPage, failedPage, signedInPage } from './answer-page'
import { failAttempt, failureOf, isPageAddress, unsafePage, type AttemptContext, type AttemptResult } from './attempt'
import { openLoopbackReceiver, type BrowserAnswer, type LoopbackReceiver } from './loopback-receiver'
import { createPkce, createState, type Pkce } from './pkce'
import { accountScope } from './session-parts'
import type { StoredRegistration } from '#shared/session/stored-session'

/** Authorization code with PKCE: the operator signs in in the system's browser, which comes back to a loopback port. */
export async function signInByBrowser(context: AttemptContext): Promise<AttemptResult> {
  const state = createState()
  const receiver = await openLoopbackReceiver(state)
  if (!receiver.ok) return failAttempt('failed', receiver.error.message)
  try {
    return await overReceiver(context, receiver.value, state)
  } finally {
    receiver.value.close()
  }
}

async function overReceiver(context: AttemptContext, receiver: LoopbackReceiver, state: string): Promise<AttemptResult> {
  const { parts, registrations, signal } = context
  const registration = await registrations.ensure('browser', signal)
  if (!registration.ok) return failureOf(registration.error)
  const pkce = createPkce()
  const { clientId } = registration.value
  const page = parts.oidc.authorizeUrl({ clientId, redirectUri: receiver.redirectUri, state, codeChallenge: pkce.challenge, scopes: [accountScope] })
  if (!isPageAddress(page)) return unsafePage
  context.showPage(page)
  // A browser that did not open is no end: the operator can open the page again, or copy it.
  const opened = await parts.browser.open(page)
  if (!opened.ok) parts.logger.warn('browser did not open', { session: parts.session.name, kind: opened.error.kind })

  const answer = await untilAborted(receiver.answer, signal)
  if (answer === undefined) return failAttempt('cancelled', 'The sign-in was ended.')
  if (answer.kind === 'refused') return refused(answer)
  return exchange(context, registration.value, answer, pkce, receiver.redirectUri)
}

function refused(answer: BrowserAnswer & { kind: 'refused' }): AttemptResult {
  if (answer.error === 'access_denied') {
    answer.respond(deniedPage)
    return failAttempt('denied', 'The sign-in was refused in the browser.')
  }
  const words = 'Identity Center did not accept the sign-in. Check start URL and Region of the session, then start it again in Watchfloor.'
  answer.respond(failedPage(words))
  return failAttempt('failed', words)
}

async function exchange(context: AttemptContext, registration: StoredRegistration, answer: BrowserAnswer & { kind: 'code' }, { verifier }: Pkce, redirectUri: string): Promise<AttemptResult> {
  const { parts, registrations, signal } = context
  const reply = await parts.oidc.createToken(registration, { kind: 'authorizationCode', code: answer.code, verifier, redirectUri }, signal)
  parts.awsTime.note(reply.ok ? reply.value.dateMs : reply.error.dateMs)
  if (reply.ok) {
    answer.respond(signedInPage)
    return { ok: true, value: { method: 'browser', clientId: registration.clientId, tokens: reply.value.value } }
  }
  if (reply.error.kind === 'clientRefused') registrations.forget('browser')
  answer.respond(failedPage(reply.error.message))
  return failureOf(reply.error)
}

/** Undefined when the signal came first. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
    void promise.then(resolve)
  })
}
