import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { WindowView } from '#shared/maintenance/window-view'
import { minuteMs } from '#shared/kernel/time'
import type { Commands } from '#shared/ipc/contract'
import { invoke } from './bridge'
import { openPack } from './evidence-pack'
import { freshFolder, launch, type RunningApp } from './launch'
import type { TrainingControl } from './training-control'

test.describe.configure({ mode: 'serial' })

/** Three windows of twelve banks, from the plan to the report, in the real window over the training fleet. */
const scenario = { version: 1, name: 'twelve', seed: 5, startAt: '2026-03-02T12:00:00Z', fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 12 }], tenants: [] }, events: [] }

let running: RunningApp
let page: Page
let training: TrainingControl

const ask = async <N extends keyof Commands>(name: N, input: Commands[N]['input']): Promise<Commands[N]['output']> => {
  const answer = await invoke(page, name, input)
  if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
  return answer.value
}

const draft = (over: Partial<PlanDraft> = {}): PlanDraft => ({
  title: 'MySQL minor upgrade',
  why: 'Security fixes',
  kind: 'downtime',
  window: { start: '2026-03-05T22:00', zone: 'Europe/Berlin', durationMinutes: 240 },
  select: { accounts: ['111122223333'], environments: ['frontend'] },
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }],
  onFailure: 'restore',
  ...over,
})

async function announced(plan: PlanDraft): Promise<WindowView> {
  const written = await ask('maintenance.save', { draft: plan })
  await ask('maintenance.practiseApproval', { id: written.id, hash: written.hash })
  return ask('maintenance.announce', { id: written.id })
}

/** To two minutes after the start. */
async function untilDue(window: WindowView): Promise<void> {
  const { awsNowMs } = await ask('watch.status', null)
  await training.advance(window.span.fromMs + 2 * minuteMs - awsNowMs!)
  await expect.poll(async () => (await ask('maintenance.window', { id: window.id })).stage, { timeout: 60_000 }).toBe('due')
}

/** Then as fast as polls keep up with. */
async function begin(window: WindowView): Promise<void> {
  await untilDue(window)
  await training.setSpeed(20)
  await ask('maintenance.start', { id: window.id, hash: window.hash, confirm: window.title })
}

/** Waits are short but where the watch has to keep up: what is verified rests on fresh polls. */
const ended = async (id: string): Promise<WindowView> => {
  let speed = 0
  const pace = async (window: WindowView): Promise<string> => {
    const next = ['verify', 'compare'].some((phase) => stateOf(window, phase) === 'busy') ? 20 : 90
    if (next !== speed) await training.setSpeed((speed = next))
    return window.stage
  }
  await expect.poll(async () => pace(await ask('maintenance.window', { id })), { timeout: 300_000, intervals: [1_000] }).toBe('ended')
  return ask('maintenance.window', { id })
}

const stateOf = ({ run }: WindowView, phase: string): string | undefined => run?.phases.find((each) => each.phase === phase)?.state
const wordsOf = ({ run }: WindowView): readonly string[] => (run?.lines ?? []).map(({ words }) => words)
/** What the login screen of a bank reads, over HTTP. */
async function loginScreen(tenant: string): Promise<{ readonly windows: readonly { readonly id: string; readonly state: string; readonly access: string; readonly endsAt: string }[] }> {
  const reply = await fetch(`${training.endpoint}/_objects/notices-111122223333-eu-west-1/${tenant}.json`)
  return (await reply.json()) as { readonly windows: readonly { readonly id: string; readonly state: string; readonly access: string; readonly endsAt: string }[] }
}

async function openOnScreen({ title }: WindowView): Promise<void> {
  await page.getByRole('button', { name: /^Maintenance/ }).first().click()
  const back = page.getByRole('button', { name: 'Back to the calendar (Esc)' })
  if (await back.isVisible()) await back.click()
  await page.getByRole('button', { name: 'List' }).click()
  await page.getByRole('button', { name: title }).first().click()
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
}

