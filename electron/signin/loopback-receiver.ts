import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { Secret } from '#shared/session/secret'
import { answerHeaders, nothingHerePage, renderPage, strayPage, usedPage, type AnswerPage } from './answer-page'
import { isSameState } from './pkce'

/**
 * Waits on a loopback port for the browser to come back.
 *
 * 1. Bound to 127.0.0.1 on a free port before the browser is opened: nobody else can have it.
 * 2. Only the attempt's own `state` is an answer; anything else gets a page and changes nothing, so that a stray page cannot end it.
 * 3. One answer. The browser is kept waiting until `respond` says what became of it.
 */
export interface LoopbackReceiver {
  readonly redirectUri: string
  /** Never settles when nobody comes. */
  readonly answer: Promise<BrowserAnswer>
  close(): void
}

export type BrowserAnswer =
  | { readonly kind: 'code'; readonly code: Secret; respond(page: AnswerPage): void }
  /** `error` as OAuth names it, e.g. `access_denied`. */
  | { readonly kind: 'refused'; readonly error: string; respond(page: AnswerPage): void }

const path = '/oauth/callback'

export async function openLoopbackReceiver(state: string): Promise<Result<LoopbackReceiver, AppError>> {
  let resolveAnswer: (answer: BrowserAnswer) => void
  const answer = new Promise<BrowserAnswer>((resolve) => (resolveAnswer = resolve))
  let answered = false
  let host = ''

  const receive = (request: IncomingMessage, response: ServerResponse): void => {
    const respond = (page: AnswerPage): void => reply(response, page)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    // The Host check keeps out pages that reach this port under a name of their own (DNS rebinding).
    if (request.method !== 'GET' || url.pathname !== path || request.headers.host !== host) return respond(nothingHerePage)
    if (!isSameState(state, url.searchParams.get('state') ?? '')) return respond(strayPage)
    if (answered) return respond(usedPage)
    const [code, error] = [url.searchParams.get('code'), url.searchParams.get('error')]
    if (code === null && error === null) return respond(strayPage)
    answered = true
    resolveAnswer(code !== null && error === null ? { kind: 'code', code: new Secret(code), respond } : { kind: 'refused', error: error ?? 'unknown', respond })
  }

  const server = createServer({ maxHeaderSize: 32_768 }, receive)
  const listening = await listen(server)
  if (!listening.ok) return listening
  host = `127.0.0.1:${listening.value}`
  return ok({
    redirectUri: `http://${host}${path}`,
    answer,
    close: () => {
      server.close()
      // A page that is being sent is finished; connections that only wait are not waited for.
      server.closeIdleConnections()
    },
  })
}

function reply(response: ServerResponse, page: AnswerPage): void {
  if (response.writableEnded || response.destroyed) return
  response.writeHead(page.status, answerHeaders)
  response.end(renderPage(page))
}

function listen(server: Server): Promise<Result<number, AppError>> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(err(appError('conflict', 'No local port could be opened for the browser to come back to. Sign in with a code instead.'))))
    // A TCP server's address is never a string.
    server.listen(0, '127.0.0.1', () => resolve(ok((server.address() as AddressInfo).port)))
  })
}
