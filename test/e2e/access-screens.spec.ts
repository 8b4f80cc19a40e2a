import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { loadFleet } from './bridge'
import { launch, type RunningApp } from './launch'

let running: RunningApp
let page: Page

test.beforeAll(async () => {
  running = await launch()
  page = running.page
  await expect(page.getByText('Acme Bank', { exact: true })).toBeVisible()
})
test.afterAll(async () => {
  await running.close()
})

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the setup wizard and the lock cover in ${theme}`, async () => {
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    await page.getByRole('button', { name: 'Connect your AWS' }).click()
    await expect(page.getByRole('heading', { name: 'How do you reach AWS?' })).toBeFocused()
    await page.getByRole('button', { name: 'Next: sign in' }).click()
    await expect(page.getByText('Enter the address of your access portal.')).toBeVisible()
    await expectAccessible()
    await page.getByRole('button', { name: 'Leave without writing' }).click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await expect(page.getByRole('button', { name: 'Unlock' })).toBeFocused()
    await expectAccessible()
    await page.getByRole('button', { name: 'Unlock' }).click()
    await expect(page.getByText('Acme Bank', { exact: true })).toBeVisible()
  })
}

test('behind the cover nobody of the fleet can be seen, found or asked for', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await expect(page.getByRole('dialog', { name: 'Watchfloor is locked' })).toBeVisible()
  await expect(page.getByText('Acme Bank', { exact: true })).toBeHidden()
  await expect(page.getByRole('grid')).toHaveCount(0)
  expect(await loadFleet(page)).toMatchObject({ ok: false, kind: 'forbidden' })
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('grid', { name: 'Tenants' })).toBeVisible()
})
