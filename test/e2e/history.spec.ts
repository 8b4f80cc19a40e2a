import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import { freshFolder, launch, type RunningApp } from './launch'

test.describe.configure({ mode: 'serial' })

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A training fleet that outlives the app: three days ago one database failed over, asked for; minutes ago another, by itself. */
async function serve(): Promise<TrainingFleet> {
  const scenario = loadScenario(
    JSON.stringify({
      version: 1,
      name: 'looking-back',
      title: 'Looking back',
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
        { at: '-P3D', kind: 'db.failover', tenant: 'kauri-bank', environment: 'frontend', outageSeconds: 64, planned: true },
        { at: '-PT40M', kind: 'db.failover', tenant: 'acme-bank', environment: 'frontend', outageSeconds: 131, azLagSeconds: 200 },
        { at: '-PT30M', kind: 'db.pending-maintenance', tenant: 'kauri-bank', environment: 'portal' },
      ],
    }),
    'looking-back.json',
  )
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error.issues))
  return startTrainingFleet({ scenario: scenario.value, clock: realClock, timers: realTimers, logger: quiet })
}

let folder: string
let fleet: TrainingFleet | undefined
let fleetFile: string
let running: RunningApp
let page: Page

async function open(): Promise<void> {
  running = await launch({ userDataDir: path.join(folder, 'data'), fleetFile })
  page = running.page
  await expect(page.getByRole('grid', { name: 'Tenants' }).getByText('Acme Bank', { exact: true })).toBeVisible()
}

const goToHistory = async (): Promise<void> => {
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible()
}
const part = (name: string) => page.getByRole('group', { name: 'Part' }).getByRole('button', { name })
const incidents = () => page.getByRole('listbox', { name: 'Incidents' }).getByRole('option')

