import { afterEach, describe, expect, it } from 'vitest'
import { openOidc, openPortal } from '#electron/adapters/aws/sso/index'
import { createMemoryStore } from '#electron/adapters/keychain/index'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createSignIn } from '#electron/signin/index'
import { startSignInServer, type SignInServer } from '#electron/training/sign-in/index'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { ok } from '#shared/kernel/result'
import { settle, startMs, until } from './sign-in-desk'

const accounts = Array.from({ length: 120 }, (_, at) => ({ id: String(300_000_000_000 + at), name: `account ${at}`, roles: ['Operator'] }))
const users = [{ name: 'jane', assignments: Object.fromEntries(accounts.slice(0, 110).map(({ id }) => [id, ['Operator']])) }]

let server: SignInServer
let close = (): void => undefined
afterEach(async () => {
  close()
  await server.stop()
})

/** The product's own clients against the training fleet's Identity Center, over real sockets, in simulated time. */
async function opened() {
  const time = createVirtualTime(startMs)
  server = await startSignInServer({ accounts, users, clock: time.clock, timers: time.timers })
  const pages: string[] = []
  const store = createMemoryStore()
  const session = { name: 'main', startUrl: server.startUrl, region: 'eu-west-1' }
  let serial = 0
  const options = { endpoint: server.endpoint }
  const open = () =>
    createSignIn({
      sessions: [session],
      store,
      browser: { open: async (url) => ok(void pages.push(url)) },
      oidc: openOidc(options),
      portal: openPortal(options),
      clock: time.clock,
      timers: time.timers,
      ids: { next: () => String(++serial), random: () => 0.5 },
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    })
  const signIn = open()
  close = () => signIn.stop()
  const kind = (): string => signIn.sessions()[0]!.state.kind
  /** Replies in flight arrive before time goes on. */
  const arrived = async (): Promise<void> => {
    do await settle()
    while (server.inFlight() > 0)
    await settle()
    await settle()
  }
  const advance = (ms: number): Promise<void> => time.advanceTo(time.clock.nowMs() + ms, arrived)
  return { time, pages, signIn, open, kind, advance }
}

/** The person in the browser: reads the page, presses a button, and goes where they are sent. */
async function press(page: string, decision: 'approve' | 'deny'): Promise<Response> {
  const html = await (await fetch(page)).text()
  const request = /name="request" value="([^"]+)"/.exec(html)![1]!
  const body = new URLSearchParams({ request, decision, user: 'jane' })
  return fetch(new URL('/authorize', page), { method: 'POST', body, headers: { origin: new URL(page).origin } })
}

async function signedIn() {
  const desk = await opened()
  desk.signIn.start('main')
  await until(() => desk.pages.length === 1)
  const shown = await press(desk.pages[0]!, 'approve')
  await until(() => desk.kind() === 'active')
  return { ...desk, shown }
}

