import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import { missingForDesktop, startDesktop, type Desktop } from './desktop-bus/desktop'
import { freshFolder, launch, type RunningApp } from './launch'

test.describe.configure({ mode: 'serial' })

const missing = missingForDesktop()
test.skip(missing.length > 0, `needs ${missing.join(', ')}`)

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const tenants = 40

/** A fleet that outlives the console, so that starting again is no first start. */
async function serve(): Promise<TrainingFleet> {
  const scenario = loadScenario(
    JSON.stringify({
      version: 1,
      name: 'attention',
      title: 'Being told',
      seed: 5,
      startAt: new Date(realClock.nowMs() - 120_000).toISOString(),
      fleet: {
        pooled: [{ account: '111122223333', region: 'eu-west-1', tenants }],
        tenants: [
          { id: 'acme-bank', name: 'Acme Bank', account: '111122223333', region: 'eu-west-1', engine: 'mysql', environments: ['frontend'] },
          { id: 'kauri-bank', name: 'Kauri Bank', account: '111122223333', region: 'eu-west-1', engine: 'mysql', environments: ['frontend'] },
        ],
      },
      events: [{ at: '-PT20M', kind: 'alarm.fires', tenant: 'kauri-bank', environment: 'frontend' }],
    }),
    'attention.json',
  )
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error.issues))
  return startTrainingFleet({ scenario: scenario.value, clock: realClock, timers: realTimers, logger: quiet })
}

let folder: string
let fleet: TrainingFleet
let desktop: Desktop
let running: RunningApp

async function open(): Promise<void> {
  running = await launch({ userDataDir: path.join(folder, 'data'), fleetFile: path.join(folder, 'fleet.yaml'), env: { ...desktop.env, HOME: folder } })
  await expect(running.page.getByRole('grid', { name: 'Tenants' }).getByText('Acme Bank', { exact: true })).toBeVisible()
}

/** As on a night: it happens in AWS, and the next poll sees it. */
async function happens(...events: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  for (const event of events) {
    const reply = await fetch(`${fleet.endpoint}/_training/events`, { method: 'POST', headers: { authorization: `Bearer ${fleet.token}`, 'content-type': 'application/json' }, body: JSON.stringify(event) })
    expect(reply.ok, await reply.text()).toBe(true)
  }
}
const poll = (): Promise<unknown> => running.page.evaluate(() => window.watchfloor?.invoke('watch.refresh', {}))
/** Polls until it is seen. */
const seen = (look: () => void | Promise<void>): Promise<void> =>
  expect(async () => {
    await poll()
    await look()
  }).toPass({ timeout: 60_000, intervals: [3_000] })
const ids = (): Promise<readonly string[]> =>
  running.page.evaluate(async () => {
    const answer = await window.watchfloor!.invoke('fleet.load', null) // the preload set it
    return answer.ok ? [...answer.value.table.columns.id].flatMap((text) => answer.value.table.strings[text] ?? []) : []
  })
const titles = (): readonly string[] => desktop.standing().map(({ title }) => title)
const told = async (): Promise<number> => (await readFile(path.join(folder, 'data/logs/watchfloor.log'), 'utf8').catch(() => '')).split('"attention.told"').length - 1

test.beforeAll(async () => {
  folder = await freshFolder()
  fleet = await serve()
  desktop = await startDesktop()
  await writeFile(path.join(folder, 'fleet.yaml'), fleet.fleetFileText())
  await open()
})
test.afterAll(async () => {
  await running.close()
  await desktop.stop()
  await fleet.stop()
  await rm(folder, { recursive: true, force: true })
})

test('what stood at the first start is counted in the tray and in the window’s title, and told to nobody', async () => {
  await expect.poll(async () => (await desktop.tray())?.tooltip ?? '', { timeout: 60_000 }).toMatch(/alarms? uncovered/)
  expect(desktop.received).toEqual([])
  const tray = await desktop.tray()
  expect(tray?.menu.map(({ label }) => label)).toEqual(expect.arrayContaining(['Open Watchfloor', 'Do not disturb for an hour', 'Do not disturb until 08:00', 'Quit Watchfloor']))
  // The diamond of alarms, as painted, in ARGB.
  expect(tray?.colours).toContain('255,214,118,10')
  expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toMatch(/^Watchfloor: .*uncovered/)
})

