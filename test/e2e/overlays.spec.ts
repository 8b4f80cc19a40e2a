import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { keepPages, sessions } from './operator'
import { serveSignInFleet, type SignInFleet } from './sign-in-desk'

/** What opens over the screens, or leaves them: dialogs, popovers, the sheet on paper. `within`: what lies behind was looked at elsewhere. */
async function expectAccessible(page: Page, within: string): Promise<void> {
  await expect(page.locator(within)).toHaveCount(1)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include(within).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)).toEqual([])
}
const dialog = 'dialog[open]'
const popover = '[popover]:popover-open'
const paint = (running: RunningApp, theme: 'light' | 'dark'): Promise<void> => running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
const picture = (name: string): { readonly path: string } => ({ path: test.info().outputPath(`${name}.png`) })

test.describe('Over the fleet', () => {
  let running: RunningApp
  let page: Page
  test.beforeAll(async () => {
    running = await launch()
    page = running.page
    await expect(page.getByText('Acme Bank', { exact: true })).toBeVisible()
    await expect(page.getByText(/^accounts (\d+)\/\1$/)).toBeVisible()
  })
  test.afterAll(() => running.close())

  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing on the palette, the keys, the columns and the naming of a view in ${theme}`, async () => {
      await paint(running, theme)
      await page.keyboard.press('Control+k')
      const palette = page.getByRole('dialog', { name: 'Command palette' })
      await expect(palette.getByRole('option').first()).toBeVisible()
      await expectAccessible(page, dialog)
      await page.screenshot(picture(`palette-${theme}`))
      await palette.getByRole('combobox').fill('acme')
      await expect(palette.getByRole('option', { name: /Acme Bank/ }).first()).toBeVisible()
      await expectAccessible(page, dialog)
      await palette.getByRole('combobox').fill('nobody is called so')
      await expect(palette.getByText(/Nothing is called/)).toBeVisible()
      await expectAccessible(page, dialog)
      await page.keyboard.press('Escape')

      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
      await expectAccessible(page, dialog)
      await page.screenshot(picture(`keys-${theme}`))
      await page.keyboard.press('Escape')

      await page.keyboard.press('g')
      await page.keyboard.press('c')
      await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible()
      await expectAccessible(page, dialog)
      await page.screenshot(picture(`columns-${theme}`))
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Views' }).click()
      await expect(page.getByRole('dialog', { name: 'Saved views' })).toBeVisible()
      await expectAccessible(page, popover)
      await page.getByRole('button', { name: /Save the current view/ }).click()
      await expect(page.getByRole('dialog', { name: 'Save the current view' })).toBeVisible()
      await expectAccessible(page, dialog)
      await page.keyboard.press('Escape')
    })

    test(`axe finds nothing on what the status bar opens in ${theme}`, async () => {
      await paint(running, theme)
      for (const [button, name] of [[/^accounts/, 'Accounts'], [/trainee/, 'Sign-in']] as const) {
        await page.getByRole('contentinfo').getByRole('button', { name: button }).click()
        await expect(page.getByRole('dialog', { name })).toBeVisible()
        await expectAccessible(page, popover)
        await page.screenshot(picture(`${name}-${theme}`))
        await page.keyboard.press('Escape')
      }
    })

    test(`axe finds nothing on an alarm that is looked at, on the sheet and on the sheet on paper in ${theme}`, async () => {
      await paint(running, theme)
      await page.keyboard.press('g')
      await page.keyboard.press('a')
      const first = page.getByRole('grid', { name: 'Alarms' }).getByRole('row').filter({ hasText: /nobody|trainee/ }).first()
      await first.click()
      await expect(page.getByRole('complementary', { name: /^Alarm / })).toBeVisible()
      await expect(page.getByRole('region', { name: 'History' }).getByRole('listitem').first()).toBeVisible()
      await expectAccessible(page, '.alarms')
      // What CloudWatch says goes into a ticket: it can be selected.
      await expect(page.getByRole('group', { name: 'About the alarm' })).toHaveCSS('user-select', 'text')
      await page.screenshot(picture(`alarm-${theme}`))

      await page.keyboard.press('g')
      await page.keyboard.press('h')
      await page.getByRole('group', { name: 'Part' }).getByRole('button', { name: 'Hand-over' }).click()
      await expect(page.getByRole('article', { name: 'Hand-over sheet' })).toBeVisible()
      await expectAccessible(page, '.history')
      await page.screenshot(picture(`sheet-${theme}`))
      await page.emulateMedia({ media: 'print' })
      await expectAccessible(page, '.history')
      await page.screenshot(picture(`paper-${theme}`))
      await page.emulateMedia({ media: null })
      await page.keyboard.press('g')
      await page.keyboard.press('f')
      await expect(page.getByRole('grid', { name: 'Tenants' })).toBeVisible()
    })
  }
})

test.describe('Signing in', () => {
  let running: RunningApp
  let folder: string
  let served: SignInFleet
  test.beforeAll(async () => {
    folder = await freshFolder()
    served = await serveSignInFleet(folder)
    // No keychain is needed to look at dialogs, and none is asked.
    running = await launch({ userDataDir: path.join(folder, 'data'), fleetFile: served.fleetFile, env: { HOME: folder, DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(folder, 'no-bus')}` } })
    await running.page.waitForLoadState('load')
    await keepPages(running.app)
    await expect.poll(async () => (await sessions(running.page)).signIn).toBe('sso')
  })
  test.afterAll(async () => {
    await running.close()
    await served.fleet.stop()
    await rm(folder, { recursive: true, force: true })
  })

  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing on its dialogs in ${theme}: before, waiting for the browser, with a code`, async () => {
      const { page } = running
      await paint(running, theme)
      await page.getByRole('button', { name: 'Reconnect' }).click()
      const asked = page.getByRole('dialog', { name: 'Sign in' })
      // It begins at once where the browser can be opened.
      await expect(asked).toBeVisible()
      await expectAccessible(page, dialog)
      await page.screenshot(picture(`sign-in-${theme}`))
      await asked.getByRole('button', { name: /^(Use a code instead)$/ }).click()
      await expect(asked.getByLabel('Code', { exact: true })).toBeVisible()
      await expectAccessible(page, dialog)
      await page.screenshot(picture(`code-${theme}`))
      await asked.getByRole('button', { name: 'Use the browser here' }).click()
      await expect(asked.getByText('Waiting for the browser.')).toBeVisible()
      await expectAccessible(page, dialog)
      await page.screenshot(picture(`browser-${theme}`))
      await asked.getByRole('button', { name: 'Cancel' }).click()
      await expect(asked.getByRole('button', { name: 'Sign in with the browser' })).toBeVisible()
      await expectAccessible(page, dialog)
      await page.keyboard.press('Escape')
      await expect(asked).toBeHidden()
      await invoke(page, 'session.cancel', { session: 'training' })
    })
  }
})
