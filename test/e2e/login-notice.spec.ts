import AxeBuilder from '@axe-core/playwright'
import { chromium, expect, test, type Browser, type Page } from '@playwright/test'
import { createServer, type Server } from 'node:http'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { emptyNotice, withWindow, type LoginNotice, type NoticeWindow } from '#shared/maintenance/login-notice'

/** A login page of a client, in a browser that is not ours, under the strictest policy that the component promises to work with. */
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
test.skip(browserPath === undefined, 'chromium is not installed')

const folder = path.resolve(import.meta.dirname, '../../resources/login-notice')
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

type Reply = { readonly status: number; readonly body: string } | 'cut'
let document: Reply = { status: 404, body: '' }
let server: Server
let browser: Browser
let address = ''

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const name = path.basename(new URL(request.url ?? '/', 'http://x').pathname)
    if (name === 'notice.json') {
      if (document === 'cut') return void request.socket.destroy()
      return void response.writeHead(document.status, { 'content-type': 'application/json' }).end(document.body)
    }
    void readFile(path.join(folder, name)).then(
      (body) => response.writeHead(200, { 'content-type': types[path.extname(name)] ?? 'text/plain', 'content-security-policy': policy }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/login.html`
  browser = await chromium.launch({ ...(browserPath === undefined ? {} : { executablePath: browserPath }), args: ['--no-sandbox'] })
})
test.afterAll(async () => {
  await browser.close()
  await new Promise((done) => server.close(done))
})

const now = Date.parse('2026-03-27T12:00:00Z')
/** The clocks of Berlin go forward inside it. */
const window: NoticeWindow = { id: 'p-1', sequence: 1, state: 'planned', access: 'closed', title: 'Database upgrade', startsAt: '2026-03-29T00:30:00Z', endsAt: '2026-03-29T02:30:00Z' }
const noticeOf = (...windows: readonly NoticeWindow[]): LoginNotice => windows.reduce((notice, each) => withWindow(notice, each, now), emptyNotice('acme', 'Europe/Berlin'))
const serve = (notice: unknown): Reply => ({ status: 200, body: JSON.stringify(notice) })

/** The login page as a reader in this zone sees it, and everything that went wrong in it. */
async function open(zone: string, { reply, colorScheme = 'light' }: { reply: Reply; colorScheme?: 'light' | 'dark' }): Promise<{ page: Page; errors: string[] }> {
  document = reply
  const context = await browser.newContext({ timezoneId: zone, colorScheme })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (line) => (/Content Security Policy|Trusted/.test(line.text()) ? errors.push(line.text()) : undefined))
  await page.clock.setFixedTime(now)
  const answered = page.waitForEvent('requestfinished', { predicate: (request) => request.url().endsWith('notice.json') }).catch(() => undefined)
  const failed = page.waitForEvent('requestfailed', { predicate: (request) => request.url().endsWith('notice.json') }).catch(() => undefined)
  await page.goto(address)
  await Promise.race([answered, failed])
  return { page, errors }
}
const texts = (page: Page): Promise<string[]> => page.locator('watchfloor-notice article').locator('p').allTextContents()
const lookAgain = (page: Page): Promise<unknown> => page.evaluate(() => globalThis.document.dispatchEvent(new Event('visibilitychange')))

test('a window is announced in the tenant’s time and in the reader’s, each with its offset', async () => {
  const { page, errors } = await open('America/New_York', { reply: serve(noticeOf(window)) })
  await expect(page.getByRole('status')).toBeVisible()
  expect(await texts(page)).toEqual([
    'Planned maintenance: Database upgrade',
    'Sunday 29 March 2026, 01:30 UTC+01:00 to 04:30 UTC+02:00 (Europe/Berlin)',
    'Your time: Saturday 28 March 2026, 20:30 UTC-04:00 to 22:30 UTC-04:00',
    'Signing in will not be possible during this time.',
  ])
  expect(errors).toEqual([])
  await page.context().close()
})

test('a reader in the tenant’s own zone is told one time', async () => {
  const { page } = await open('Europe/Berlin', { reply: serve(noticeOf({ ...window, access: 'open' })) })
  await expect(page.getByRole('status')).toBeVisible()
  expect(await texts(page)).toEqual(['Planned maintenance: Database upgrade', 'Sunday 29 March 2026, 01:30 UTC+01:00 to 04:30 UTC+02:00', 'You can sign in as usual during this time.'])
  await page.context().close()
})

test('running, cancelled and completed are said, what was over yesterday is not, and a title is never markup', async () => {
  const at = (id: string, more: Partial<NoticeWindow>): NoticeWindow => ({ ...window, id, ...more })
  const running = at('b', { state: 'running', title: '<b>Patch</b><img src=x onerror=alert(1)>', startsAt: '2026-03-27T11:00:00Z', endsAt: '2026-03-27T13:00:00Z' })
  const completed = at('a', { state: 'completed', startsAt: '2026-03-26T20:00:00Z', endsAt: '2026-03-26T21:00:00Z' })
  const over = at('c', { state: 'completed', title: 'Long over', startsAt: '2026-03-20T20:00:00Z', endsAt: '2026-03-20T21:00:00Z' })
  const whole: LoginNotice = { ...noticeOf(), windows: [over, completed, running, at('d', { state: 'cancelled' })] }
  const { page, errors } = await open('UTC', { reply: serve(whole) })
  await expect(page.locator('watchfloor-notice .what')).toHaveText(['Completed: Database upgrade', 'Maintenance is under way: <b>Patch</b><img src=x onerror=alert(1)>', 'Cancelled: Database upgrade'])
  expect(await texts(page)).toContain('Signing in is not possible until it is over.')
  expect(errors).toEqual([])
  await page.context().close()
})

for (const [name, reply] of [
  ['is missing', { status: 404, body: 'not here' }],
  ['is broken', { status: 200, body: '{"version": 1, "windows": [{"sta' }],
  ['is of another kind', { status: 200, body: '{"hello": "world"}' }],
  ['is of a later format', serve({ ...noticeOf(window), version: 2 })],
  ['names a zone that there is not', serve({ ...noticeOf(window), timeZone: 'Mars/Olympus' })],
  ['cannot be fetched', 'cut'],
] as const) {
  test(`a document that ${name} shows nothing and throws nothing`, async () => {
    const { page, errors } = await open('UTC', { reply })
    await lookAgain(page)
    await expect(page.locator('watchfloor-notice')).toBeHidden()
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    expect(errors).toEqual([])
    await page.context().close()
  })
}

test('what was read stays while the server fails, changes when the desk changes it, and goes with the document', async () => {
  const { page } = await open('UTC', { reply: serve(noticeOf(window)) })
  const what = page.locator('watchfloor-notice .what')
  await expect(what).toHaveText('Planned maintenance: Database upgrade')
  document = { status: 503, body: '' }
  await lookAgain(page)
  document = 'cut'
  await lookAgain(page)
  await expect(what).toHaveText('Planned maintenance: Database upgrade')
  document = serve(noticeOf(window, { ...window, sequence: 2, state: 'cancelled' }))
  await lookAgain(page)
  await expect(what).toHaveText('Cancelled: Database upgrade')
  document = { status: 404, body: '' }
  await lookAgain(page)
  await expect(page.locator('watchfloor-notice')).toBeHidden()
  await page.context().close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the login page in ${colorScheme}`, async () => {
    const { page } = await open('America/New_York', { reply: serve(noticeOf(window)), colorScheme })
    await expect(page.getByRole('status')).toBeVisible()
    await page.screenshot({ path: `test-results/login-notice-${colorScheme}.png` })
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.context().close()
  })
}
