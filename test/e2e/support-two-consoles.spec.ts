import { expect, test, type Page } from '@playwright/test'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse, stringify } from 'yaml'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { loadScenario, startTrainingFleet, trainingCredentials, type TrainingFleet } from '#electron/training/index'
import { account, keysOf, region } from '../contract/desk-store/moto-desk'
import { missingForDesktop, startDesktop, type Desktop } from './desktop-bus/desktop'
import { freshFolder, launch, type RunningApp } from './launch'

test.describe.configure({ mode: 'serial' })

/** Of the sessions that `keysOf` gives: this desk lets it operate and approve. */
const role = 'WatchfloorApprover'
/** A console on which nothing is open reads what others said once a minute. */
const byOthers = { timeout: 90_000 }
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

let folder: string
let fleet: TrainingFleet
let fleetFile: string
let ana: RunningApp
let ben: RunningApp
/** Ben’s; absent where this computer has no session bus to put a tray on. */
let desktop: Desktop | undefined

/** A console of its own: another process, another data folder, keys in this person's name; the desk's store is shared. */
async function consoleOf(person: string, more: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const keys = await keysOf(fleet.endpoint, person, trainingCredentials(account))
  const env = { HOME: folder, AWS_CONFIG_FILE: path.join(folder, 'none'), AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'), AWS_EC2_METADATA_DISABLED: 'true', AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey, AWS_SESSION_TOKEN: keys.sessionToken ?? '', ...more }
  const running = await launch({ userDataDir: path.join(folder, person), fleetFile, env })
  await expect(running.page.getByRole('grid', { name: 'Tenants' }).getByText('Acme Bank', { exact: true })).toBeVisible()
  await expect(running.page.getByText(new RegExp(`^${person}, operator and approver`)).first()).toBeVisible()
  return running
}

const head = (page: Page) => page.locator('.support-head')
const go = async (page: Page): Promise<void> => {
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: 'Support access' })).toBeVisible()
}

test.beforeAll(async () => {
  folder = await freshFolder()
  const scenario = loadScenario(JSON.stringify({ version: 1, name: 'two', title: 'Two consoles', seed: 5, startAt: new Date(realClock.nowMs()).toISOString(), fleet: { tenants: [{ id: 'acme', name: 'Acme Bank', account, region, engine: 'mysql', environments: ['frontend'] }] }, events: [] }), 'two.json')
  if (!scenario.ok) throw new Error(scenario.error.message)
  fleet = await startTrainingFleet({ scenario: scenario.value, clock: realClock, timers: realTimers, logger: quiet })
  const file = parse(fleet.fleetFileText()) as { readonly tenants: readonly object[] } // the product's own file
  fleetFile = path.join(folder, 'fleet.yaml')
  // Whoever asks does not approve here, whatever chance said of the tenant.
  await writeFile(fleetFile, stringify({ ...file, tenants: file.tenants.map((tenant) => ('support' in tenant ? { ...tenant, support: { ...(tenant.support as object), selfService: false } } : tenant)), signIn: { kind: 'profile' }, capabilities: { operator: [role], approver: [role] }, deskStore: { kind: 'dynamodb', table: 'watchfloor-desk', account, region } }))
  ana = await consoleOf('ana')
  desktop = missingForDesktop().length === 0 ? await startDesktop() : undefined
  ben = await consoleOf('ben', desktop?.env)
})
test.afterAll(async () => {
  await ana?.close()
  await ben?.close()
  await desktop?.stop()
  await fleet.stop()
  await rm(folder, { recursive: true, force: true })
})

test('one operator asks on one console and cannot approve it there', async () => {
  const { page } = ana
  await page.getByRole('switch', { name: 'Support access of Acme Bank: off' }).click()
  const form = page.getByRole('dialog', { name: 'Support access: Acme Bank' })
  await form.getByRole('checkbox', { name: /Application/ }).check()
  await form.getByLabel('The client’s request').fill('REQ-9')
  await form.getByLabel('Who asked, at the client’s').fill('M. Roe')
  await form.getByLabel('What it is for').fill('Statements do not print')
  await form.getByRole('button', { name: 'Ask another operator' }).click()
  await expect(head(page).getByText('Asked', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve …' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Ask the practice colleague' })).toBeHidden()
})

