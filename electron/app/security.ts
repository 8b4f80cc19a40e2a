import { app, shell, type Session, type WebContents } from 'electron'
import type { Logger } from '#electron/ports/logger'
import { mayOpenOutside } from './external-links'
import { pageOrigin, pageScheme } from './page-protocol'

/**
 * What a page may not do, whatever runs in it: leave its origin, open windows, embed other pages, ask for permissions, or reach
 * the network.
 */
export function guardEveryPage(logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, logger))
}

function guardPage(contents: WebContents, logger: Logger): void {
  const refuse = (event: Electron.Event, what: string, address: string): void => {
    event.preventDefault()
    logger.warn('page.refused', { what, address: address.slice(0, 300) })
  }
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwn(event.url)) refuse(event, 'navigation', event.url)
  })
  contents.on('will-redirect', (event) => refuse(event, 'redirect', event.url))
  contents.on('will-attach-webview', (event) => refuse(event, 'webview', ''))
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url)
    else logger.warn('page.refused', { what: 'new window', address: url.slice(0, 300) })
    return { action: 'deny' }
  })
}

const isOwn = (address: string): boolean => address === pageOrigin || address.startsWith(`${pageOrigin}/`)

/** No permission is ever granted, and nothing but the page's own scheme is loaded. */
export function guardSession(session: Session, developmentServer: string | undefined, logger: Logger): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    logger.warn('page.refused', { what: 'permission', permission })
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !mayLoad(request.url, developmentServer) }))
}

function mayLoad(address: string, developmentServer: string | undefined): boolean {
  if (/^(devtools|chrome-extension|blob):/.test(address)) return true
  if (address.startsWith(`${pageScheme}:`)) return true
  if (developmentServer === undefined) return false
  return address.startsWith(developmentServer) || address.startsWith('ws://127.0.0.1:')
}
