import { expect, test } from '@playwright/test'
import { rm } from 'node:fs/promises'
import { parse } from 'yaml'
import { missingForSecretService, startSecretService, type SecretService } from '#test/contract/secret-service'
import { commandNames } from '#shared/ipc/channels'
import { commandsWhileLocked } from '#shared/ipc/command-capabilities'
import { invoke, invokeRaw, loadFleet } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { approve, inBrowser, keepPages, lastPage, outcomes, sessions, stateOf } from './operator'
import { serveSignInFleet, type SignInFleet } from './sign-in-desk'

const missing = missingForSecretService()
test.skip(missing.length > 0, `a Secret Service needs ${missing.join(', ')}`)
test.describe.configure({ mode: 'serial' })

const session = 'training'
let service: SecretService
let folder: string
let served: SignInFleet
let running: RunningApp
let name: string

test.beforeAll(async () => {
  service = await startSecretService()
  folder = await freshFolder()
  served = await serveSignInFleet(folder)
  running = await launch({ userDataDir: folder, fleetFile: served.fleetFile })
  await keepPages(running.app)
  await expect.poll(async () => (await sessions(running.page)).signIn).toBe('sso')
  await invoke(running.page, 'session.signIn', { session, method: 'browser' })
  await inBrowser(await lastPage(running.app), approve)
  await expect.poll(() => stateOf(running.page, session)).toBe('active')
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
  name = await firstTenant()
})
test.afterAll(async () => {
  await running.close()
  await served.fleet.stop()
  await service.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The name of somebody of the fleet, which the page shows. */
async function firstTenant(): Promise<string> {
  const { tenants } = parse(served.fleet.signInFleetFileText()) as { tenants: { name: string }[] } // the training fleet wrote it
  const [{ name: first }] = tenants as [{ name: string }]
  await expect(running.page.getByText(first, { exact: true }).first()).toBeVisible()
  return first
}

/** As the operating system tells it. */
const emit = (event: 'lock-screen' | 'suspend' | 'resume'): Promise<void> => running.app.evaluate(({ powerMonitor }, told) => void powerMonitor.emit(told), event)
const idleFor = (seconds: number): Promise<void> => running.app.evaluate(({ powerMonitor }, idle) => void Object.assign(powerMonitor, { getSystemIdleTime: () => idle }), seconds)
const cover = () => running.page.getByRole('dialog', { name: 'Watchfloor is locked' })

/** Everything that a person or a program could read in the page: its document, what screen readers get, find in page. */
async function readable(): Promise<{ readonly document: boolean; readonly screenReader: boolean; readonly found: number }> {
  const html = await running.page.content()
  const cdp = await running.page.context().newCDPSession(running.page)
  const tree = JSON.stringify(await cdp.send('Accessibility.getFullAXTree'))
  await cdp.detach()
  const found = await running.app.evaluate(
    ({ BrowserWindow }, text) =>
      new Promise<number>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]!.webContents
        contents.on('found-in-page', (_event, result) => {
          if (!result.finalUpdate) return
          contents.stopFindInPage('clearSelection')
          resolve(result.matches)
        })
        contents.findInPage(text)
      }),
    name,
  )
  return { document: html.includes(name), screenReader: tree.includes(name), found }
}

async function unlock(): Promise<void> {
  await keepPages(running.app)
  await running.page.getByRole('button', { name: 'Sign in to unlock' }).click()
  await inBrowser(await lastPage(running.app), approve)
  await expect(cover()).toBeHidden()
}

test('before it is covered the fleet can be read, found and asked for', async () => {
  expect(await readable()).toMatchObject({ document: true, screenReader: true })
  expect((await readable()).found).toBeGreaterThan(0)
  expect(await loadFleet(running.page)).toMatchObject({ ok: true })
})

test('the computer’s lock screen covers the window, whatever is open, and nothing behind it can be read', async () => {
  await running.page.keyboard.press('Control+k')
  await expect(running.page.getByRole('dialog').first()).toBeVisible()
  await emit('lock-screen')
  await expect(cover()).toBeVisible()
  await expect(running.page.getByRole('dialog')).toHaveCount(1)
  await expect(running.page.getByText('locked', { exact: false }).first()).toBeVisible()
  expect(await readable()).toEqual({ document: false, screenReader: false, found: 0 })
})

test('keys, palette and bridge reach nothing through the cover', async () => {
  for (const key of ['Control+k', '?', 'g', 's', '/', 'Escape', 'g', 'p']) await running.page.keyboard.press(key)
  await expect(running.page.getByRole('dialog')).toHaveCount(1)
  await expect(cover()).toBeVisible()
  const refused = commandNames.filter((command) => !commandsWhileLocked.has(command))
  for (const command of refused) expect(await invokeRaw(running.page, command, null), command).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  expect(refused).toEqual(expect.arrayContaining(['fleet.load', 'fleet.tenant', 'watch.refresh', 'session.signOut', 'settings.save', 'source.use', 'setup.write']))
  expect(await invoke(running.page, 'lock.unlock', { way: 'confirm' })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  expect(await invoke(running.page, 'lock.unlock', { way: 'osPrompt' })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
})

test('reading goes on behind the cover, and the page is told nothing of it', async () => {
  await running.page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    for (const event of ['fleet.patch', 'fleet.reset', 'watch.status'] as const) window.watchfloor!.subscribe(event, () => void heard.push(event)) // the preload set it
  })
  const before = served.fleet.billing().requests
  // A wake-up has everything read anew: patches and a status come of it.
  await emit('resume')
  await expect.poll(() => served.fleet.billing().requests, { timeout: 60_000 }).toBeGreaterThan(before + 10)
  await running.page.waitForFunction(() => new Promise((resolve) => setTimeout(() => resolve(true), 3_000)))
  expect(await running.page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([])
  await expect(cover()).toBeVisible()
})

test('reloading the page is no way out', async () => {
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.reload())
  await expect(cover()).toBeVisible()
  expect(await readable()).toEqual({ document: false, screenReader: false, found: 0 })
})

test('signing in again uncovers it, and everything is there again', async () => {
  await unlock()
  await expect(running.page.getByRole('grid', { name: 'Tenants' })).toBeVisible()
  await expect(running.page.getByText(name, { exact: true }).first()).toBeVisible()
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
})

test('nobody at keyboard and mouse for the minutes of the settings covers it', async () => {
  await idleFor(0)
  expect(await invoke(running.page, 'settings.save', { lockAfterMinutes: 5 })).toMatchObject({ ok: true })
  await idleFor(5 * 60 - 1)
  await running.page.waitForFunction(() => new Promise((resolve) => setTimeout(() => resolve(true), 6_000)))
  await expect(cover()).toBeHidden()
  await idleFor(5 * 60)
  await expect(cover()).toBeVisible()
  await expect(running.page.getByText(/Nobody used the keyboard or the mouse/)).toBeVisible()
  await idleFor(0)
  await unlock()
})

test('a sleep as long as that covers it at the wake-up, a nap does not', async () => {
  const clockOn = (minutes: number): Promise<void> =>
    running.app.evaluate((_electron, ms) => {
      const now = Date.now
      Date.now = () => now() + ms
    }, minutes * 60_000)
  await emit('suspend')
  await clockOn(4)
  await emit('resume')
  await expect(cover()).toBeHidden()
  await emit('suspend')
  await clockOn(5)
  await emit('resume')
  await expect(cover()).toBeVisible()
})
