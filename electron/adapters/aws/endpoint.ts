import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'

const loopbackHosts = new Set(['localhost', '[::1]'])

/**
 * An endpoint override, checked: `http(s)` on a loopback address, without path, user or query. Anything else is refused, because an
 * override outside this computer would receive signed requests.
 */
export function loopbackEndpoint(text: string): Result<string, AppError> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !isPlainHttp(url) || !isLoopback(url.hostname)) {
    return err(appError('invalidInput', `The endpoint "${text}" is not a loopback address. Leave it out to talk to AWS, or use http://127.0.0.1:<port>.`))
  }
  return ok(url.origin)
}

const isPlainHttp = (url: URL): boolean =>
  (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === '' && url.search === '' && url.pathname === '/'

// URL normalises 127.1 and 0x7f000001 to dotted form, so the prefix is enough.
const isLoopback = (host: string): boolean => loopbackHosts.has(host) || /^127\.\d+\.\d+\.\d+$/.test(host)
