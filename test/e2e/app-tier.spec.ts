import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { launch, type RunningApp } from './launch'

test.describe.configure({ mode: 'serial' })

let running: RunningApp
let page: Page

test.beforeAll(async () => {
  running = await launch()
  page = running.page
  await expect(page.getByText('Acme Bank', { exact: true })).toBeVisible()
  await expect(page.getByText(/^accounts (\d+)\/\1$/)).toBeVisible()
  await (await running.training()).setSpeed(30)
})
test.afterAll(async () => {
  await running.close()
})

const row = (name: string): Locator => page.getByRole('grid', { name: 'Tenants' }).getByRole('row').filter({ has: page.getByText(name, { exact: true }) })
const panel = (): Locator => page.getByRole('complementary', { name: 'Tenant Alderleigh Bank' })
const card = (): Locator => panel().getByRole('article', { name: /^App group .*frontend-app$/ })

async function pictures(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    await card().scrollIntoViewIfNeeded()
    await page.screenshot({ path: `test-results/app-tier-${name}-${theme}.png` })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
  }
}

test('a tenant that is opened has its app groups explained: what clients get, and what Auto Scaling did', async () => {
  await page.getByRole('textbox', { name: 'Filter tenants' }).fill('name:alderleigh')
  await row('Alderleigh Bank').click()
  await panel().locator('summary').filter({ hasText: 'frontend-app' }).click()
  await expect(card()).toContainText('99 of 100 within')
  await expect(card()).toContainText(/0\.\d\d s/)
  await expect(card()).toContainText('No scaling activity in the last six weeks')
  await expect(card()).toContainText(/All \d+ targets of the load balancer are healthy/)
})

test('a refresh is watched with its progress, and the group that it makes short is not called broken', async () => {
  await (await running.training()).inject({ kind: 'app.refresh', tenant: 'alderleigh-bank', environment: 'frontend', percentPerMinute: 2 })
  await expect(card().getByRole('progressbar', { name: /Instance refresh: in progress/ })).toBeVisible()
  await expect(panel()).toContainText('is being refreshed: its app servers are replaced by ones of version 8')
  await expect(card().getByRole('table', { name: /Scaling activities/ })).toContainText('instance refresh')
  await expect(panel().getByText(/has \d of \d app servers in service/)).toHaveCount(0)
  await expect(row('Alderleigh Bank')).toContainText('Watch')
  await pictures('refresh')
})

test('its machines are a table too, for whoever wants them', async () => {
  await card().getByRole('button', { name: 'As a table' }).click()
  await expect(card().getByRole('table', { name: /App servers of/ })).toContainText('serving')
  await card().getByRole('button', { name: 'As a picture' }).click()
})

test('slow answers show as figures beyond their limit', async () => {
  await (await running.training()).inject({ kind: 'app.latency-high', tenant: 'alderleigh-bank', environment: 'frontend', ms: 3600 })
  await expect(card()).toContainText(/4\.\d\d s/)
  await expect(panel()).toContainText('Answers of')
  await pictures('slow')
})

test('the tenant’s own screen has the same, with room', async () => {
  await panel().getByRole('button', { name: 'Open the tenant’s screen' }).click()
  const section = page.getByRole('region', { name: 'App tier' })
  await section.scrollIntoViewIfNeeded()
  await expect(section.getByRole('article').first().getByRole('progressbar')).toBeVisible()
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(2560, 1440))
  await section.scrollIntoViewIfNeeded()
  await page.screenshot({ path: 'test-results/app-tier-screen-wall.png' })
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  await page.screenshot({ path: 'test-results/app-tier-screen.png' })
  await page.keyboard.press('Escape')
  await expect(panel()).toBeVisible()
})

test('a read that the role does not allow is said once, and turns nobody grey', async () => {
  await (await running.training()).setFaults([{ fault: 'deny', service: 'autoscaling', operation: 'DescribeScalingActivities' }])
  await expect(panel()).toContainText(/Scaling activities of account \d+, [a-z0-9-]+ cannot be read/)
  await expect(row('Alderleigh Bank')).not.toContainText('Unknown')
})
