import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { launch, type RunningApp } from './launch'

test.describe.configure({ mode: 'serial' })

/** What a bank with an account of its own has besides, from the training fleet's wire to the tenant's screen. */
let running: RunningApp
let page: Page

const card = () => page.getByRole('region', { name: 'Other services', exact: true })

async function visit(name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /Go to/ }).fill(`tenant ${name}`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

test.beforeAll(async () => {
  running = await launch({ scenario: 'first-shift' })
  page = running.page
  await expect(page.getByText(/^accounts (\d+)\/\1$/)).toBeVisible()
})
test.afterAll(() => running.close())

for (const theme of ['light', 'dark'] as const) {
  for (const [width, height] of [[1280, 800], [2560, 1440]] as const) {
    test(`in ${theme} at ${width}x${height} they say how they stand, and axe finds nothing`, async () => {
      await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
      await running.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w ?? 0, h ?? 0), [width, height])
      await visit('Harrowmere Private Bank')
      await card().scrollIntoViewIfNeeded()
      await expect(card().getByText(/^only \d address ranges · frontend$/)).toBeVisible()
      await expect(card().getByText('locked 10 y, compliance')).toBeVisible()
      await expect(card().getByText('1 filter with alarms · frontend').first()).toBeVisible()
      expect(await page.evaluate(() => document.querySelector('.tenant-body')!.scrollWidth <= document.querySelector('.tenant-body')!.clientWidth)).toBe(true)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('.tenant').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
      await page.screenshot({ path: test.info().outputPath(`services-${theme}-${width}.png`) })
      await page.keyboard.press('Escape')
    })
  }
}

test('a list that lets everybody in becomes a finding', async () => {
  const training = await running.training()
  await training.inject({ kind: 'waf.open', tenant: 'harrowmere-private-bank', environment: 'frontend' })
  await training.advance(31 * 60_000)
  await visit('Harrowmere Private Bank')
  await expect(card().getByText('lets everybody in · frontend')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Findings', exact: true }).getByText(/Everybody is let in by harrowmere-private-bank/)).toBeVisible()
  await page.keyboard.press('Escape')
})

test('the last line of a log is asked of CloudWatch on request', async () => {
  await visit('Harrowmere Private Bank')
  await card().getByRole('button', { name: 'When was a line last found?' }).click()
  await expect(card().getByText(/lines? in 14 d$/).first()).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('services-last-lines.png') })
  await page.keyboard.press('Escape')
})

test('a tenant of a pool has no bucket and no SFTP server: not applicable', async () => {
  await visit('Acme Bank')
  await card().scrollIntoViewIfNeeded()
  await expect(card().getByText('Not applicable: no bucket bears its tag.')).toBeVisible()
  await expect(card().getByText(/^not applicable: no web ACL/).first()).toBeVisible()
})