describe('over the wire', () => {
  it('the browser flow signs in, and role credentials come for the account that was asked for', async () => {
    const { signIn, shown, advance } = await signedIn()
    expect(await shown.text()).toContain('Watchfloor is signed in')
    const asking = signIn.credentials('main', accounts[3]!.id, 'Operator')
    await advance(secondMs)
    const keys = await asking
    expect(keys).toMatchObject({ ok: true, value: { accessKeyId: expect.stringContaining(`ASIA${accounts[3]!.id}`) as string, expiresAtMs: expect.any(Number) as number } })
    expect(server.truth().registrations).toMatchObject([{ clientName: 'watchfloor-main' }])
  })

  it('a refusal in the browser is said in both places', async () => {
    const { signIn, pages, kind } = await opened()
    signIn.start('main')
    await until(() => pages.length === 1)
    expect((await press(pages[0]!, 'deny')).status).toBe(403)
    await until(() => kind() === 'signedOut')
    expect(signIn.sessions()[0]!.state).toMatchObject({ lastAttempt: { outcome: 'denied' } })
  })

  it('the device flow waits for the person, at the pace it is told', async () => {
    const { signIn, advance, kind } = await opened()
    signIn.start('main', 'deviceCode')
    await until(() => 'code' in signIn.sessions()[0]!.state)
    await advance(5 * secondMs)
    expect(kind()).toBe('awaitingCode')
    const { state } = signIn.sessions()[0]!
    server.approve(state.kind === 'awaitingCode' ? state.code!.userCode : '', 'jane')
    await advance(2 * secondMs)
    expect(kind()).toBe('active')
    expect(server.truth().refusals['SlowDownException'] ?? 0).toBe(0)
  })

  it('accounts are listed over all pages, and one that is not assigned is refused as that', async () => {
    const { signIn, advance, kind } = await signedIn()
    const listed = signIn.accounts('main')
    await advance(secondMs)
    const all = await listed
    expect(all.ok && all.value.length).toBe(110)
    const denied = signIn.credentials('main', accounts[115]!.id, 'Operator')
    await advance(secondMs)
    expect(await denied).toMatchObject({ ok: false, error: { kind: 'denied' } })
    expect(kind()).toBe('active')
  })

  it('stays signed in through a shift by rotating refresh tokens, and expires when the sign-in does', async () => {
    const { signIn, advance, kind } = await signedIn()
    await advance(7 * hourMs + 30 * minuteMs)
    expect(kind()).toBe('active')
    expect(server.truth().sessions).toMatchObject([{ state: 'active' }])
    await advance(hourMs)
    expect(signIn.sessions()[0]!.state).toMatchObject({ kind: 'expired' })
    expect(server.truth().requests['CreateToken']).toBeLessThan(20)
  })

  it('a sign-in revoked at Identity Center ends here at the next call', async () => {
    const { signIn, advance, kind } = await signedIn()
    server.revokeSessions()
    const asking = signIn.credentials('main', accounts[0]!.id, 'Operator')
    await advance(secondMs)
    expect(await asking).toMatchObject({ ok: false, error: { kind: 'expired' } })
    expect(kind()).toBe('expired')
  })

  it('a storm of "too many requests" over all accounts signs nobody out', async () => {
    const { signIn, advance, kind } = await signedIn()
    server.setFaults([{ operation: 'GetRoleCredentials', fault: 'throttle' }])
    const all = Promise.all(accounts.slice(0, 110).map(({ id }) => signIn.credentials('main', id, 'Operator')))
    await advance(20 * secondMs)
    expect(kind()).toBe('active')
    server.setFaults([])
    await advance(28 * secondMs)
    expect((await all).every((keys) => keys.ok)).toBe(true)
    expect(server.truth()).toMatchObject({ registrations: [{}], sessions: [{ state: 'active' }] })
  })

  it('a broken network is offline, not signed out', async () => {
    const { advance, kind } = await signedIn()
    server.setFaults([{ operation: 'CreateToken', fault: 'reset' }])
    await advance(hourMs)
    expect(kind()).toBe('offline')
    server.setFaults([])
    await advance(6 * minuteMs)
    expect(kind()).toBe('active')
  })

  it('a server clock ten minutes off is said', async () => {
    const { signIn, advance } = await signedIn()
    server.setFaults([{ fault: 'clock', seconds: 600 }])
    const listed = signIn.accounts('main')
    await advance(secondMs)
    await listed
    expect(signIn.sessions()[0]!.remarks[0]).toContain('10 minutes behind AWS')
  })

  it('a second start of the program goes on with what was kept', async () => {
    const { signIn, open, advance } = await signedIn()
    signIn.stop()
    const again = open()
    close = () => again.stop()
    await again.restore()
    await advance(2 * hourMs)
    expect(again.sessions()[0]!.state.kind).toBe('active')
    expect(server.truth().registrations).toHaveLength(1)
    expect(server.truth().sessions).toHaveLength(1)
  })

  it('signing out ends the sign-in there', async () => {
    const { signIn } = await signedIn()
    expect(await signIn.signOut('main')).toMatchObject({ ok: true, value: { complete: true } })
    expect(server.truth().sessions).toMatchObject([{ state: 'signed out' }])
  })
})
