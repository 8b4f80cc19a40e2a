import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { invoke } from './bridge'
import { openPack } from './evidence-pack'
import { launch, type RunningApp } from './launch'

let running: RunningApp
let page: Page

const sides = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Nothing for axe to find and nothing wider than the window, in light and dark, on a laptop and on a wall. */
async function looksRight(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    for (const [width, height] of [[1280, 800], [2560, 1440]] as const) {
      await running.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height), { width, height })
      await expect.poll(() => page.evaluate(([wide]) => innerWidth === wide && document.documentElement.scrollWidth <= innerWidth, [width])).toBe(true)
      await page.screenshot({ path: test.info().outputPath(`${name}-${theme}-${width}.png`) })
    }
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(sides).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  }
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800))
}

const form = (): Locator => page.getByRole('dialog', { name: /[Ss]upport access:/ })
const about = (): Locator => page.getByRole('region', { name: 'About the grant' })
const head = (): Locator => page.locator('.support-head')

/** By keyboard where there is one way. */
async function write(reason: string, what: readonly RegExp[]): Promise<void> {
  await form().getByRole('radio', { name: 'frontend' }).check()
  for (const kind of what) await form().getByRole('checkbox', { name: kind }).check()
  await form().getByLabel('The client’s request').fill('REQ-4711')
  await form().getByLabel('Who asked, at the client’s').fill('J. Doe, IT')
  await form().getByLabel('What it is for').fill(reason)
  await form().getByRole('button', { name: '30 m' }).click()
}

/** A tenant by what the fleet file says of it. */
async function tenantWith(fits: (tenant: { readonly isSelfService: boolean; readonly hasSsh: boolean }) => boolean): Promise<{ readonly id: string; readonly name: string }> {
  const found = await page.evaluate(async () => {
    const fleet = await window.watchfloor!.invoke('fleet.load', null) // the preload set it
    if (!fleet.ok) throw new Error(fleet.error.message)
    const { columns, strings, rowCount } = fleet.value.table
    const ids = Array.from({ length: rowCount }, (_, row) => strings[columns.id[row]!]!)
    return Promise.all(ids.map(async (id) => {
      const answer = await window.watchfloor!.invoke('support.tenant', { tenant: id })
      return answer.ok ? { id, name: answer.value.tenantName, isSelfService: answer.value.isSelfService, hasSsh: answer.value.environments.some(({ environment, what }) => environment === 'frontend' && what.includes('ssh')), hasFrontend: answer.value.environments.some(({ environment }) => environment === 'frontend') } : undefined
    }))
  })
  const tenant = found.find((each) => each !== undefined && each.hasFrontend && fits(each))
  if (tenant === undefined) throw new Error('The training fleet has no such tenant.')
  return tenant
}

const askFor = async (name: string): Promise<void> => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('Grant support access')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Support access' }).getByRole('combobox', { name: 'Tenant' }).fill(name)
  await page.keyboard.press('Enter')
  await expect(form()).toBeVisible()
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  running = await launch()
  page = running.page
  await expect(page.getByRole('grid', { name: 'Tenants' }).getByText('Acme Bank', { exact: true })).toBeVisible()
})
test.afterAll(() => running.close())

test('the screen is two keys away and says how to begin', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page.getByText('Nobody has support access')).toBeVisible()
  await looksRight('nobody')
})

test('the toggle in the table opens a form that shows what AWS will be asked', async () => {
  const tenant = await tenantWith(({ isSelfService, hasSsh }) => !isSelfService && hasSsh)
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await page.getByLabel(/Filter tenants/).fill(tenant.id)
  await page.getByRole('switch', { name: `Support access of ${tenant.name}: off` }).click()
  await form().getByRole('button', { name: 'Ask another operator' }).click()
  await expect(form().getByText('Choose what is opened: at least one.')).toBeVisible()
  await write('The nightly report is empty', [/Application/, /SSH/])
  const preview = form().getByRole('region', { name: 'What it will do' })
  await expect(preview).toContainText('Your address, as AWS sees it')
  await expect(preview.getByRole('listitem').first()).toBeVisible()
  await looksRight('form')
  await form().getByRole('button', { name: 'Ask another operator' }).click()
  await expect(about()).toContainText('J. Doe, IT')
  await expect(page.getByRole('region', { name: 'Approval' })).toContainText('Nobody yet')
  await looksRight('asked')
})

