import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { figuresFit, resize } from './figures'
import { launch, type RunningApp } from './launch'

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

const grid = (): Locator => page.getByRole('grid', { name: 'Tenants' })
const filter = (): Locator => page.getByRole('textbox', { name: 'Filter tenants' })
const row = (name: string): Locator => grid().getByRole('row').filter({ has: page.getByText(name, { exact: true }) })

async function filterBy(line: string): Promise<void> {
  await page.keyboard.press('Escape')
  await filter().fill(line)
}

test('the filter leaves what it names and says how many', async () => {
  await page.keyboard.press('/')
  await page.keyboard.type('name:acme')
  await expect(page.getByText('1 of 60 tenants')).toBeVisible()
  await expect(row('Acme Bank')).toBeVisible()
  await filter().fill('')
})

test('the board shows a tile a tenant and opens one', async () => {
  await page.getByRole('button', { name: 'Board' }).click()
  await grid().getByRole('gridcell', { name: /^Acme Bank/ }).click()
  await expect(page.getByRole('complementary', { name: 'Tenant Acme Bank' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Table', exact: true }).click()
})

test('the side panel tells findings, their source call and the data’s age', async () => {
  await row('Acme Bank').click()
  const panel = page.getByRole('complementary', { name: 'Tenant Acme Bank' })
  // A probe’s finding names this console’s own request instead.
  const asked = panel.getByRole('listitem').filter({ hasText: /(rds|cloudwatch|autoscaling|elasticloadbalancing):Describe/ }).first()
  await asked.getByText('How do you know?').click()
  await expect(asked.getByText(/^(rds|cloudwatch|autoscaling|elasticloadbalancing):Describe/)).toBeVisible()
  await expect(panel.getByRole('region', { name: 'Databases' })).toContainText('sandbox')
  // Evidence is read from left to right: no word stands on its head.
  const widths = await panel.locator('.evidence dd').evaluateAll((values) => values.map((value) => value.getBoundingClientRect().width).filter((width) => width > 0))
  expect(widths.length).toBeGreaterThan(0)
  expect(Math.min(...widths)).toBeGreaterThan(60)
  await panel.getByRole('button', { name: 'Close (Esc)' }).click()
})

test('from 1,024 pixels to a wall no figure is cut, and the table fits, its least columns folded', async () => {
  const header = (): Promise<readonly string[]> => grid().getByRole('columnheader').evaluateAll((cells) => cells.map((cell) => cell.textContent.replace(/[^A-Za-z, ].*/, '').trim()))
  for (const [widthPx, columns] of [[1024, 8], [1100, 9], [1180, 9], [1280, 10], [1366, 11], [1500, 12], [1920, 12], [2560, 12]] as const) {
    await resize(running, widthPx, widthPx < 1280 ? 640 : 800)
    await figuresFit(page)
    await expect(grid().getByRole('columnheader')).toHaveCount(columns)
    expect(await grid().evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  }
  // A laptop at a scale of 1.25.
  await resize(running, 1280, 800)
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(1.25))
  await expect(grid().getByRole('columnheader')).toHaveCount(8)
  expect(await header()).toEqual(['Tenant', 'Health', 'Since', 'Worst finding', 'RPO lag', 'Failover', 'Alarms', 'Access'])
  await figuresFit(page)
  await page.getByRole('button', { name: '4 columns folded' }).click()
  await expect(page.getByRole('dialog', { name: /[Cc]olumns/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(1))
  await expect(grid().getByRole('columnheader')).toHaveCount(10)
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the fleet, its panel and the settings in ${theme}`, async () => {
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    await row('Acme Bank').click()
    await expectAccessible()
    await page.getByRole('button', { name: 'Close (Esc)' }).click()
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Settings' }).click()
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await expectAccessible()
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Fleet' }).click()
  })
}

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

test('a failover in the world appears in the grid', async () => {
  const world = await running.training()
  await world.setSpeed(30)
  await filterBy('name:alderleigh')
  await expect(row('Alderleigh Bank')).toContainText('Healthy')
  await world.inject({ kind: 'db.failover', tenant: 'alderleigh-bank', environment: 'frontend', outageSeconds: 900, azLagSeconds: 180 })
  await expect(row('Alderleigh Bank')).toContainText('Critical', { timeout: 30_000 })
  await expect(row('Alderleigh Bank')).toContainText('in progress')
})

test('an account that refuses turns its tenants unknown, and no others', async () => {
  const world = await running.training()
  await filterBy('model:silo health:healthy')
  await grid().getByRole('row').nth(1).click()
  const panel = page.getByRole('complementary')
  const place = await panel.getByRole('region', { name: 'Data behind it' }).getByText(/^\d{12} /).first().textContent()
  const account = place?.slice(0, 12) ?? ''
  await world.inject({ kind: 'account.access-denied', account })

  await filterBy(`account:${account}`)
  await expect(grid().getByRole('row').nth(1)).toContainText('Unknown', { timeout: 40_000 })
  await expect(page.getByText(new RegExp(`\\(${account}\\) cannot be read`))).toBeVisible()
  await filterBy(`health:unknown -account:${account}`)
  await expect(page.getByRole('heading', { name: 'No tenant matches' })).toBeVisible()
})
