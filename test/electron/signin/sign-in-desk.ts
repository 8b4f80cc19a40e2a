import { createFallingBackStore, createKeychainStore } from '#electron/adapters/keychain/index'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import type { Browser } from '#electron/ports/browser'
import type { LogFields, Logger } from '#electron/ports/logger'
import { createSignIn, type SignIn } from '#electron/signin/index'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { SessionView } from '#shared/session/session-view'
import { fakeKeychain } from '../adapters/keychain/fake-keychain'
import { fakeIdentityCenter } from './fake-identity-center'

export const startMs = Date.UTC(2026, 10, 21, 6)
export const main = { name: 'main', startUrl: 'https://desk.example/start', region: 'eu-west-1' }
export const second = { name: 'second', startUrl: 'https://other.example/start', region: 'us-east-1' }

/** A desk with a fake Identity Center, browser and keychain, in virtual time. */
export function createDesk() {
  const time = createVirtualTime(startMs)
  const center = fakeIdentityCenter(time)
  const keychain = fakeKeychain()
  const pages: string[] = []
  const seen: (readonly SessionView[])[] = []
  const lines: { event: string; fields: LogFields | undefined }[] = []
  const log = (event: string, fields?: LogFields): void => void lines.push({ event, fields })
  const logger: Logger = { info: log, warn: log, error: log }
  let serial = 0
  const browser: Browser & { works: boolean } = {
    works: true,
    open: async (url) => {
      pages.push(url)
      return browser.works ? ok(undefined) : err(appError('unsupported', 'There is no browser.'))
    },
  }
  /** The program, started (again): what it had in memory is gone. */
  const open = (): SignIn => {
    const store = createFallingBackStore(createKeychainStore({ backend: keychain, timers: time.timers }))
    const signIn = createSignIn({ sessions: [main, second], store, browser, oidc: center.oidc, portal: center.portal, clock: time.clock, timers: time.timers, ids: { next: () => `attempt-${++serial}`, random: () => 0 }, logger })
    signIn.subscribe((views) => seen.push(views))
    return signIn
  }
  const advance = (ms: number): Promise<void> => time.advanceTo(time.clock.nowMs() + ms, settle)
  const stateOf = (signIn: SignIn, name = 'main'): SessionView['state'] => signIn.sessions().find((view) => view.name === name)!.state
  /** Signs in by device code: no socket is involved. */
  const signInWithCode = async (signIn: SignIn, name = 'main'): Promise<void> => {
    center.device = 'approved'
    signIn.start(name, 'deviceCode')
    await settle()
    await advance(5_000)
    center.device = 'pending'
  }
  return { time, center, keychain, browser, pages, seen, lines, open, advance, stateOf, signInWithCode }
}

/** Lets everything that is ready run: promises, and sockets that have something. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** For what goes over a real socket: gives it turns until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000 && !isSo(); turn++) await new Promise((resolve) => setImmediate(resolve))
  if (!isSo()) throw new Error('It did not come to that.')
}
