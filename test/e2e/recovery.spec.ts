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
  await page.keyboard.press('g')
  await page.keyboard.press('r')
})
test.afterAll(async () => {
  await running.close()
})

const board = (): Locator => page.getByRole('grid', { name: 'Recovery of every tenant' })
const row = (name: string): Locator => board().getByRole('row').filter({ has: page.getByText(name, { exact: true }) })
const filterBy = (line: string): Promise<void> => page.getByRole('searchbox', { name: 'Filter tenants' }).fill(line)

test('the board shows each tenant’s way back, worst first', async () => {
  await expect(board().getByRole('row').nth(1).getByRole('img')).toHaveAccessibleName(/Daily snapshots/)
  const first = board().getByRole('row').nth(1)
  await expect(first).toContainText(/Critical|Degraded/)
  await filterBy('Rowanleigh')
  await expect(row('Rowanleigh Bank')).toContainText('7 of 30 d: kept for 7 d only')
  await filterBy('Quillhurst')
  await expect(row('Quillhurst Bank')).toContainText(/16 of 30 d, full on 15 Mar/)
  await filterBy('Harrowmere')
  await expect(row('Harrowmere Private Bank')).toContainText('usable until 22 Mar')
  await filterBy('')
})

test('a tenant opens beside the board, by keyboard too, and says which clause would fail today', async () => {
  await filterBy('Harrowmere')
  await row('Harrowmere Private Bank').focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Recovery of Harrowmere Private Bank' })
  await expect(panel.getByText('Would fail today')).toBeVisible()
  await expect(panel.getByText('Encryption')).toBeVisible()
  await expect(panel.getByRole('region', { name: 'harrowmere-private-bank-portal' })).toContainText('usable until 22 Mar')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await filterBy('')
})

test('the table view says in text what the bars draw', async () => {
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  await expect(board().getByText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC to \d{4}/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Bars', exact: true }).click()
})

test('rows stay where they are while the pointer is among them, until they are let', async () => {
  const training = await running.training()
  const names = board().getByRole('row').locator('.recovery-who .strong')
  const before = await names.allTextContents()
  await board().getByRole('row').nth(3).hover()
  await training.inject({ kind: 'db.retention-changed', tenant: 'otterworth-lending', days: 3 })
  await training.setSpeed(60)
  const waiting = page.getByRole('status').filter({ hasText: /rows? changed order/ })
  await expect(waiting).toBeVisible({ timeout: 60_000 })
  await training.setSpeed(1)
  expect(await names.allTextContents()).toEqual(before)
  await page.screenshot({ path: test.info().outputPath('recovery-waiting-order.png') })
  await waiting.getByRole('button', { name: /^Apply/ }).click()
  await expect(waiting).toBeHidden()
})

for (const theme of ['light', 'dark'] as const) {
  for (const size of [{ width: 1280, height: 800 }, { width: 2560, height: 1440 }]) {
    test(`looks right in ${theme} at ${size.width} x ${size.height}, and axe finds nothing`, async () => {
      await running.app.evaluate(({ nativeTheme, BrowserWindow }, { source, bounds }) => {
        nativeTheme.themeSource = source
        BrowserWindow.getAllWindows()[0]?.setContentSize(bounds.width, bounds.height)
      }, { source: theme, bounds: size })
      const harrowmere = row('Harrowmere Private Bank')
      await harrowmere.click()
      await expect(page.getByRole('complementary', { name: /^Recovery of/ }).getByRole('region').first()).toBeVisible()
      await page.screenshot({ path: test.info().outputPath(`recovery-${theme}-${size.width}.png`) })
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])
      await page.keyboard.press('Escape')
      await page.screenshot({ path: test.info().outputPath(`recovery-board-${theme}-${size.width}.png`) })
    })
  }
}

test('a key that is lost and a log that stops shipping reach the board', async () => {
  const training = await running.training()
  // Where it was parked, the pointer would keep the rows in their places.
  await page.mouse.move(2, 2)
  await training.inject({ kind: 'db.key-unusable', tenant: 'acme-bank', environment: 'portal' })
  await training.advance(8 * 60_000)
  await expect(board().getByRole('row').nth(1)).toContainText('Acme Bank')
  await expect(row('Acme Bank')).toContainText('lost, recoverable until 9 Mar')
})

test('the tenant itself is one click away', async () => {
  await row('Harrowmere Private Bank').click()
  await page.getByRole('button', { name: 'Open tenant' }).click()
  await expect(page.getByRole('heading', { name: 'Harrowmere Private Bank', level: 1 })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(board()).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Recovery of Harrowmere Private Bank' })).toBeVisible()
})