test.beforeAll(async () => {
  folder = await freshFolder()
  fleet = await serve()
  fleetFile = path.join(folder, 'fleet.yaml')
  await writeFile(fleetFile, fleet.fleetFileText())
  await open()
})
test.beforeEach(() => goToHistory())
test.afterAll(async () => {
  await running.close()
  await fleet?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('looks back at the fleet, worst first, with the changes beside it', async () => {
  const then = page.getByRole('listbox', { name: 'Tenants' })
  await expect(then.getByRole('option').first()).toBeVisible()
  await expect(page.getByRole('slider', { name: 'Moment' })).toBeVisible()
  await then.getByRole('option', { name: /Acme Bank/ }).click()
  await expect(page.getByRole('region', { name: 'Findings of Acme Bank' })).toContainText(/failover/i)
  await page.screenshot({ path: test.info().outputPath('look-back.png') })
})

test('incidents of days without a console are found at the start, one each', async () => {
  await part('Incidents').click()
  await expect(incidents()).toHaveCount(2)
  await incidents().filter({ hasText: 'Acme Bank' }).click()
  const detail = page.getByRole('article')
  await expect(detail).toContainText('2 m 11 s')
  await expect(detail).toContainText('unplanned')
  await expect(detail.getByRole('img', { name: /Timeline/ })).toBeVisible()
  await expect(detail.getByRole('row').nth(1)).toContainText('Multi-AZ instance failover started')
  await page.screenshot({ path: test.info().outputPath('incidents.png') })
  await page.keyboard.press('Tab')
  await page.getByRole('listbox', { name: 'Incidents' }).focus()
  await page.keyboard.press('j')
  await expect(detail).toContainText('Kauri Bank')
  await expect(detail).toContainText('planned: The user requested a failover')
})

test('the sheet for the next shift says what is open, what happened and what is planned, and can be copied', async () => {
  await part('Hand-over').click()
  const sheet = page.getByRole('article', { name: 'Hand-over sheet' })
  await expect(sheet).toContainText('Failover of acme-bank-frontend')
  await expect(sheet).toContainText('AWS will carry out system-update on kauri-bank-portal')
  await page.screenshot({ path: test.info().outputPath('handover.png') })
  await page.getByRole('button', { name: 'Copy as text' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const text = await running.app.evaluate(({ clipboard }) => clipboard.readText())
  expect(text).toContain('Incidents')
  expect(text).toMatch(/Acme Bank: Failover of acme-bank-frontend.*Clients cut off: 2 m 11 s, by AWS’s events/)
  expect(text).toMatch(/\d\d:\d\d:\d\d [+-]\d\d:\d\d/)
})

test('the printed sheet holds the sheet and nothing of the window', async () => {
  await part('Hand-over').click()
  const bytes = await running.app.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]!.webContents.printToPDF({})).toString('base64'))
  expect(Buffer.from(bytes, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('article', { name: 'Hand-over sheet' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await page.screenshot({ path: test.info().outputPath('printed.png') })
  await page.emulateMedia({ media: null })
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the three parts in ${theme}`, async () => {
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    for (const name of ['Look back', 'Incidents', 'Hand-over']) {
      await part(name).click()
      await expect(part(name)).toHaveAttribute('aria-pressed', 'true')
      await expect(page.locator('.history-body').locator('h2').first()).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
      await page.screenshot({ path: test.info().outputPath(`${name}-${theme}.png`) })
    }
  })
}

test.describe('A night in which a whole zone goes', () => {
  let night: RunningApp
  test.beforeAll(async () => {
    night = await launch({ scenario: 'bad-night' })
    await expect(night.page.getByText(/^accounts (\d+)\/\1$/)).toBeVisible()
    await (await night.training()).setSpeed(60)
  })
  test.afterAll(() => night.close())

  test('says so above every screen, with whom it hits, and keeps it', async () => {
    const banner = night.page.getByRole('status').filter({ hasText: 'Zone eu-west-1b of account 111122223333 looks down' })
    await expect(banner).toBeVisible({ timeout: 60_000 })
    await banner.getByRole('button', { name: 'Who is hit' }).click()
    await expect(night.page.getByRole('region', { name: /Fail(ed|ing) over/ }).first()).toBeVisible()
    await night.page.screenshot({ path: test.info().outputPath('zone.png') })
    await night.page.keyboard.press('Escape')
    await night.page.keyboard.press('g')
    await night.page.keyboard.press('h')
    await expect(night.page.getByText('Training: its time, and this history, begin anew with every start.')).toBeVisible()
    await night.page.getByRole('searchbox', { name: 'Filter changes' }).fill('looks down')
    await expect(night.page.getByRole('region', { name: 'Changes' }).getByRole('listitem')).toHaveCount(1)
    await night.page.getByRole('searchbox', { name: 'Filter changes' }).fill('')
  })

  test('can be looked back at, minute by minute', async () => {
    const { page: window } = night
    const then = window.getByRole('listbox', { name: 'Tenants' })
    await expect(then.getByRole('option').filter({ hasText: /Critical|Degraded/ }).first()).toBeVisible()
    await window.getByRole('group', { name: 'Span' }).getByRole('button', { name: '1 h' }).click()
    await window.screenshot({ path: test.info().outputPath('night.png') })
    await (await night.training()).setSpeed(1)
    const slider = window.getByRole('slider', { name: 'Moment' })
    await slider.focus()
    for (let press = 0; press < 60; press += 1) await window.keyboard.press('ArrowLeft')
    // Before the first minute there is nothing: the slider stops there, at the quiet beginning of the night.
    await expect(window.getByRole('heading', { name: 'Fleet then' })).toBeVisible()
    await expect(then.getByRole('option').filter({ hasText: 'Critical' })).toHaveCount(0)
    await window.keyboard.press(']')
    await expect(window.getByRole('region', { name: 'Time' }).getByText(/ago$/)).toBeVisible()
    await window.getByRole('button', { name: 'Now', exact: true }).click()
    await expect(window.getByRole('heading', { name: 'Fleet now' })).toBeVisible()
    await window.getByRole('group', { name: 'Part' }).getByRole('button', { name: 'Incidents' }).click()
    await expect.poll(() => window.getByRole('listbox', { name: 'Incidents' }).getByRole('option').count()).toBeGreaterThan(5)
    await window.screenshot({ path: test.info().outputPath('night-incidents.png') })
  })
})

test('a restart keeps the history, and says when nobody watched', async () => {
  await running.close()
  expect((await readdir(path.join(folder, 'data/history'))).filter((file) => file.endsWith('.sqlite'))).toHaveLength(1)
  await open()
  await goToHistory()
  await part('Incidents').click()
  await expect(incidents()).toHaveCount(2)
  await part('Look back').click()
  // The slider is dragged to before the restart: what was known then is there.
  await page.getByRole('button', { name: /Previous change/ }).click()
  await expect(page.getByRole('region', { name: 'Time' }).getByText(/ago$/)).toBeVisible()
  await expect(page.getByRole('listbox', { name: 'Tenants' }).getByRole('option').first()).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('after-restart.png') })
})
