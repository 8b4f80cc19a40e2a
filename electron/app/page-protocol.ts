import { net, protocol } from 'electron'
import { contentSecurityPolicy, developmentPolicy, securityHeaders } from './content-security-policy'
import { readPageFile } from './page-files'

/** The page's own scheme: one origin, in development too, so that nothing else needs to know the difference. */
export const pageScheme = 'app'
export const pageOrigin = 'app://watchfloor'
export const pageAddress = `${pageOrigin}/`

/** Before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
}

/** Answers requests of the page from its folder, or from the development server when there is one; `answered` hears of each. */
export function servePage(folder: string, developmentServer: string | undefined, answered: () => void): void {
  protocol.handle(pageScheme, (request) => {
    const url = new URL(request.url)
    if (`${url.protocol}//${url.host}` !== pageOrigin) return refusal(404)
    if (request.method !== 'GET') return refusal(405)
    const reply = developmentServer === undefined ? fromFolder(folder, url.pathname) : fromServer(developmentServer, url)
    return reply.finally(answered)
  })
}

async function fromFolder(folder: string, pathname: string): Promise<Response> {
  const file = await readPageFile(folder, pathname)
  if (file === undefined) return refusal(404)
  return new Response(file.content, { headers: { ...securityHeaders(contentSecurityPolicy), 'Content-Type': file.contentType } })
}

async function fromServer(server: string, url: URL): Promise<Response> {
  const reply = await net.fetch(`${server}${url.pathname}${url.search}`, { bypassCustomProtocolHandlers: true })
  const headers = { ...securityHeaders(developmentPolicy), 'Content-Type': reply.headers.get('Content-Type') ?? 'text/plain' }
  return new Response(reply.body, { status: reply.status, headers })
}

const refusal = (status: number): Response => new Response(null, { status, headers: securityHeaders(contentSecurityPolicy) })
