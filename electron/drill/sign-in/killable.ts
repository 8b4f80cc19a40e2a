import { ok } from '#shared/kernel/result'
import { openOidc, openPortal } from '#electron/adapters/aws/sso/index'
import { createFallingBackStore, createKeychainStore } from '#electron/adapters/keychain/index'
import type { KeychainBackend } from '#electron/adapters/keychain/keytar-backend'
import { randomIds } from '#electron/adapters/system/ids'
import { silentLogger } from '#electron/adapters/system/logger'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createSignIn } from '#electron/signin/index'
import type { FromKillable, ToKillable } from './killable-messages'

/** The product's sign-in in a process of its own, in real time, for a drill that kills it. */
export async function runKillable(startUrl: string): Promise<void> {
  const tell = (message: FromKillable): void => void process.send?.(message)
  const waiting = new Map<number, (value: string | boolean | null) => void>()
  let lastId = 0
  const ask = (call: 'get' | 'set' | 'delete', account: string, text?: string): Promise<string | boolean | null> =>
    new Promise((resolve) => {
      const id = ++lastId
      waiting.set(id, resolve)
      tell({ kind: 'keychain', id, call, account, ...(text === undefined ? {} : { text }) })
    })
  const backend: KeychainBackend = {
    get: async (account) => (await ask('get', account)) as string | null, // the drill answers each call in its kind
    set: async (account, text) => void (await ask('set', account, text)),
    delete: async (account) => (await ask('delete', account)) === true,
  }
  const session = { name: 'training', startUrl, region: 'eu-west-1' }
  const options = { endpoint: new URL(startUrl).origin }
  const signIn = createSignIn({
    sessions: [session],
    store: createFallingBackStore(createKeychainStore({ backend, timers: realTimers })),
    browser: { open: async (url) => ok(tell({ kind: 'page', url })) },
    oidc: openOidc(options),
    portal: openPortal(options),
    clock: realClock,
    timers: realTimers,
    ids: randomIds,
    logger: silentLogger,
  })
  signIn.subscribe(([view]) => {
    if (view !== undefined) tell({ kind: 'state', state: view.state })
  })
  process.on('message', (message: ToKillable) => {
    if (message.kind === 'signIn') signIn.start(session.name, 'browser')
    else {
      waiting.get(message.id)?.(message.value)
      waiting.delete(message.id)
    }
  })
  // The drill went away: nobody would end this otherwise.
  process.on('disconnect', () => process.exit(0))
  await signIn.restore()
  tell({ kind: 'state', state: signIn.sessions()[0]!.state })
  tell({ kind: 'restored' })
}
