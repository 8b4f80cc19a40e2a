import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { launch, type RunningApp } from './launch'

test.describe.configure({ mode: 'serial' })

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
  await training.advance(6 * 60_000)
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

test('the timeline says what happened, what lasts, and when nobody watched', async () => {
  await visit('Acme Bank')
  const picture = card('Timeline').getByRole('img')
  await expect(picture).toHaveAttribute('aria-label', /^The last 1 d\. Health: .*now (Degraded|Critical): .* Incidents: \d spans?.*Nobody watched for (1 d|23 h)/)
  await card('Timeline').getByRole('button', { name: 'Table' }).click()
  await expect(card('Timeline').getByRole('row').filter({ hasText: 'Failover of acme-bank-frontend' }).first()).toContainText(/Incidents|Databases/)
  await expect(card('Timeline').getByRole('row').filter({ hasText: 'Not watched' }).first()).toContainText('what happened is not known here')
  await card('Timeline').getByRole('button', { name: 'Picture' }).click()
  await card('Timeline').getByRole('button', { name: '3 h' }).click()
  await card('Timeline').scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('timeline.png') })
  await page.keyboard.press('Escape')
})

test.describe('Metrics', () => {
  const metrics = () => card('Metrics')
  const chart = (name: string) => metrics().getByRole('figure', { name })

  test.beforeAll(async () => {
    await resize(1280, 800)
    await visit('Acme Bank')
    await chart('Database CPU').scrollIntoViewIfNeeded()
    await expect(chart('Database CPU').getByRole('slider')).toBeVisible()
  })

  test('show what the world does, say it in words, and what it costs', async () => {
    await expect(chart('Database CPU').getByText(/cron: last 97 %/)).toBeAttached()
    await expect(metrics().getByText(/\d+ metrics, (<)?\$0\.\d+ every 1 m while you look/)).toBeVisible()
    await expect(metrics().getByText('Replica lag is not applicable: no read replica.', { exact: false })).toBeVisible()
    await expect(chart('Requests').getByText(/frontend: last [\d,.]+\/min/)).toBeAttached()
  })

  test('are walked point by point with the arrow keys, all charts at once', async () => {
    const slider = chart('Database CPU').getByRole('slider')
    await slider.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    await expect(slider).toHaveAttribute('aria-valuetext', /^\d\d:\d\d:00 [+-]\d\d:\d\d: frontend .* %, cron 97 %/)
    const words = await slider.getAttribute('aria-valuetext')
    await expect(chart('Requests').getByRole('slider')).toHaveAttribute('aria-valuetext', new RegExp(`^${words!.slice(0, 15).replace('+', '\\+')}`))
  })

  test('are a table with every point too, and can be copied as CSV', async () => {
    const table = metrics().getByRole('group', { name: 'View of the metrics' }).getByRole('button', { name: 'Table' })
    // Charts that arrive meanwhile move what is pressed: on a busy machine it is pressed again.
    await expect(async () => {
      await table.click()
      await expect(table).toHaveAttribute('aria-pressed', 'true', { timeout: 2_000 })
    }).toPass()
    await expect(chart('Database CPU').getByRole('row').nth(1)).toContainText('last')
    await page.screenshot({ path: test.info().outputPath('metrics-table.png') })
    await chart('Database CPU').getByRole('button', { name: 'Copy Database CPU as CSV' }).click()
    await expect(chart('Database CPU').getByRole('button', { name: 'Copied' })).toBeVisible()
    const csv = await running.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(csv.split('\r\n')[0]).toBe('time,frontend,cron,portal,sandbox')
    expect(csv.split('\r\n')).toHaveLength(181)
    await metrics().getByRole('group', { name: 'View of the metrics' }).getByRole('button', { name: 'Charts' }).click()
  })

  for (const [range, count] of [['24 h', 288], ['7 d', 336]] as const) {
    test(`of ${range} have points that fit the span`, async () => {
      await metrics().getByRole('group', { name: 'Span' }).getByRole('button', { name: range }).click()
      await expect(chart('Database CPU').getByRole('slider')).toHaveAttribute('aria-valuemax', String(count - 1))
      await page.screenshot({ path: test.info().outputPath(`metrics-${count}.png`) })
    })
  }

  for (const theme of ['light', 'dark'] as const) {
    test(`are readable in ${theme}, and axe finds nothing`, async () => {
      await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
      await metrics().getByRole('group', { name: 'Span' }).getByRole('button', { name: '3 h' }).click()
      await expect(chart('Database CPU').getByRole('slider')).toHaveAttribute('aria-valuemax', '179')
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
      await page.screenshot({ path: test.info().outputPath(`metrics-${theme}-1280.png`) })
      await resize(2560, 1440)
      await page.screenshot({ path: test.info().outputPath(`metrics-${theme}-2560.png`) })
      await resize(1280, 800)
    })
  }

  test('are asked for only while they are looked at', async () => {
    await page.keyboard.press('Escape')
    // The watch itself reads a few metrics of app groups in trouble; the charts of this tenant are three dozen.
    const metricsPaid = async (): Promise<number> => {
      const { lines } = (await (await running.training()).billing()) as { lines: readonly { account: string; region: string; operation: string; dollars: number }[] }
      const own = lines.filter(({ account, region, operation }) => operation === 'GetMetricData' && account === '111122223333' && region === 'eu-west-1')
      return Math.round(own.reduce((sum, { dollars }) => sum + dollars, 0) * 100_000)
    }
    const before = await metricsPaid()
    expect(before).toBeGreaterThan(3 * 36)
    await (await running.training()).advance(5 * 60_000)
    await expect(page.getByRole('grid', { name: 'Tenants' })).toBeVisible()
    expect((await metricsPaid()) - before).toBeLessThan(36)
  })
})
