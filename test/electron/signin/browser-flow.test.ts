import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { createDesk, settle, until } from './sign-in-desk'

/** The browser after the operator has answered: what page it ends on. */
async function comeBack(page: string, query: Record<string, string>): Promise<{ status: number; text: string; headers: Headers }> {
  const asked = new URL(page).searchParams
  const url = new URL(asked.get('redirect_uri')!)
  for (const [name, value] of Object.entries({ state: asked.get('state')!, ...query })) url.searchParams.set(name, value)
  const reply = await fetch(url)
  return { status: reply.status, text: await reply.text(), headers: reply.headers }
}

async function waiting() {
  const desk = createDesk()
  const signIn = desk.open()
  signIn.start('main')
  await until(() => desk.pages.length === 1)
  return { ...desk, signIn, page: desk.pages[0]! }
}

describe('signing in by the browser', () => {
  it('goes to the authorize page with PKCE and comes back signed in', async () => {
    const { signIn, page, center, keychain, stateOf } = await waiting()
    const query = new URL(page).searchParams
    expect(query.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/)
    expect(query.get('scopes')).toBe('sso:account:access')
    expect(stateOf(signIn)).toMatchObject({ kind: 'awaitingBrowser', expiresAtMs: expect.any(Number) as number })

    const shown = await comeBack(page, { code: center.authorize(page) })
    expect(shown).toMatchObject({ status: 200, text: expect.stringContaining('Watchfloor is signed in') as string })
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
    await until(() => stateOf(signIn).kind === 'active')
    expect([...keychain.entries.keys()].sort()).toEqual(['registration/main/browser', 'tokens/main'])
  })

  it('takes no answer without its own state, and still takes the right one after', async () => {
    const { signIn, page, center, stateOf } = await waiting()
    expect((await comeBack(page, { code: 'stolen', state: 'guessed' })).status).toBe(400)
    expect((await comeBack(page, {})).status).toBe(400)
    expect(stateOf(signIn).kind).toBe('awaitingBrowser')
    expect(center.count('CreateToken')).toBe(0)
    expect((await comeBack(page, { code: center.authorize(page) })).status).toBe(200)
  })

  it('answers nothing at other paths, to other methods, or under another host name', async () => {
    const { page } = await waiting()
    const { origin, pathname, port } = new URL(new URL(page).searchParams.get('redirect_uri')!)
    expect((await fetch(`${origin}/favicon.ico`)).status).toBe(404)
    expect((await fetch(`${origin}${pathname}`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(`http://localhost:${port}${pathname}`).catch(() => ({ status: 404 }))).status).toBe(404)
  })

  it('takes one answer only', async () => {
    const { page, center } = await waiting()
    const release = center.holdBack()
    const first = comeBack(page, { code: center.authorize(page) })
    await until(() => center.count('CreateToken') === 1)
    expect((await comeBack(page, { code: 'again' })).status).toBe(410)
    release()
    expect((await first).status).toBe(200)
    expect(center.count('CreateToken')).toBe(1)
  })

  it('says in the browser and in the window that it was refused', async () => {
    const { signIn, page, stateOf } = await waiting()
    expect(await comeBack(page, { error: 'access_denied' })).toMatchObject({ status: 403, text: expect.stringContaining('refused') as string })
    await until(() => stateOf(signIn).kind === 'signedOut')
    expect(stateOf(signIn)).toMatchObject({ lastAttempt: { outcome: 'denied' } })
  })

  it('does not repeat to the browser what the browser sent', async () => {
    const { page } = await waiting()
    const shown = await comeBack(page, { error: '<script>alert(1)</script>' })
    expect(shown.status).toBe(502)
    expect(shown.text).not.toContain('<script>')
  })

  it('fails with words when the code is not accepted', async () => {
    const { signIn, page, stateOf } = await waiting()
    expect((await comeBack(page, { code: 'made up' })).status).toBe(502)
    await until(() => stateOf(signIn).kind === 'signedOut')
    expect(stateOf(signIn)).toMatchObject({ lastAttempt: { outcome: 'failed' } })
  })

  it('ends after five minutes, and closes its port', async () => {
    const { signIn, page, stateOf, advance } = await waiting()
    await advance(5 * minuteMs)
    expect(stateOf(signIn)).toMatchObject({ kind: 'signedOut', lastAttempt: { outcome: 'timedOut' } })
    await settle()
    await expect(comeBack(page, { code: 'late' })).rejects.toThrow()
  })

  it('can be cancelled, and started again while one is waiting', async () => {
    const { signIn, pages, center, stateOf } = await waiting()
    signIn.cancel('main')
    expect(stateOf(signIn)).toMatchObject({ kind: 'signedOut', lastAttempt: { outcome: 'cancelled' } })
    signIn.start('main')
    await until(() => pages.length === 2)
    signIn.start('main')
    await until(() => pages.length === 3)
    await expect(comeBack(pages[1]!, { code: 'old' })).rejects.toThrow()
    await comeBack(pages[2]!, { code: center.authorize(pages[2]!) })
    await until(() => stateOf(signIn).kind === 'active')
    expect(center.count('RegisterClient')).toBe(1)
  })

  it('goes on when the browser did not open: the page can be opened again', async () => {
    const desk = createDesk()
    desk.browser.works = false
    const signIn = desk.open()
    signIn.start('main')
    await until(() => desk.pages.length === 1)
    expect(desk.stateOf(signIn).kind).toBe('awaitingBrowser')
    desk.browser.works = true
    expect((await signIn.openPage('main')).ok).toBe(true)
    expect(desk.pages[1]).toBe(desk.pages[0])
    expect(await signIn.openPage('second')).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  it('signs out what was signed in in the same moment as it was cancelled', async () => {
    const { signIn, page, center, stateOf } = await waiting()
    const release = center.holdBack()
    void comeBack(page, { code: center.authorize(page) }).catch(() => undefined)
    await until(() => center.count('CreateToken') === 1)
    signIn.cancel('main')
    release()
    await until(() => center.count('Logout') === 1)
    expect(stateOf(signIn).kind).toBe('signedOut')
  })
})