test.beforeAll(async () => {
  const folder = await freshFolder()
  const file = path.join(folder, 'twelve.json')
  await writeFile(file, JSON.stringify(scenario))
  running = await launch({ scenario: file, userDataDir: folder })
  page = running.page
  await expect(page.getByText(/^accounts (\d+)\/\1$/)).toBeVisible()
  training = await running.training()
})
test.afterAll(async () => {
  await running.close()
})

/** Both themes and both widths, each in one of the two pictures; axe in each. */
async function pictures(name: string): Promise<void> {
  for (const [width, height, theme] of [[2560, 1440, 'dark'], [1280, 800, 'light']] as const) {
    await running.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [width, height] as const)
    await running.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
    await page.screenshot({ path: `test-results/maintenance-${name}-${width}-${theme}.png` })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
  }
}

test('an upgrade of twelve banks is planned on the screen, approved by somebody else, announced and started', async () => {
  test.setTimeout(240_000)
  await page.getByRole('button', { name: /^Maintenance/ }).first().click()
  await expect(page.getByRole('button', { name: 'Plan a window' }).first()).toBeVisible()
  await pictures('empty')
  await page.getByRole('button', { name: 'Plan a window' }).first().click()
  await page.getByRole('textbox', { name: 'Title' }).fill('MySQL minor upgrade')
  await page.getByRole('textbox', { name: 'Why' }).fill('Security fixes')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('checkbox', { name: 'frontend' }).check()
  await expect(page.getByText('12 databases of 12 tenants')).toBeVisible()
  await pictures('wizard-whom')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByLabel('To version').fill('8.0.41')
  await pictures('wizard-steps')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Day').fill('2026-03-05')
  await page.getByLabel('Time, 24 h').fill('22:00')
  await page.getByLabel('Length, minutes').fill('240')
  await page.getByLabel('Time zone').fill('Europe/Berlin')
  await page.keyboard.press('Escape')
  await pictures('wizard-when')
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('region', { name: 'Asked now' })).toContainText('5 of 5', { timeout: 30_000 })
  await expect(page.getByRole('region', { name: 'Asked now' })).toContainText('12 listeners')
  await expect(page.getByRole('region', { name: 'Asked now' })).not.toContainText('not known')
  await pictures('wizard-preview')
  await page.getByText('AWS calls of the run').click()
  await expect(page.getByRole('row', { name: /Close access elasticloadbalancing:CreateRule listener rule 12$/ })).toBeVisible()
  await page.getByRole('row', { name: /elasticloadbalancing:CreateRule/ }).scrollIntoViewIfNeeded()
  await pictures('wizard-calls')
  await page.getByRole('button', { name: 'Save the plan' }).click()
  await expect(page.getByRole('heading', { name: 'MySQL minor upgrade' })).toBeVisible()
  await page.getByRole('button', { name: 'Ask the practice colleague' }).click()
  await expect(page.getByText('practice-colleague approved this plan')).toBeVisible()
  await pictures('window-approved')
  await page.getByRole('button', { name: /^(Announce|Tell|Send)/ }).click()
  await expect(page.getByText('Nothing but the time.')).toBeVisible({ timeout: 60_000 })
  await pictures('window-ready')
  const { windows } = await ask('maintenance.calendar', null)
  const window = await ask('maintenance.window', { id: windows[0]!.id })
  expect(window.deliveries.filter(({ state }) => state === 'sent' || state === 'confirmed')).toHaveLength(24)
  await untilDue(window)
  await training.setSpeed(20)
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByLabel(/Type the title to confirm/).fill('MySQL minor upgrade')
  await page.getByRole('button', { name: 'Start now' }).click()
  await expect(page.getByRole('region', { name: 'Now and next' })).toBeVisible()
})

