import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { launch, type RunningApp } from './launch'

let running: RunningApp
let page: Page

const heading = (name: string) => page.getByRole('heading', { name, level: 1 })
const card = (name: string) => page.getByRole('region', { name, exact: true })

/** Over the palette, from wherever one is. */
async function visit(name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /Go to/ }).fill(`tenant ${name}`)
  await page.keyboard.press('Enter')
  await expect(heading(name)).toBeVisible()
}

async function resize(width: number, height: number): Promise<void> {
  await running.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w ?? 0, h ?? 0), [width, height])
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
}

test.beforeAll(async () => {
  running = await launch({ scenario: 'first-shift' })
  page = running.page
  await expect(page.getByRole('grid', { name: 'Tenants' }).getByText('Acme Bank', { exact: true })).toBeVisible()
  await expect(page.getByText(/^accounts (\d+)\/\1$/)).toBeVisible()
  const training = await running.training()
  await training.inject({ kind: 'db.failover', tenant: 'acme-bank', environment: 'frontend', outageSeconds: 71 })
  await training.inject({ kind: 'app.instance-fails', tenant: 'acme-bank', environment: 'portal', count: 2 })
  await training.inject({ kind: 'db.cpu-high', tenant: 'acme-bank', environment: 'cron', percent: 97 })
  await training.advance(4 * 60_000)
})
test.afterAll(() => running.close())

test('a second Enter in the fleet opens the screen, and Escape leads back to the row', async () => {
  await page.getByRole('grid', { name: 'Tenants' }).getByText('Acme Bank', { exact: true }).click()
  await expect(page.getByRole('complementary', { name: 'Tenant Acme Bank' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(heading('Acme Bank')).toBeVisible()
  await expect(page.getByRole('img', { name: /Primary|primary in eu-/ }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: 'Tenant Acme Bank' })).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  for (const size of [{ width: 1280, height: 800 }, { width: 2560, height: 1440 }]) {
    test(`the screen in ${theme} at ${size.width}x${size.height} is calm, says the worst first, and axe finds nothing`, async () => {
      await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
      await resize(size.width, size.height)
      await visit('Acme Bank')
      await expect(card('Findings').getByRole('listitem').first()).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
      await page.screenshot({ path: test.info().outputPath(`tenant-${theme}-${size.width}.png`) })
      await page.keyboard.press('Escape')
    })
  }
}
