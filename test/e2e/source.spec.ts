import { expect, test } from '@playwright/test'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { invoke, loadFleet } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'

let userDataDir: string

test.beforeEach(async () => {
  userDataDir = await freshFolder()
})
test.afterEach(async () => {
  await rm(userDataDir, { recursive: true, force: true })
})

async function during<T>(options: Parameters<typeof launch>[0], use: (running: RunningApp) => Promise<T>): Promise<T> {
  const running = await launch({ userDataDir, ...options })
  try {
    return await use(running)
  } finally {
    await running.close()
  }
}

const polled = ({ page }: RunningApp): Promise<void> => expect.poll(async () => (await loadFleet(page)).cached, { message: 'the fleet was polled' }).toBe(false)

test('a restart shows the last session’s table at once, marked as cached, and then polls', async () => {
  const before = await during({}, async (running) => {
    await polled(running)
    return loadFleet(running.page)
  })
  expect(before.rows).toBe(60)
  const [file] = await readdir(path.join(userDataDir, 'cache'))
  expect(file).toMatch(/^fleet-[0-9a-f]{16}\.table$/)

  await during({}, async (running) => {
    expect((await loadFleet(running.page)).rows).toBe(60)
    await polled(running)
  })

  await writeFile(path.join(userDataDir, 'cache', file ?? ''), 'not a table')
  await during({}, polled)
  expect(await readFile(path.join(userDataDir, 'logs/watchfloor.log'), 'utf8')).toContain('"tableCache.ignored"')
})

test('another scenario begins a new epoch, and is watched again after a restart', async () => {
  await during({}, async (running) => {
    await polled(running)
    const before = await loadFleet(running.page)
    const switched = await invoke(running.page, 'source.use', { kind: 'training', scenario: 'bad-night' })
    expect(switched).toMatchObject({ ok: true, value: { source: { kind: 'training', scenario: 'bad-night' } } })
    expect((await loadFleet(running.page)).epoch).not.toBe(before.epoch)
    await expect(running.page.getByText(/bad-night/).first()).toBeVisible()
  })
  await during({}, async ({ page }) => {
    expect(await invoke(page, 'watch.status', null)).toMatchObject({ ok: true, value: { source: { scenario: 'bad-night' } } })
  })
})

test('a source that does not exist leaves the current one as it was', async () => {
  await during({}, async (running) => {
    await polled(running)
    const before = await loadFleet(running.page)
    expect(await invoke(running.page, 'source.use', { kind: 'training', scenario: 'bad-nigth' })).toMatchObject({ ok: false, error: { kind: 'notFound', message: expect.stringContaining('bad-night') } })
    expect((await loadFleet(running.page)).epoch).toBe(before.epoch)
  })
})

test('a broken fleet file is refused with line and words, and chosen only through the dialog', async () => {
  const broken = path.join(userDataDir, 'desk.yaml')
  await writeFile(broken, 'version: 1\naccounts:\n  - id: "12"\n    name: pooled\n    regions: [eu-west-1]\n')
  await during({}, async ({ app, page }) => {
    await app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] })
    }, broken)
    const report = await invoke(page, 'fleetFile.choose', null)
    expect(report).toMatchObject({ ok: true, value: { path: broken, issues: [{ line: 3, path: expect.stringContaining('accounts') }] } })
    expect(await invoke(page, 'source.use', { kind: 'file', path: broken })).toMatchObject({ ok: false, error: { kind: 'invalidFile' } })
    expect(await invoke(page, 'watch.status', null)).toMatchObject({ ok: true, value: { source: { kind: 'training' } } })
  })
})

test('a fleet file that signs in for training gets the embedded fleet, with its own contract, and never looks like a real one', async () => {
  const file = path.join(userDataDir, 'desk.yaml')
  await writeFile(file, 'version: 1\ndesk: Night desk\nsignIn: { kind: training }\n')
  await during({ fleetFile: file }, async (running) => {
    await polled(running)
    expect(await invoke(running.page, 'watch.status', null)).toMatchObject({ ok: true, value: { desk: 'Night desk', source: { kind: 'training', scenario: 'first-shift' } } })
    expect((await loadFleet(running.page)).rows).toBe(60)
  })
})

test('started with a broken fleet file it says what is wrong and watches nothing else instead', async () => {
  const broken = path.join(userDataDir, 'desk.yaml')
  await writeFile(broken, 'version: 2\n')
  await during({ fleetFile: broken }, async ({ page }) => {
    expect(await loadFleet(page)).toMatchObject({ ok: false, kind: 'invalidFile' })
    await expect(page.getByText(/desk\.yaml/).first()).toBeVisible()
  })
})