test('it succeeds: closed, muted, snapshotted, changed, compared, reopened, told', async () => {
  test.setTimeout(420_000)
  const { windows } = await ask('maintenance.calendar', null)
  const { id } = windows[0]!
  await expect.poll(async () => stateOf(await ask('maintenance.window', { id }), 'close'), { timeout: 60_000 }).toBe('done')
  expect((await loginScreen('galedale-bank')).windows).toMatchObject([{ id, state: 'running', access: 'closed' }])
  await pictures('run')
  const over = await ended(id)
  expect(wordsOf(over).filter((words) => words.includes('failed'))).toEqual([])
  expect(over).toMatchObject({ outcome: 'succeeded', percent: 100 })
  expect(stateOf(over, 'restore')).toBe('notNeeded')
  expect((await loginScreen('galedale-bank')).windows).toMatchObject([{ id, state: 'completed', access: 'open' }])
  await expect(page.getByRole('region', { name: 'Outcome' })).toBeVisible()
  await training.setSpeed(1)
  await pictures('ended')
  const answer = await fetch(`${training.endpoint}/_tenants/galedale-bank/frontend/health`)
  expect(answer.status).toBe(200)
})

test('an auditor is given all of it in one file, which proves itself', async () => {
  const { windows } = await ask('maintenance.calendar', null)
  const { id } = windows[0]!
  await page.getByRole('button', { name: 'Its whole story in the audit trail' }).click()
  await expect(page.getByText('The whole story of window')).toContainText(id)
  const file = test.info().outputPath('pack.zip')
  await running.app.evaluate(({ dialog }, filePath) => void (dialog.showSaveDialog = async () => ({ canceled: false, filePath })), file)
  await page.getByRole('button', { name: 'Evidence pack' }).click()
  await expect(page.getByText(`The evidence pack is in ${file}`)).toBeAttached({ timeout: 60_000 })
  const pack = openPack(file)
  expect(pack.names.filter((name) => name !== 'anchors.jsonl')).toEqual(['VERIFY.txt', 'before.jsonl', 'entries.jsonl', 'journal.jsonl', 'manifest.json', 'notices.json', 'report.html', 'report.json', 'run.json', 'verify.cjs', 'window.json'])
  const window = await ask('maintenance.window', { id })
  // Who planned, approved and started it, and every effect of the run.
  const said = pack.text('entries.jsonl')
  for (const what of ['maintenance.save', 'maintenance.practiseApproval', 'maintenance.announce', 'maintenance.start']) expect(said).toContain(`"what":"${what}"`)
  expect(pack.json('window.json')).toMatchObject({ id, hash: window.hash, stage: 'ended', outcome: 'succeeded' })
  // Every bank was told by mail and on its login screen, and each delivery has its evidence.
  const notices = pack.json('notices.json') as typeof window.deliveries
  expect(notices).toEqual(window.deliveries)
  expect(new Set(notices.map(({ occasion }) => occasion))).toContain('completed')
  expect(notices.filter(({ state, proof }) => state === 'confirmed' && (proof ?? '') === '')).toEqual([])
  // Twelve snapshots by name and status; the engine before and after.
  const snapshots = (pack.json('run.json') as NonNullable<WindowView['run']>).phases.find(({ phase }) => phase === 'snapshot')?.effects ?? []
  expect(snapshots).toHaveLength(12)
  for (const { state, evidence } of snapshots) expect([state, JSON.stringify(evidence)]).toEqual(['done', expect.stringContaining('available')])
  const before = pack.text('before.jsonl').trim().split('\n').map((line) => JSON.parse(line) as { readonly about: string; readonly body: unknown })
  expect(before.filter(({ body }) => JSON.stringify(body).includes('8.0.'))).toHaveLength(12)
  // Each effect is in the journal before it was done and after.
  const journal = pack.text('journal.jsonl').trim().split('\n').map((line) => (JSON.parse(line) as { readonly body: { readonly kind: string; readonly effect?: string } }).body)
  const effects = (kind: string) => new Set(journal.filter((event) => event.kind === kind).map(({ effect }) => effect))
  expect(effects('done').size).toBeGreaterThan(48)
  expect([...effects('done')].filter((effect) => !effects('started').has(effect))).toEqual([])
  const report = pack.json('report.json') as { readonly window: { readonly id: string }; readonly run: { readonly effects: readonly { readonly phase: string; readonly evidence: unknown }[] } }
  expect(report.window.id).toBe(id)
  // Compared with before, bank by bank.
  const compared = report.run.effects.filter(({ phase }) => phase === 'verify')
  expect(compared).toHaveLength(12)
  for (const { evidence } of compared) expect(JSON.stringify(evidence)).toContain('Problems before and now')
  for (const bank of ['Galedale Bank', 'Wrenbeck Trust', '8.0.41']) expect(pack.text('report.html')).toContain(bank)
  await page.screenshot({ path: 'test-results/maintenance-story.png' })
})

