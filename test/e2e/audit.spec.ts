import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { DatabaseSync } from '@photostructure/sqlite'
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { missingForDesktop, startDesktop, type Desktop } from './desktop-bus/desktop'
import { openPack } from './evidence-pack'
import { launch, type RunningApp } from './launch'

let running: RunningApp
let page: Page
/** Absent where this computer has no session bus to put a tray on. */
let desktop: Desktop | undefined

const sides = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const cli = path.resolve(import.meta.dirname, '../../out/main/cli.cjs')

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

const entries = () => page.getByRole('listbox', { name: 'Entries' })

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  desktop = missingForDesktop().length === 0 ? await startDesktop() : undefined
  running = await launch(desktop === undefined ? {} : { env: desktop.env })
  page = running.page
  await expect(page.getByRole('grid', { name: 'Tenants' }).getByText('Acme Bank', { exact: true })).toBeVisible()
})
test.afterAll(async () => {
  await running.close()
  await desktop?.stop()
})

test('what is done in the window, and what is refused, is one key away', async () => {
  await page.evaluate(async () => {
    await window.watchfloor!.invoke('maintenance.callOff', { id: 'w-nobody-planned', why: 'The client asked for it.' }) // the preload set it
    await window.watchfloor!.invoke('settings.save', { lockAfterMinutes: 15 })
    await window.watchfloor!.invoke('maintenance.approve', { id: 'w-nobody-planned', hash: 7 } as never)
  })
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
  await expect(entries().getByRole('option', { name: /Called off w-nobody-planned/ })).toContainText('Refused')
  await expect(entries().getByRole('option', { name: /Wanted to approve a maintenance window, and was refused/ })).toBeVisible()
  await expect(entries().getByRole('option', { name: /Changed a setting that guards the console/ })).toContainText('trainee')
})