test('another approves on a second console what it says in words, and both see it open', async () => {
  const { page } = ben
  await go(page)
  const asked = page.getByRole('region', { name: 'What wants somebody' })
  await expect(asked).toContainText('ana asks for your approval', byOthers)
  await page.screenshot({ path: test.info().outputPath('asked-on-the-second-console.png') })
  await asked.getByRole('button', { name: 'Approve …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Approve access to Acme Bank' })
  await expect(dialog).toContainText(/ana asks for application login at Acme Bank, frontend, until .*REQ-9: Statements do not print/)
  await page.screenshot({ path: test.info().outputPath('approving.png') })
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('region', { name: 'Open' }).getByText('Open', { exact: true }).last()).toBeVisible({ timeout: 60_000 })
  await expect(head(ana.page).getByText('Open', { exact: true })).toBeVisible(byOthers)
  await expect(ana.page.getByRole('region', { name: 'Approval' })).toContainText('ben approved it')
  await ana.page.screenshot({ path: test.info().outputPath('open-on-the-first-console.png') })
})

test('ended on one console, both show it closed with the proof', async () => {
  await head(ana.page).getByRole('button', { name: 'End now' }).click()
  const dialog = ana.page.getByRole('dialog', { name: /^End access/ })
  await dialog.getByLabel('Why').fill('They print')
  await dialog.getByRole('button', { name: 'End now' }).click()
  await expect(head(ana.page).getByText(/^Closed \(proof at/)).toBeVisible({ timeout: 60_000 })
  await expect(ben.page.getByRole('region', { name: /^Over/ })).toContainText(/Closed \(proof at .*Acme Bank/, byOthers)
  await ben.page.screenshot({ path: test.info().outputPath('closed-on-the-second-console.png') })
})

test('broken glass on one console is told on the other, and reviewed there', async () => {
  test.setTimeout(300_000)
  const { page } = ana
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('Grant support access')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Support access' }).getByRole('combobox', { name: 'Tenant' }).fill('acme')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Support access: Acme Bank' })
  await form.getByRole('checkbox', { name: /Application/ }).check()
  await form.getByLabel('The client’s request').fill('REQ-10')
  await form.getByLabel('Who asked, at the client’s').fill('M. Roe')
  await form.getByLabel('What it is for').fill('Payments stand still')
  await form.getByRole('button', { name: /break the glass/ }).click()
  await form.getByLabel(/^Type the tenant’s id/).fill('acme')
  await form.getByRole('button', { name: 'Break the glass: open it now' }).click()
  await expect(head(page).getByText('Open', { exact: true })).toBeVisible({ timeout: 60_000 })
  await ben.page.keyboard.press('g')
  await ben.page.keyboard.press('f')
  await expect(ben.page.getByText('Break-glass:', { exact: true })).toBeVisible(byOthers)
  await ben.page.screenshot({ path: test.info().outputPath('told-on-the-second-console.png') })
  if (desktop !== undefined) {
    const line = /^Acme Bank: support access without approval$/
    // Its computer wakes: what others said is read at once, not within the minute.
    await ben.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
    await expect.poll(() => desktop?.received.filter(({ title, body, urgency }) => title === 'Critical: Acme Bank' && urgency === 2 && body.includes('ana opened frontend without an approval')).length, { timeout: 30_000 }).toBe(1)
    expect((await desktop.tray())?.tooltip).toContain('1 support access without approval')
    await desktop.pressMenu(line)
    await expect(head(ben.page)).toContainText('Acme Bank')
    await ben.page.keyboard.press('Escape')
    await ben.page.keyboard.press('g')
    await ben.page.keyboard.press('f')
  }
  await head(page).getByRole('button', { name: 'End now' }).click()
  await page.getByRole('dialog', { name: /^End access/ }).getByLabel('Why').fill('They move again')
  await page.getByRole('dialog', { name: /^End access/ }).getByRole('button', { name: 'End now' }).click()
  await expect(head(page).getByText(/^Closed \(proof at/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Review …' })).toBeHidden()
  await expect(ben.page.getByRole('region', { name: 'Figures of the fleet' }).getByRole('button', { name: /grant/ })).toContainText('1 review open', byOthers)
  await go(ben.page)
  await ben.page.getByRole('region', { name: 'What wants somebody' }).getByRole('button', { name: 'Review …' }).click()
  const review = ben.page.getByRole('dialog', { name: 'Review break-glass at Acme Bank' })
  await review.getByLabel('It was right').check()
  await review.getByLabel(/^What you looked at/).fill('The queue stood still, nobody else was awake')
  await ben.page.screenshot({ path: test.info().outputPath('review.png') })
  await review.getByRole('button', { name: 'Keep the review' }).click()
  await expect(ben.page.getByRole('region', { name: 'What wants somebody' })).toBeHidden(byOthers)
  await expect(page.getByRole('region', { name: 'End and proof' })).toContainText('ben reviewed it', byOthers)
})
