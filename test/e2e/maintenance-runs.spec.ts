import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { WindowView } from '#shared/maintenance/window-view'
import { minuteMs } from '#shared/kernel/time'
import type { Commands } from '#shared/ipc/contract'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import type { TrainingControl } from './training-control'

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

/** To two minutes after the start, then as fast as polls keep up with. */
async function begin(window: WindowView): Promise<void> {
  const { awsNowMs } = await ask('watch.status', null)
  await training.advance(window.span.fromMs + 2 * minuteMs - awsNowMs!)
  await expect.poll(async () => (await ask('maintenance.window', { id: window.id })).stage, { timeout: 60_000 }).toBe('due')
  await training.setSpeed(20)
  await ask('maintenance.start', { id: window.id, hash: window.hash, confirm: window.title })
}

/** Waits are short but where the watch has to keep up: what is verified rests on fresh polls. */
const ended = async (id: string): Promise<WindowView> => {
  let speed = 0
  const pace = async (window: WindowView): Promise<string> => {
    const next = stateOf(window, 'verify') === 'busy' ? 20 : 90
    if (next !== speed) await training.setSpeed((speed = next))
    return window.stage
  }
  await expect.poll(async () => pace(await ask('maintenance.window', { id })), { timeout: 300_000, intervals: [1_000] }).toBe('ended')
  return ask('maintenance.window', { id })
}

const stateOf = ({ run }: WindowView, phase: string): string | undefined => run?.phases.find((each) => each.phase === phase)?.state
const wordsOf = ({ run }: WindowView): readonly string[] => (run?.lines ?? []).map(({ words }) => words)
/** What the login screen of a bank reads, over HTTP. */
async function loginScreen(tenant: string): Promise<{ readonly windows: readonly { readonly id: string; readonly state: string; readonly access: string }[] }> {
  const reply = await fetch(`${training.endpoint}/_objects/notices-111122223333-eu-west-1/${tenant}.json`)
  return (await reply.json()) as { readonly windows: readonly { readonly id: string; readonly state: string; readonly access: string }[] }
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

test('an upgrade of twelve banks succeeds: told, closed, muted, snapshotted, changed, compared, reopened', async () => {
  test.setTimeout(420_000)
  const window = await announced(draft())
  expect(window).toMatchObject({ stage: 'ready', databases: 12 })
  expect(window.deliveries.filter(({ state }) => state === 'sent' || state === 'confirmed')).toHaveLength(24)
  await begin(window)
  await expect.poll(async () => stateOf(await ask('maintenance.window', { id: window.id }), 'close'), { timeout: 60_000 }).toBe('done')
  expect((await loginScreen('galedale-bank')).windows).toMatchObject([{ id: window.id, state: 'running', access: 'closed' }])
  const over = await ended(window.id)
  expect(wordsOf(over).filter((words) => words.includes('failed'))).toEqual([])
  expect(over).toMatchObject({ outcome: 'succeeded', percent: 100 })
  expect(stateOf(over, 'restore')).toBe('notNeeded')
  expect((await loginScreen('galedale-bank')).windows).toMatchObject([{ id: window.id, state: 'completed', access: 'open' }])
  // The bank's own page answers again, and the console sees the new version.
  const page = await fetch(`${training.endpoint}/_tenants/galedale-bank/frontend/health`)
  expect(page.status).toBe(200)
})

test('an upgrade that fails of one bank is taken back for it, with everything it had, and the report says so', async () => {
  test.setTimeout(480_000)
  await training.setSpeed(1)
  await training.inject({ kind: 'db.upgrade-fails', tenant: 'galedale-bank', environment: 'frontend' })
  const window = await announced(draft({ title: 'MySQL minor upgrade, second', window: { start: '2026-03-10T22:00', zone: 'Europe/Berlin', durationMinutes: 240 }, select: { tenants: ['galedale-bank', 'wrenbeck-trust'], environments: ['frontend'] }, steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.42', allowMajor: false }] }))
  await begin(window)
  const over = await ended(window.id)
  expect(over.outcome).toBe('partly')
  const restored = over.run?.phases.find(({ phase }) => phase === 'restore')?.effects ?? []
  expect(restored.map(({ name, state }) => `${name} ${state}`)).toEqual(['galedale-bank-frontend done', 'wrenbeck-trust-frontend waiting'])
  expect(restored[0]?.evidence).toContainEqual({ label: 'Compared with before', value: 'no difference' })
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