test('a colleague approves, and it is open once AWS was read back', async () => {
  await page.getByRole('button', { name: 'Ask the practice colleague' }).click()
  await expect(page.getByRole('region', { name: 'Approval' })).toContainText('practice-colleague approved it')
  await expect(head().getByText('Open', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('region', { name: 'Doors' }).getByText(/read back/).first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Doors' })).toContainText('A schedule in AWS closes it by itself')
  await expect(about().locator('.grant-large')).toHaveText(/^\d+ m/)
  await looksRight('open')
})

test('the table and the tenant’s screen count down', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  const toggle = page.getByRole('switch', { name: /^Support access of .*: Open/ })
  await expect(toggle).toHaveText(/\d+ m$/)
  await expect(page.getByRole('region', { name: 'Figures of the fleet' }).getByRole('button', { name: /grant/ })).toHaveText(/^1 ?grant/)
  // Found by it, and the first by it.
  const shown = await page.getByLabel(/Filter tenants/).inputValue()
  await page.getByLabel(/Filter tenants/).fill('access:open')
  await expect(page.getByText(/^1 of \d+ tenants$/)).toBeVisible()
  await page.getByLabel(/Filter tenants/).fill('')
  await page.getByRole('columnheader', { name: /^Access/ }).click()
  await expect(page.getByRole('row').nth(1).getByRole('switch')).toHaveAttribute('aria-checked', 'true')
  await page.getByLabel(/Filter tenants/).fill(shown)
  await looksRight('fleet')
  await page.getByRole('row').nth(1).getByRole('gridcell').first().click()
  await page.getByRole('button', { name: 'Open the tenant’s screen' }).click()
  const card = page.getByRole('region', { name: 'Support access' })
  await expect(card.getByRole('button', { name: 'End now' })).toBeVisible()
  await card.scrollIntoViewIfNeeded()
  await looksRight('tenant')
})

test('ended, it is not closed before the proof', async () => {
  const card = page.getByRole('region', { name: 'Support access' })
  await card.getByRole('button', { name: 'Its story' }).click()
  await head().getByRole('button', { name: 'End now' }).click()
  const dialog = page.getByRole('dialog', { name: /^End access/ })
  await dialog.getByLabel('Why').fill('The report is there again')
  await looksRight('end')
  await dialog.getByRole('button', { name: 'End now' }).click()
  await expect(head().getByText(/^(Revoking \(unverified\)|Closed \(proof at )/)).toBeVisible()
  await expect(head().getByText(/^Closed \(proof at \d\d:\d\d:\d\d/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('region', { name: 'End and proof' })).toContainText('Proven closed at')
  await looksRight('closed')
})

test('an auditor is given the grant, from its asking to the proof, in one file that proves itself', async () => {
  const desk = await invoke(page, 'support.desk', null)
  const closed = desk.ok ? desk.value.grants.find(({ stage }) => stage === 'closed') : undefined
  await page.getByRole('button', { name: 'Its whole story in the audit trail' }).click()
  await expect(page.getByText('The whole story of grant')).toContainText(closed!.id)
  const file = test.info().outputPath('pack.zip')
  await running.app.evaluate(({ dialog }, filePath) => void (dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })), file)
  await page.getByRole('button', { name: 'Evidence pack' }).click()
  await expect(page.getByText(`The evidence pack is in ${file}`)).toBeAttached({ timeout: 30_000 })
  const pack = openPack(file)
  expect(pack.names.filter((name) => name !== 'anchors.jsonl')).toEqual(['VERIFY.txt', 'entries.jsonl', 'grant.json', 'journal.jsonl', 'manifest.json', 'statement.html', 'verify.cjs'])
  expect(pack.json('grant.json')).toMatchObject({ id: closed!.id, stage: 'closed', reference: 'REQ-4711', proof: { atMs: closed!.proof!.atMs }, approvals: [{ by: 'practice-colleague' }] })
  for (const what of ['support.ask', 'support.practiseApproval', 'support.end']) expect(pack.text('entries.jsonl')).toContain(`"what":"${what}"`)
  expect(pack.text('statement.html')).toContain('REQ-4711')
  expect(pack.text('journal.jsonl')).toContain('"kind":"closed"')
  await page.keyboard.press('g')
  await page.keyboard.press('o')
})

test('where the fleet file lets whoever asks have it, it opens without another operator', async () => {
  const tenant = await tenantWith(({ isSelfService }) => isSelfService)
  await askFor(tenant.id)
  await write('A user cannot sign in', [/Application/])
  await form().getByRole('button', { name: 'Open it' }).click()
  // The page of the grant before stands behind it until the new one is there.
  await expect(form()).toBeHidden()
  await expect(page.getByRole('region', { name: 'Approval' })).toContainText('None is needed')
  await expect(head().getByText('Open', { exact: true })).toBeVisible({ timeout: 60_000 })
})

test('broken glass is a deliberate step, everybody is told, and it waits for a review', async () => {
  const tenant = await tenantWith(({ isSelfService, hasSsh }) => !isSelfService && !hasSsh)
  await askFor(tenant.id)
  await write('Payments stand still and nobody answers', [/Application/])
  await form().getByRole('button', { name: /Nobody can approve: break the glass/ }).click()
  await form().getByLabel(/^Type the tenant’s id/).fill(tenant.id)
  await form().getByRole('radio', { name: 'Later' }).check()
  await form().getByRole('button', { name: 'Break the glass: open it now' }).click()
  await expect(form().getByText('Without an approval it opens at once: choose Now.')).toBeVisible()
  await looksRight('break-glass-later')
  await form().getByRole('radio', { name: 'Now' }).check()
  await looksRight('break-glass')
  await form().getByRole('button', { name: 'Break the glass: open it now' }).click()
  // The page of the grant before stands behind it until the new one is there.
  await expect(form()).toBeHidden()
  await expect(head().getByText('Open', { exact: true })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(page.getByText('Break-glass:', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Open it', exact: true }).click()
  await head().getByRole('button', { name: 'End now' }).click()
  await page.getByRole('dialog', { name: /^End access/ }).getByLabel('Why').fill('Payments run again')
  await page.getByRole('dialog', { name: /^End access/ }).getByRole('button', { name: 'End now' }).click()
  await expect(head().getByText(/^Closed \(proof at/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('region', { name: 'End and proof' })).toContainText('Nobody has reviewed it yet')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'What wants somebody' })).toContainText('is not reviewed')
  await looksRight('desk')
})

test('the client gets a statement with the proof of every closing', async () => {
  const answer = await invoke(page, 'support.desk', null)
  if (!answer.ok) throw new Error(answer.error.message)
  const closed = answer.value.grants.find(({ stage }) => stage === 'closed')!
  for (const as of ['html', 'csv'] as const) {
    const file = path.join(running.userDataDir, `statement.${as}`)
    await running.app.evaluate(({ dialog }, filePath) => void (dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })), file)
    await page.getByRole('button', { name: 'Statement' }).click()
    const dialog = page.getByRole('dialog', { name: 'Statement for the client' })
    await dialog.getByRole('combobox', { name: 'Tenant' }).fill(closed.tenant)
    await dialog.getByRole('radio', { name: as === 'html' ? /HTML/ : /CSV/ }).check()
    await dialog.getByRole('button', { name: 'Join the sources' }).click()
    const joined = dialog.getByRole('region', { name: 'What was joined' })
    await expect(joined.getByRole('listitem')).toHaveText([/^Grants of the desk: complete/, /CloudTrail\): not complete, \d+ rows?.*It may be 15 minutes late/, /^AWS’s events of the databases: /, /^Failovers and outages that the desk keeps: /, /^What the desk’s console found: /, /^Maintenance of the desk: complete/], { timeout: 60_000 })
    await expect(joined).not.toContainText('could not be read')
    if (as === 'html') await looksRight('statement')
    await dialog.getByRole('button', { name: 'Write it …' }).click()
    await expect(dialog).toBeHidden({ timeout: 30_000 })
    const text = await readFile(file, 'utf8')
    for (const part of ['REQ-4711', 'J. Doe, IT', 'Access closed', 'Failovers and outages that the desk keeps']) expect(text).toContain(part)
  }
})
