import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { rootCertificates } from 'node:tls'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { Timers } from '#electron/ports/clock'
import type { WebPage, WebReader, WebReading } from '#electron/ports/web-reader'
import { certificateFailure, connectionFailure } from './failures'

export interface WebReaderOptions {
  /** Ends a request that takes too long. Wall time, as for probes. */
  readonly timers: Timers
  /** Certificates (PEM) to trust beside those that Node knows. */
  readonly trusted?: readonly string[]
}

const timeoutMs = 15 * secondMs
const mostRedirects = 3

export function createWebReader(options: WebReaderOptions): WebReader {
  const follow = async (url: string, reading: WebReading, hops: number): Promise<Result<WebPage, AppError>> => {
    const answer = await ask(url, reading, options)
    if (!answer.ok || answer.value.kind !== 'moved') return answer as Result<WebPage, AppError> // moved is ruled out
    const target = targetOf(answer.value.to, url)
    if (target === undefined) return failed('unreachable', `${url} redirects to another host (${answer.value.to.slice(0, 120)}), which is not followed. Name the address that answers by itself.`)
    return hops >= mostRedirects ? failed('unreachable', `${url} redirects again and again. Name the address that answers by itself.`) : follow(target, reading, hops + 1)
  }
  return { read: (url, reading) => follow(url, reading, 0) }
}

type Answer = WebPage | { readonly kind: 'moved'; readonly to: string }

const failed = (kind: AppError['kind'], message: string): Result<never, AppError> => err(appError(kind, message))

/** The same host and not less safe; undefined: elsewhere. */
function targetOf(location: string, from: string): string | undefined {
  if (!URL.canParse(location, from)) return undefined
  const [here, there] = [new URL(from), new URL(location, from)]
  return there.host === here.host && there.protocol === here.protocol ? there.href : undefined
}

function ask(url: string, reading: WebReading, { timers, trusted }: WebReaderOptions): Promise<Result<Answer, AppError>> {
  return new Promise((resolve) => {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return resolve(failed('invalidInput', `${url} is no web address.`))
    const { hostname } = new URL(url)
    const opened: { request?: ClientRequest } = {}
    let ended = false
    const end = (answer: Result<Answer, AppError>): void => {
      if (ended) return
      ended = true
      cancelTimeout()
      reading.signal.removeEventListener('abort', giveUp)
      resolve(answer)
      opened.request?.destroy()
    }
    const giveUp = (): void => end(failed('cancelled', `Reading ${url} was given up.`))
    const cancelTimeout = timers.after(timeoutMs, 'a page is given up', () => end(failed('timeout', `${url} did not answer within ${timeoutMs / secondMs} s.`)))
    if (reading.signal.aborted) return giveUp()
    reading.signal.addEventListener('abort', giveUp, { once: true })
    const headers = { 'user-agent': 'Watchfloor', accept: '*/*', 'cache-control': 'no-cache', connection: 'close', ...(reading.eTag === undefined ? {} : { 'if-none-match': reading.eTag }) }
    const request = new URL(url).protocol === 'https:' ? httpsRequest(url, { agent: false, headers, ...(trusted === undefined ? {} : { ca: [...trusted, ...rootCertificates] }) }) : httpRequest(url, { agent: false, headers })
    opened.request = request
    request.on('error', (error: NodeJS.ErrnoException) => end(failed('unreachable', `${url} cannot be read: ${failureWords(error, hostname)}.`)))
    request.on('response', (response) => {
      void read(response, url, reading).then(end)
    })
    request.end()
  })
}

/** Node puts OpenSSL's code here too. */
function failureWords({ code }: NodeJS.ErrnoException, hostname: string): string {
  const isCertificate = code !== undefined && /CERT|SIGNATURE|SELF_SIGNED/.test(code)
  return isCertificate ? certificateFailure(code, hostname).detail : connectionFailure(code, hostname).detail
}

async function read(response: IncomingMessage, url: string, { largestBytes, eTag: known }: WebReading): Promise<Result<Answer, AppError>> {
  const { statusCode = 0, headers } = response
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) return ok({ kind: 'moved', to: headers.location })
  if (statusCode === 304 && known !== undefined) return ok({ kind: 'unchanged' })
  if (statusCode === 404) return failed('notFound', `There is nothing at ${url} (HTTP 404).`)
  if (statusCode !== 200) return failed(statusCode >= 500 ? 'serverFault' : 'unreachable', `${url} answers HTTP ${statusCode} instead of 200.`)
  const chunks: Buffer[] = []
  let sizeBytes = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      sizeBytes += chunk.length
      if (sizeBytes > largestBytes) return failed('unreadableReply', `${url} holds more than ${Math.round(largestBytes / 1024)} KB: that is not what is expected there.`)
    }
  } catch {
    return failed('unreachable', `${url} broke off in the middle of its answer.`)
  }
  return ok({ kind: 'page', body: Buffer.concat(chunks).toString('utf8'), ...(headers.etag === undefined ? {} : { eTag: headers.etag }) })
}
