import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { launch, type RunningApp } from './launch'

let running: RunningApp
let page: Page

/** As the page has AWS time: training's is not the computer's. */
const awsNowMs = (): Promise<number> =>
  page.evaluate(async () => {
    const answer = await window.watchfloor!.invoke('watch.status', null) // the preload set it
    if (!answer.ok || answer.value.awsNowMs === undefined) throw new Error('AWS has not answered yet.')
    return answer.value.awsNowMs
  })

const sides = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Nothing for axe to find and nothing wider than the window, in light and dark, on a laptop and on a wall. */
async function looksRight(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    for (const [width, height] of [[1280, 800], [2560, 1440]] as const) {
      await running.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height), { width, height })
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await page.screenshot({ path: test.info().outputPath(`${name}-${theme}-${width}.png`) })
    }
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(sides).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  }
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800))
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  running = await launch()
  page = running.page
  await expect(page.getByRole('grid', { name: 'Tenants' }).getByText('Acme Bank', { exact: true })).toBeVisible()
})
test.afterAll(() => running.close())

test('the calendar is one key away and says how to begin', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByText('No window is planned yet.')).toBeVisible()
  await looksRight('calendar')
})

test('a plan is written by keyboard alone, over what the fleet really has', async () => {
  await page.getByRole('button', { name: 'Plan a window' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Title').focus()
  await page.keyboard.type('Failover drill at Acme')
  await page.keyboard.press('Tab')
  await page.keyboard.type('The contract asks for one each quarter.')
  await page.getByRole('radio', { name: /^No downtime/ }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Tenants' }).focus()
  await page.keyboard.type('acme')
  await page.keyboard.press('Enter')
  await page.getByLabel('frontend', { exact: true }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('region', { name: 'What it comes to' })).toContainText('1 database of 1 tenant')
  await looksRight('whom')
  await page.getByRole('button', { name: /^Next/ }).press('Enter')
  await page.getByLabel('First step').selectOption('db.failover-drill')
  await page.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await looksRight('steps')
  await page.getByRole('button', { name: /^Next/ }).press('Enter')
  await expect(page.getByRole('heading', { name: 'When?' })).toBeVisible()
})

test('a time that the clocks skip is refused with the next that there is', async () => {
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Berl')
  await page.keyboard.press('Enter')
  await page.getByLabel('Day').fill('2026-03-29')
  await page.getByLabel('Time, 24 h').fill('02:30')
  await expect(page.getByRole('alert')).toContainText('does not exist in Europe/Berlin')
  await looksRight('when')
  await page.getByRole('button', { name: 'Use 03:00' }).press('Enter')
  await expect(page.getByText('Sun 29 Mar 2026, 03:00 to 05:00 +02:00')).toBeVisible()
})

test('what it means is shown before it is saved, and nothing is lost by Escape', async () => {
  const day = new Date((await awsNowMs()) + 6 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Day').fill(day)
  await page.getByRole('button', { name: /^Next/ }).press('Enter')
  await expect(page.getByRole('region', { name: 'Whom it touches' })).toContainText('Acme Bank')
  await looksRight('preview')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Go on writing' }).press('Enter')
  await page.getByRole('button', { name: 'Save the plan' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Failover drill at Acme' })).toBeVisible()
})

test('a window says what is in the way, is approved by a colleague and told, and then stands ready', async () => {
  await expect(page.getByRole('region', { name: 'In the way' })).toContainText('Another operator has to approve this plan.')
  await expect(page.getByRole('region', { name: 'Approvals' })).toContainText('You wrote this plan')
  await page.getByRole('button', { name: 'Ask the practice colleague' }).click()
  await expect(page.getByRole('region', { name: 'Approvals' })).toContainText('practice-colleague approved this plan')
  const send = page.getByRole('button', { name: /^Tell 1 tenant|^Send what is missing/ })
  if (await send.isVisible()) await send.click()
  await expect(page.getByRole('region', { name: 'In the way' })).toContainText('Nothing but the time.')
  await looksRight('window')
})

test('it stands in the week that it is planned for', async () => {
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'List' }).click()
  await expect(page.getByRole('region', { name: 'To come' })).toContainText('Nothing holds it up.')
  await looksRight('list')
})