test('a critical finding is one urgent notification of the desktop, and pressing it opens the tenant', async () => {
  await happens({ kind: 'db.status', tenant: 'acme-bank', environment: 'frontend', status: 'failed' })
  await seen(() => expect(titles()).toContain('Critical: Acme Bank'))
  const note = desktop.standing().find(({ title }) => title === 'Critical: Acme Bank')!
  expect(note.urgency).toBe(2)
  expect(note.body).toContain('acme-bank-frontend')
  await running.page.keyboard.press('g')
  await running.page.keyboard.press('s')
  desktop.press(note.id)
  await expect(running.page.getByRole('complementary', { name: /Acme Bank/ })).toBeVisible()
  await running.page.screenshot({ path: test.info().outputPath('pressed.png') })
  await expect.poll(async () => (await desktop.tray())?.tooltip).toMatch(/1 tenant critical/)
})

test('forty banks’ alarms at once are one notification', async () => {
  const lenders = (await ids()).filter((id) => id !== 'acme-bank' && id !== 'kauri-bank')
  expect(lenders).toHaveLength(tenants)
  await happens(...lenders.map((tenant) => ({ kind: 'alarm.fires', tenant })))
  // One alarm and the one above it, a bank; together with what was told a moment ago, or by itself.
  const summary = () => desktop.standing().filter(({ title, body }) => /\d\d firing alarms/.test(title + body))
  await seen(() => expect(summary()).toHaveLength(1))
  expect(desktop.standing().length).toBeLessThanOrEqual(2)
  desktop.press(summary()[0]!.id)
  if (summary()[0]!.title.startsWith('Critical')) await expect(running.page.getByRole('textbox', { name: 'Filter tenants' })).toHaveValue('health:critical')
  else await expect(running.page.getByRole('heading', { name: 'Alarms' })).toBeVisible()
})

test('quiet is chosen in the tray, shown in the status bar, and does not hold back what is critical', async () => {
  await desktop.pressMenu(/for an hour/)
  await expect(running.page.getByRole('contentinfo', { name: 'Watch' }).getByText(/do not disturb until/)).toBeVisible()
  const { violations } = await new AxeBuilder({ page: running.page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  const before = desktop.received.length
  await happens({ kind: 'alarm.fires', tenant: 'acme-bank', environment: 'frontend' }, { kind: 'db.status', tenant: 'kauri-bank', environment: 'frontend', status: 'failed' })
  // By itself, or together with what was told a moment ago.
  await seen(() => expect(desktop.received.slice(before).some(({ title, body }) => title.startsWith('Critical') && (title + body).includes('Kauri Bank'))).toBe(true))
  expect(desktop.received.slice(before).every(({ urgency }) => urgency === 2)).toBe(true)
})

test('after a restart it is still quiet, and nothing is told again', async () => {
  const [count, logged] = [desktop.received.length, await told()]
  await running.app.close()
  await open()
  await expect(running.page.getByRole('contentinfo', { name: 'Watch' }).getByText(/do not disturb until/)).toBeVisible()
  await expect.poll(async () => (await desktop.tray())?.tooltip ?? '', { timeout: 60_000 }).toMatch(/2 tenants critical/)
  expect([desktop.received.length, await told()]).toEqual([count, logged])
  await desktop.pressMenu(/Disturb me again/)
  await expect(running.page.getByText(/do not disturb until/)).toHaveCount(0)
})

for (const theme of ['light', 'dark'] as const) {
  test(`the settings of being told have room and nothing for axe to find, ${theme}`, async () => {
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    await running.page.keyboard.press('g')
    await running.page.keyboard.press('s')
    await expect(running.page.getByRole('heading', { name: 'Being told' })).toBeVisible()
    const { violations } = await new AxeBuilder({ page: running.page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    for (const [width, height] of [[1280, 800], [2560, 1440]] as const) {
      await running.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height), { width, height })
      await expect.poll(() => running.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await running.page.screenshot({ path: test.info().outputPath(`settings-${theme}-${width}.png`) })
    }
  })
}
