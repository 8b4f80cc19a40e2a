import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse, stringify } from 'yaml'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { loadScenario, startTrainingFleet } from '#electron/training/index'
import { freshFolder, launch, type RunningApp } from './launch'

test.describe.configure({ mode: 'serial' })

let running: RunningApp
let page: Page

test.beforeAll(async () => {
  running = await launch()
  page = running.page
  await expect(page.getByText('Acme Bank', { exact: true })).toBeVisible()
  await expect(page.getByText(/^accounts (\d+)\/\1$/)).toBeVisible()
})
test.afterAll(async () => {
  await running.close()
})

const row = (name: string): Locator => page.getByRole('grid', { name: 'Tenants' }).getByRole('row').filter({ has: page.getByText(name, { exact: true }) })
const panel = (): Locator => page.getByRole('complementary', { name: 'Tenant Alderleigh Bank' })

async function picture(name: string): Promise<void> {
  await page.screenshot({ path: `test-results/probes-${name}.png` })
}

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

test('a page that works reads as an untouched budget', async () => {
  await (await running.training()).setSpeed(30)
  await page.getByRole('textbox', { name: 'Filter tenants' }).fill('name:alderleigh')
  await expect(row('Alderleigh Bank').getByText('100 %')).toBeVisible()
})

test('a page that clients cannot reach is critical, says so in words, and burns the budget', async () => {
  await (await running.training()).inject({ kind: 'probe.down', tenant: 'alderleigh-bank', environment: 'frontend' })
  await expect(row('Alderleigh Bank')).toContainText('Critical')
  await expect(row('Alderleigh Bank')).toContainText('does not work for its clients')
  await expect(row('Alderleigh Bank').getByText('down for clients')).toBeAttached()
  await row('Alderleigh Bank').click()
  const probes = panel().getByRole('region', { name: 'Probes and availability' })
  await expect(probes.getByRole('row').filter({ hasText: 'frontend' })).toContainText('down')
  await expect(panel()).toContainText('although AWS shows its database and app servers as fine')
  await expect.poll(async () => Number.parseInt((await probes.getByRole('row').filter({ hasText: 'frontend' }).getByRole('cell').last().textContent()) ?? '', 10)).toBeLessThan(90)
  for (const theme of ['light', 'dark'] as const) {
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    await picture(`down-${theme}`)
    await expectAccessible()
  }
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Filter tenants' }).fill('')
})

test('the board can be coloured by what is left of the budget', async () => {
  await page.getByRole('button', { name: 'Board' }).click()
  await page.getByLabel('Coloured by').selectOption('error budget')
  await expect(page.getByRole('gridcell', { name: /^Alderleigh Bank/ })).toContainText('down')
  await picture('board')
  await page.getByLabel('Coloured by').selectOption('health')
  await page.getByRole('button', { name: 'Table', exact: true }).click()
})

test('when no page of anybody answers, it is our network: one banner, nobody critical for it', async () => {
  const homes = await page.evaluate(async () => {
    const answer = await window.watchfloor!.invoke('fleet.load', null) // the preload set it
    if (!answer.ok) return []
    const { strings, rowCount, columns } = answer.value.table
    const text = (cells: Uint32Array, at: number): string => strings[cells[at] ?? 0] ?? ''
    return Array.from({ length: rowCount }, (_, at) => ({ tenant: text(columns.id, at), environments: text(columns.environments, at).split(' ') }))
  })
  expect(homes.length).toBe(60)
  await (await running.training()).injectAll(homes.flatMap(({ tenant, environments }) => environments.map((environment) => ({ kind: 'probe.down', tenant, environment, for: 'PT20M' }))))
  const banner = page.getByText('This console cannot reach any tenant since')
  await expect(banner).toBeVisible()
  await expect(page.getByText('AWS answers: look at the way from this network')).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Tenants' })).not.toContainText('does not work for its clients')
  await picture('our-network')
  await (await running.training()).advance(21 * 60_000)
  await expect(banner).toBeHidden()
})

const oftenProbed = (text: string): string => {
  const { tenants, ...file } = parse(text) as { tenants: { probes: object[] }[] } // as the training fleet writes it
  return stringify({ ...file, tenants: tenants.map((tenant) => ({ ...tenant, probes: tenant.probes.map((probe) => ({ ...probe, intervalSeconds: 10, timeoutSeconds: 2 })) })) })
}

test('what was spent of the budget outlives a restart', async () => {
  const folder = await freshFolder()
  const scenario = loadScenario(JSON.stringify({ version: 1, name: 'budget', seed: 5, startAt: new Date(realClock.nowMs() - 60_000).toISOString(), fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 5 }] } }), 'budget.json')
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error.issues))
  const fleet = await startTrainingFleet({ scenario: scenario.value, clock: realClock, timers: realTimers, logger: { info: () => undefined, warn: () => undefined, error: () => undefined } })
  const [tenant] = scenario.value.fleet.tenants
  const fleetFile = path.join(folder, 'fleet.yaml')
  await writeFile(fleetFile, oftenProbed(fleet.fleetFileText()))
  const cell = (of: RunningApp): Locator => of.page.getByRole('grid', { name: 'Tenants' }).getByRole('row').filter({ has: of.page.getByText(tenant?.name ?? '', { exact: true }) })
  try {
    const first = await launch({ userDataDir: path.join(folder, 'data'), fleetFile })
    await expect(cell(first).getByText('100 %')).toBeVisible()
    fleet.inject({ kind: 'probe.down', tenant: tenant?.id ?? '', for: 'PT15S' })
    await expect(cell(first)).toContainText('does not work for its clients')
    await expect(cell(first)).toContainText('Healthy', { timeout: 40_000 })
    const spent = await cell(first).getByText(/^\d+ %$/).textContent()
    expect(spent).toMatch(/^(8|9)\d %$/)
    await first.close()
    const second = await launch({ userDataDir: path.join(folder, 'data'), fleetFile })
    await expect(cell(second)).toContainText('Healthy', { timeout: 30_000 })
    await expect(cell(second).getByText(spent ?? '', { exact: true })).toBeVisible()
    await second.close()
  } finally {
    await fleet.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
