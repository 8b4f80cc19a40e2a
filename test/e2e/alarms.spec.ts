import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import { freshFolder, launch, type RunningApp } from './launch'

test.describe.configure({ mode: 'serial' })

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A training fleet that outlives the app; its alarms begin to fire when they are told to. */
async function serve(): Promise<TrainingFleet> {
  const scenario = loadScenario(
    JSON.stringify({
      version: 1,
      name: 'alarm-desk',
      title: 'The alarm desk',
      seed: 5,
      startAt: new Date(realClock.nowMs() - 120_000).toISOString(),
      fleet: {
        pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 9 }],
        tenants: [
          { id: 'acme-bank', name: 'Acme Bank', account: '111122223333', region: 'eu-west-1', engine: 'mysql', environments: ['frontend', 'portal'] },
          { id: 'kauri-bank', name: 'Kauri Bank', account: '111122223333', region: 'eu-west-1', engine: 'mysql', environments: ['frontend', 'portal'] },
        ],
      },
      events: [
        { at: '-PT20M', kind: 'alarm.no-data', tenant: 'kauri-bank', environment: 'portal' },
        { at: '-PT30M', kind: 'alarm.actions-off', tenant: 'acme-bank', environment: 'portal' },
        { at: '-PT30M', kind: 'alarm.topic-gone', tenant: 'kauri-bank', environment: 'portal', alarm: 'kauri-bank-portal-free-storage-low' },
        { at: '-PT20M', kind: 'alarm.flaps', tenant: 'kauri-bank', environment: 'frontend' },
      ],
    }),
    'alarm-desk.json',
  )
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error.issues))
  return startTrainingFleet({ scenario: scenario.value, clock: realClock, timers: realTimers, logger: quiet })
}

let folder: string
let fleet: TrainingFleet
let fleetFile: string
let running: RunningApp
let page: Page

async function open(): Promise<void> {
  running = await launch({ userDataDir: path.join(folder, 'data'), fleetFile })
  page = running.page
  await expect(page.getByRole('grid', { name: 'Tenants' }).getByText('Acme Bank', { exact: true })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page.getByRole('heading', { name: 'Alarms' })).toBeVisible()
}
const desk = () => page.getByRole('grid', { name: 'Alarms' })
const row = (text: RegExp) => desk().getByRole('row').filter({ hasText: text }).first()
const fired = /acme-bank-frontend-cpu-high/

test.beforeAll(async () => {
  folder = await freshFolder()
  fleet = await serve()
  fleetFile = path.join(folder, 'fleet.yaml')
  await writeFile(fleetFile, fleet.fleetFileText())
  await open()
})
test.afterAll(async () => {
  await running.close()
  await fleet.stop()
  await rm(folder, { recursive: true, force: true })
})

test('an alarm that begins to fire appears, with nobody who takes care of it', async () => {
  const reply = await fetch(`${fleet.endpoint}/_training/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fleet.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'alarm.fires', tenant: 'acme-bank', environment: 'frontend' }),
  })
  expect(reply.ok, await reply.text()).toBe(true)
  await expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await expect(row(fired)).toContainText('nobody', { timeout: 3_000 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: /^Alarms/ })).toContainText('uncovered')
  await expect(desk().getByText(/alarms? without data/)).toBeVisible()
  await expect(desk().getByText(/whose firing would tell nobody/)).toBeVisible()
})

test('its panel tells what CloudWatch remembers of it, with the reasons', async () => {
  await row(fired).click()
  const history = page.getByRole('region', { name: 'History' })
  await expect(history.getByRole('listitem').first()).toContainText('in alarm')
  await expect(history.getByRole('listitem').first()).toContainText('Threshold Crossed')
  await history.scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('history.png') })
})

test('an alarm whose topic does not exist is among those that would tell nobody, and says why', async () => {
  const group = desk().getByRole('row').filter({ hasText: /whose firing would tell nobody/ })
  await group.scrollIntoViewIfNeeded()
  await group.click()
  const nowhere = row(/kauri-bank-portal-free-storage-low/)
  await expect(nowhere).toContainText('its topic desk-night-shift does not exist')
  await nowhere.click()
  await expect(page.getByRole('complementary', { name: /^Alarm kauri-bank-portal/ })).toContainText('no such topic')
  await page.screenshot({ path: test.info().outputPath('nowhere.png') })
})

test('acknowledging it by key names who takes care of it', async () => {
  await row(fired).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('looking at the slow query log')
  await page.screenshot({ path: test.info().outputPath('firing.png') })
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('.alarms-panel').withTags(['wcag2aa']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  await row(fired).focus()
  await page.keyboard.press('a')
  await expect(row(fired)).toContainText('trainee; 1 more to know')
  await expect(page.getByRole('region', { name: 'Who takes care of it' })).toContainText('looking at the slow query log')
  await page.screenshot({ path: test.info().outputPath('taken.png') })
})

test('the hand-over sheet says who took care of it', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await page.getByRole('tab', { name: /hand-over/i }).or(page.getByRole('button', { name: /hand-over/i })).first().click()
  await expect(page.getByRole('article', { name: 'Hand-over sheet' })).toContainText('trainee takes care of alarm acme-bank-frontend-cpu-high: looking at the slow query log')
  await page.screenshot({ path: test.info().outputPath('sheet.png') })
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page.getByRole('heading', { name: 'Alarms' })).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${theme}, and both sizes have room`, async () => {
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    for (const [width, height] of [[1280, 800], [2560, 1440]] as const) {
      await running.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height), { width, height })
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await page.screenshot({ path: test.info().outputPath(`alarms-${theme}-${width}.png`) })
    }
  })
}

test('a killed and restarted console still knows who takes care of it', async () => {
  const died = new Promise((resolve) => running.app.process().once('exit', resolve))
  running.app.process().kill('SIGKILL')
  await died
  await open()
  await expect(row(fired)).toContainText('trainee; 1 more to know', { timeout: 60_000 })
})