test('an upgrade that fails of all its banks is extended, and taken back for each of them with everything it had', async () => {
  test.setTimeout(480_000)
  const banks = ['galedale-bank', 'wrenbeck-trust', 'mistbrook-lending']
  await training.setSpeed(1)
  await training.injectAll(banks.map((tenant) => ({ kind: 'db.upgrade-fails', tenant, environment: 'frontend' })))
  const window = await announced(draft({ title: 'MySQL minor upgrade, second', window: { start: '2026-03-10T22:00', zone: 'Europe/Berlin', durationMinutes: 240 }, select: { tenants: banks, environments: ['frontend'] }, steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.42', allowMajor: false }] }))
  await openOnScreen(window)
  await begin(window)
  const now = () => ask('maintenance.window', { id: window.id })
  await expect.poll(async () => stateOf(await now(), 'change'), { timeout: 120_000 }).toBe('busy')
  const toMs = window.span.toMs + 30 * minuteMs
  await ask('maintenance.say', { id: window.id, word: { kind: 'extend', toMs } })
  await expect.poll(async () => [stateOf(await now(), 'closeLonger'), stateOf(await now(), 'muteLonger')], { timeout: 60_000 }).toEqual(['done', 'done'])
  for (const tenant of banks) expect(await (await fetch(`${training.endpoint}/_tenants/${tenant}/frontend/health`)).text()).toContain('by 02:30 on 2026-03-11 (Europe/Berlin')
  expect((await loginScreen('galedale-bank')).windows.find(({ id }) => id === window.id)).toMatchObject({ state: 'running', access: 'closed', endsAt: new Date(toMs).toISOString() })
  await pictures('extended')
  const over = await ended(window.id)
  expect(over.outcome).toBe('restored')
  const changed = over.run?.phases.find(({ phase }) => phase === 'change')?.effects ?? []
  expect(changed.map(({ name, state }) => `${name} ${state}`).sort()).toEqual(banks.map((bank) => `${bank}-frontend failed`).sort())
  const restored = over.run?.phases.find(({ phase }) => phase === 'restore')?.effects ?? []
  expect(restored.map(({ name, state }) => `${name} ${state}`).sort()).toEqual(banks.map((bank) => `${bank}-frontend done`).sort())
  for (const { evidence } of restored) expect(evidence).toContainEqual({ label: 'Compared with before', value: expect.stringMatching(/^no difference in .*class.*multi-az.*tags/) })
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Restored')
  await training.setSpeed(1)
  await pictures('restored')
  for (const tenant of banks) expect((await fetch(`${training.endpoint}/_tenants/${tenant}/frontend/health`)).status).toBe(200)
  expect((await loginScreen('mistbrook-lending')).windows.find(({ id }) => id === window.id)).toMatchObject({ state: 'completed', access: 'open' })
})

test('a window that is called off after its notices tells everybody, and touches nothing', async () => {
  await training.setSpeed(1)
  const window = await announced(draft({ title: 'Called off', window: { start: '2026-03-20T22:00', zone: 'Europe/Berlin', durationMinutes: 240 } , steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.42', allowMajor: false }] }))
  const off = await ask('maintenance.callOff', { id: window.id, why: 'The vendor withdrew the release' })
  expect(off.stage).toBe('calledOff')
  expect(off.deliveries.filter(({ occasion, state }) => occasion === 'calledOff' && (state === 'sent' || state === 'confirmed'))).toHaveLength(24)
  expect((await loginScreen('wrenbeck-trust')).windows.find(({ id }) => id === window.id)).toMatchObject({ state: 'cancelled' })
  await expect(ask('maintenance.start', { id: window.id, hash: window.hash, confirm: window.title })).rejects.toThrow('called off')
})