test('entries are searched by words, kind and person, and one is read by keyboard', async () => {
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('maintenance windows')
  await page.getByRole('searchbox', { name: 'Words' }).fill('client asked')
  await expect(entries().getByRole('option')).toHaveCount(1)
  await entries().focus()
  await page.keyboard.press('ArrowDown')
  const entry = page.getByRole('region', { name: 'Entry' })
  await expect(entry).toContainText('The client asked for it.')
  await expect(entry.getByLabel('The entry as JSON')).toContainText('"what": "maintenance.callOff"')
  await looksRight('entry')
  await page.getByRole('searchbox', { name: 'Person' }).fill('nobody')
  await expect(page.getByRole('heading', { name: 'No entry matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear' }).click()
})

test('the whole story of a window stands on one page', async () => {
  await page.getByRole('searchbox', { name: 'Words' }).fill('client asked')
  await expect(entries().getByRole('option')).toHaveCount(1)
  await entries().press('Home')
  await page.getByRole('button', { name: 'Its whole story' }).click()
  await expect(page.getByText('The whole story of window')).toContainText('w-nobody-planned')
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(entries().getByRole('option')).toHaveCount(1)
  await looksRight('story')
  await page.getByRole('button', { name: 'Evidence pack' }).click()
  await expect(page.getByRole('alert')).toContainText('There is no window')
  await page.getByRole('button', { name: 'Back to all entries' }).click()
  await expect(entries().getByRole('option', { name: /The audit trail of .* begins/ })).toBeVisible()
})

test('an evidence pack of a planned window proves itself', async () => {
  const id = await page.evaluate(async () => {
    const soon = new Date(Date.UTC(2026, 2, 6, 1)).toISOString().slice(0, 16)
    const saved = await window.watchfloor!.invoke('maintenance.save', {
      draft: { title: 'Drill for the auditor', why: 'The contract asks for one.', kind: 'noDowntime', window: { start: soon, zone: 'UTC', durationMinutes: 120 }, select: { tenants: ['acme-bank'], environments: ['frontend'] }, steps: [{ kind: 'db.failover-drill' }], onFailure: 'stopAndAsk' },
    } as never)
    if (!saved.ok) throw new Error(saved.error.message)
    return saved.value.id
  })
  await page.getByRole('searchbox', { name: 'Words' }).fill('Drill for the auditor')
  await expect(entries().getByRole('option')).toHaveCount(1)
  await page.evaluate((window_) => window.watchfloor!.invoke('maintenance.callOff', { id: window_, why: 'Only for the auditor.' }), id)
  await page.getByRole('searchbox', { name: 'Words' }).fill('Only for the auditor')
  await expect(entries().getByRole('option')).toHaveCount(1)
  await entries().press('Home')
  await page.getByRole('button', { name: 'Its whole story' }).click()
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(entries().getByRole('option')).toHaveText([/Called off/, /Planned “Drill for the auditor”/])
  const file = test.info().outputPath('pack.zip')
  await running.app.evaluate(({ dialog }, filePath) => void (dialog.showSaveDialog = async () => ({ canceled: false, filePath })), file)
  await page.getByRole('button', { name: 'Evidence pack' }).click()
  await expect(page.getByText(`The evidence pack is in ${file}`)).toBeAttached()
  await page.getByRole('button', { name: 'Back to all entries' }).click()
  const pack = openPack(file)
  expect(pack.names).toEqual(expect.arrayContaining(['VERIFY.txt', 'entries.jsonl', 'manifest.json', 'notices.json', 'window.json']))
  expect(pack.verdict.chains[0]!.withheld).toBeGreaterThan(0)
  expect(pack.text('entries.jsonl')).not.toContain('w-nobody-planned')
})

test('the trail is verified, exported, and the export is verified by nothing but itself', async () => {
  await page.getByRole('button', { name: 'Verify now' }).click()
  await expect(page.getByRole('region', { name: 'How the trail stands' })).toContainText(/verified to entry \d+ at/)
  const file = test.info().outputPath('audit.jsonl')
  await running.app.evaluate(({ dialog }, filePath) => void (dialog.showSaveDialog = async () => ({ canceled: false, filePath })), file)
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByText(`The audit trail is in ${file}`)).toBeAttached()
  const verdict = JSON.parse(execFileSync(process.execPath, [cli, 'audit', 'verify', file, '--json'], { encoding: 'utf8' })) as { ok: boolean; chains: { toSeq: number }[] }
  expect(verdict.ok).toBe(true)
  expect(verdict.chains[0]!.toSeq).toBeGreaterThan(3)
  await looksRight('trail')
})

test('a link that somebody broke behind our back is shown where it is', async () => {
  const folder = path.join(running.userDataDir, 'audit')
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.sqlite'))) {
    const db = new DatabaseSync(path.join(folder, name))
    // The console writes there meanwhile.
    db.exec("PRAGMA busy_timeout = 10000; DROP TRIGGER entry_is_not_changed; UPDATE entry SET line = replace(line, 'trainee', 'nobody') WHERE seq = 2;")
    db.close()
  }
  await page.getByRole('button', { name: 'Verify now' }).click()
  await expect(page.getByRole('region', { name: 'How the trail stands' })).toContainText('not as it was kept. Entry 2 says something else than when it was kept.')
  await looksRight('broken')
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(page.getByText(/The audit trail of .* is not as it was kept/)).toBeVisible()
  await looksRight('banner')
  if (desktop !== undefined) {
    const line = /^The audit trail: is not as it was kept$/
    await expect.poll(async () => (await desktop?.tray())?.tooltip, { timeout: 30_000 }).toContain('the audit trail is not as it was kept')
    expect((await desktop.tray())?.menu.some(({ label }) => line.test(label))).toBe(true)
    await expect.poll(() => desktop?.received.filter(({ title, urgency }) => title === 'Critical: the audit trail' && urgency === 2).length).toBe(1)
    await desktop.pressMenu(line)
    await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
    await page.keyboard.press('g')
    await page.keyboard.press('f')
  }
  await page.getByRole('button', { name: 'Look at the trail' }).click()
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
})
