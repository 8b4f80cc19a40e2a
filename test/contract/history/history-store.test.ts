import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startDatabaseHost } from '#electron/adapters/sqlite/database-host'
import { openLocalDatabase, type LocalDatabase, type LocalDatabaseOptions } from '#electron/adapters/sqlite/local-database'
import type { HistoryStore } from '#electron/ports/history'
import type { HistoryItem } from '#shared/history/batch'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import { aStory, mondayMs, subject } from '../../shared/incidents/stories'
import { bundled } from './bundled'
import { baseline, finding, health, moment, startMs, watched } from './items'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-history-'))
let workerFile = ''
beforeAll(async () => {
  workerFile = await bundled('electron/adapters/sqlite/worker.ts')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Open = (options: LocalDatabaseOptions) => Promise<Result<LocalDatabase, AppError>>
const flavours: readonly (readonly [string, Open])[] = [
  ['in the calling thread', async (options) => openLocalDatabase(options)],
  ['in a worker', (options) => startDatabaseHost(workerFile, options)],
]

describe.each(flavours)('The history store %s', (flavour, open) => {
  let files = 0
  let database: LocalDatabase | undefined
  const newFile = (): string => path.join(folder, `${flavour.replaceAll(' ', '-')}-${++files}`, 'history.sqlite')
  const openAt = async (file: string, more: Partial<LocalDatabaseOptions> = {}): Promise<LocalDatabase> => {
    const opened = await open({ file, nowMs: startMs, timeMayBeginAnew: false, ...more })
    if (!opened.ok) throw new Error(opened.error.message)
    database = opened.value
    return opened.value
  }
  const openStore = async (): Promise<HistoryStore> => (await openAt(newFile())).history
  afterEach(() => database?.close())

  const add = async (store: HistoryStore, ...items: readonly HistoryItem[]): Promise<number> => {
    const kept = await store.append(items)
    if (!kept.ok) throw new Error(kept.error.message)
    return kept.value.kept
  }
  const value = async <T>(result: Promise<Result<T, AppError>>): Promise<T> => {
    const answered = await result
    if (!answered.ok) throw new Error(answered.error.message)
    return answered.value
  }
  const tenantsAt = async (store: HistoryStore, atMs: number) => (await value(store.fleetAt({ atMs }))).tenants.map(({ tenant, health: shown, findings }) => [tenant, shown, findings])

  it('gives back what was kept of probes, in the order of keeping, for as long as incidents are kept', async () => {
    const store = await openStore()
    const probe = (id: string, atMs: number, state: 'up' | 'down'): HistoryItem => ({ kind: 'entry', entry: { kind: 'probe', id, atMs, tenant: 'acme', environment: 'frontend', url: 'https://acme.example/', state } })
    await add(store, watched(startMs, true), probe('p1', startMs, 'up'), health('acme', startMs, 'healthy'), probe('p2', startMs + 2 * minuteMs, 'down'), probe('p3', startMs + minuteMs, 'up'), watched(startMs + 2 * minuteMs))
    expect((await value(store.probes())).entries.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3'])
    expect((await value(store.probes())).watchedUntilMs).toBe(startMs + 2 * minuteMs)
    await value(store.prune(startMs + 90 * 24 * 60 * minuteMs))
    expect((await value(store.probes())).entries.length).toBe(3)
    await value(store.prune(startMs + 400 * 24 * 60 * minuteMs))
    expect((await value(store.probes())).entries).toEqual([])
  })

  it('shows the fleet as it was at any moment', async () => {
    const store = await openStore()
    await add(store, watched(startMs, true), health('acme', startMs, 'healthy'), health('bravo', startMs, 'healthy'))
    await add(store, health('acme', startMs + 2 * minuteMs, 'critical', 'healthy'), finding('acme', startMs + 2 * minuteMs, 'opened'), watched(startMs + 2 * minuteMs))
    await add(store, finding('acme', startMs + 5 * minuteMs, 'changed', 'watch'), health('acme', startMs + 5 * minuteMs, 'watch', 'critical'), watched(startMs + 5 * minuteMs))
    await add(store, finding('acme', startMs + 9 * minuteMs, 'closed', 'watch'), health('acme', startMs + 9 * minuteMs, 'healthy', 'watch'), watched(startMs + 9 * minuteMs))
    expect(await tenantsAt(store, startMs - 1)).toEqual([])
    expect(await tenantsAt(store, startMs + 2 * minuteMs - 1)).toEqual([['acme', 'healthy', 0], ['bravo', 'healthy', 0]])
    expect(await tenantsAt(store, startMs + 2 * minuteMs)).toEqual([['acme', 'critical', 1], ['bravo', 'healthy', 0]])
    expect(await tenantsAt(store, startMs + 6 * minuteMs)).toEqual([['acme', 'watch', 1], ['bravo', 'healthy', 0]])
    expect(await tenantsAt(store, startMs + 9 * minuteMs)).toEqual([['acme', 'healthy', 0], ['bravo', 'healthy', 0]])
    const then = await value(store.fleetAt({ atMs: startMs + 3 * minuteMs, tenant: 'acme' }))
    expect(then.findings).toEqual([moment('critical')])
    expect(then.tenants[0]?.sinceMs).toBe(startMs + 2 * minuteMs)
  })

  it('keeps an entry that is told twice once', async () => {
    const store = await openStore()
    const items = [health('acme', startMs, 'healthy'), finding('acme', startMs, 'opened')]
    expect(await add(store, ...items)).toBe(2)
    expect(await add(store, ...items, health('acme', startMs + 1, 'watch'))).toBe(1)
    expect((await value(store.changes({ fromMs: 0, toMs: startMs + 2 }))).entries).toHaveLength(3)
  })

  it('keeps all of a batch or nothing of it', async () => {
    const store = await openStore()
    // A body that cannot be written as JSON fails in the middle of the batch.
    const broken = { kind: 'entry', entry: { kind: 'health', id: 'x', atMs: 'not a number' as unknown as number, tenant: 'acme', name: 'A', health: 'healthy' } } as HistoryItem
    const answered = await store.append([health('acme', startMs, 'healthy'), broken])
    expect(answered.ok).toBe(false)
    expect(await tenantsAt(store, startMs)).toEqual([])
  })

  it('tells changes of a span, of everybody or one tenant, oldest first', async () => {
    const store = await openStore()
    await add(store, health('acme', startMs, 'healthy'), health('bravo', startMs + minuteMs, 'watch'), health('acme', startMs + 2 * minuteMs, 'critical'), health('acme', startMs + hourMs, 'healthy'))
    const shown = await value(store.changes({ fromMs: startMs, toMs: startMs + 10 * minuteMs }))
    expect(shown.entries.map(({ tenant, atMs }) => [tenant, atMs - startMs])).toEqual([['acme', 0], ['bravo', minuteMs], ['acme', 2 * minuteMs]])
    expect((await value(store.changes({ fromMs: startMs, toMs: startMs + 10 * minuteMs, tenant: 'bravo' }))).entries).toHaveLength(1)
    expect(shown.leftOut).toBe(0)
  })

  it('makes the sheet of a shift from what it keeps', async () => {
    const store = await openStore()
    await add(store, watched(startMs, true), baseline('acme', startMs, 'healthy'), baseline('zeta', startMs, 'healthy'), health('acme', startMs + minuteMs, 'critical', 'healthy'), finding('acme', startMs + minuteMs, 'opened'))
    const sheet = await value(store.handover({ fromMs: startMs, toMs: startMs + 2 * minuteMs, desk: 'Night desk' }))
    expect(sheet).toMatchObject({ desk: 'Night desk', fromMs: startMs, untilMs: startMs + 2 * minuteMs, healthyTenants: 1, knownTenants: 2, leftOut: 0 })
    expect(sheet.open.map(({ tenant, findings }) => [tenant.tenant, findings.map(({ summary }) => summary)])).toEqual([['acme', ['Database acme-frontend is failing over.']]])
    expect(sheet.changed.map(({ tenant, entries }) => [tenant, entries.map(({ kind }) => kind)])).toEqual([['acme', ['health', 'finding']]])
  })

  it('calls time without a watch a gap, never healthy', async () => {
    const store = await openStore()
    await add(store, watched(startMs, true), health('acme', startMs, 'healthy'), watched(startMs + minuteMs), watched(startMs + 2 * minuteMs))
    await add(store, watched(startMs + 20 * minuteMs, true), baseline('acme', startMs + 20 * minuteMs, 'healthy'))
    const inGap = await value(store.fleetAt({ atMs: startMs + 10 * minuteMs }))
    expect(inGap).toMatchObject({ watched: false, gap: { fromMs: startMs + 2 * minuteMs, untilMs: startMs + 20 * minuteMs } })
    expect((await value(store.fleetAt({ atMs: startMs + minuteMs }))).watched).toBe(true)
    expect((await value(store.changes({ fromMs: startMs, toMs: startMs + 20 * minuteMs }))).gaps).toEqual([{ fromMs: startMs + 2 * minuteMs, untilMs: startMs + 20 * minuteMs }])
    // Nobody watched before the first watch, nor after the last.
    expect((await value(store.changes({ fromMs: startMs - hourMs, toMs: startMs + hourMs }))).gaps.map((gap) => [gap.fromMs - startMs, gap.untilMs - startMs])).toEqual([
      [-hourMs, 0],
      [2 * minuteMs, 20 * minuteMs],
      [20 * minuteMs, hourMs],
    ])
    expect(await value(store.extent())).toEqual({ firstMs: startMs, lastMs: startMs + 20 * minuteMs })
  })

  it('calls beats that did not come a gap too: the computer slept', async () => {
    const store = await openStore()
    await add(store, watched(startMs, true), watched(startMs + minuteMs), watched(startMs + 3 * minuteMs))
    await add(store, watched(startMs + 3 * hourMs))
    expect((await value(store.changes({ fromMs: startMs, toMs: startMs + 3 * hourMs }))).gaps).toEqual([{ fromMs: startMs + 3 * minuteMs, untilMs: startMs + 3 * hourMs }])
  })

  it('takes from a restart only what differs, marked as seen after a gap', async () => {
    const store = await openStore()
    await add(store, watched(startMs, true), baseline('acme', startMs, 'critical', [moment('critical'), moment('watch', 'pitr')]), baseline('bravo', startMs, 'healthy'))
    const laterMs = startMs + hourMs
    expect(await add(store, watched(laterMs, true), baseline('acme', laterMs, 'watch', [moment('watch', 'pitr')]), baseline('bravo', laterMs, 'healthy'))).toBe(2)
    const { entries } = await value(store.changes({ fromMs: laterMs, toMs: laterMs }))
    expect(entries.map((entry) => [entry.kind, entry.tenant, entry.afterGap])).toEqual([['health', 'acme', true], ['finding', 'acme', true]])
    expect(entries[1]).toMatchObject({ change: 'closed', key: moment().key })
    expect((await value(store.changes({ fromMs: startMs, toMs: startMs }))).entries.every(({ afterGap }) => afterGap === undefined)).toBe(true)
  })

  it('does not show a tenant after it left the fleet', async () => {
    const store = await openStore()
    await add(store, health('acme', startMs, 'critical'), finding('acme', startMs, 'opened'))
    await add(store, { kind: 'entry', entry: { kind: 'tenantGone', id: 'gone', atMs: startMs + minuteMs, tenant: 'acme', name: 'Acme' } })
    expect(await tenantsAt(store, startMs + minuteMs - 1)).toEqual([['acme', 'critical', 1]])
    expect(await tenantsAt(store, startMs + minuteMs)).toEqual([])
  })

  it('makes one incident of witnesses that come in parts, also over a restart', async () => {
    const file = newFile()
    const story = aStory()
    const first = await openAt(file)
    for (const witness of [...story.witnesses].reverse()) await add(first.history, { kind: 'witnesses', subject, witnesses: story.witnesses.filter((other) => other.atMs >= witness.atMs) })
    await first.close()
    const again = await openAt(file)
    expect(await add(again.history, { kind: 'witnesses', subject, witnesses: story.witnesses.slice(0, 2) })).toBe(0)
    const incidents = await value(again.history.incidents({}))
    expect(incidents).toHaveLength(1)
    expect(incidents[0]).toMatchObject({ state: 'completed', startedAtMs: story.startMs, completedAtMs: story.endMs, outage: { basis: 'probe' } })
    expect(await value(again.history.incidents({ fromMs: story.endMs + minuteMs, toMs: story.endMs + hourMs }))).toEqual([])
    expect(await value(again.history.incidents({ tenant: 'another' }))).toEqual([])
  })

  it('keeps changes for 35 days and incidents for 13 months, and removes the rest in small batches', async () => {
    const store = await openStore()
    const many = Array.from({ length: 4_500 }, (_row, index) => finding('acme', startMs + index, index % 2 === 0 ? 'opened' : 'closed', 'watch', `k${Math.floor(index / 2)}`))
    await add(store, watched(startMs, true), health('acme', startMs, 'healthy'), ...many, { kind: 'witnesses', subject, witnesses: aStory({ startMs }).witnesses })
    const laterMs = startMs + 36 * dayMs
    await add(store, watched(laterMs, true), finding('acme', laterMs, 'opened', 'watch', 'new'))
    const rounds: boolean[] = []
    for (let round = { more: true }; round.more; ) {
      round = await value(store.prune(laterMs))
      rounds.push(round.more)
    }
    expect(rounds).toEqual([true, true, false])
    // What still lasts is kept, however long ago it began.
    expect(await tenantsAt(store, laterMs)).toEqual([['acme', 'healthy', 1]])
    expect((await value(store.changes({ fromMs: 0, toMs: laterMs }))).entries).toHaveLength(1)
    expect(await value(store.incidents({}))).toHaveLength(1)
    await value(store.prune(mondayMs + 400 * dayMs))
    expect(await value(store.incidents({}))).toEqual([])
  })

  it('forgets what it knew when a training fleet’s time begins anew, and says so', async () => {
    const file = newFile()
    const first = await openAt(file, { timeMayBeginAnew: true })
    await add(first.history, watched(startMs + hourMs, true), health('acme', startMs + hourMs, 'critical'))
    await first.close()
    const again = (await openAt(file, { timeMayBeginAnew: true })).history
    await add(again, watched(startMs, true), baseline('acme', startMs, 'healthy'))
    expect(await tenantsAt(again, startMs + 2 * hourMs)).toEqual([['acme', 'healthy', 0]])
    expect(await value(again.extent())).toEqual({ firstMs: startMs, lastMs: startMs, begunAnewAtMs: startMs })
  })

  it('is still there after the file was closed and opened', async () => {
    const file = newFile()
    const first = await openAt(file)
    await add(first.history, watched(startMs, true), health('acme', startMs, 'watch'))
    await first.close()
    expect(await tenantsAt((await openAt(file)).history, startMs)).toEqual([['acme', 'watch', 0]])
  })

  it('begins with an empty file where the source’s time always begins anew', async () => {
    const file = newFile()
    const first = await openAt(file)
    await add(first.history, health('acme', startMs, 'watch'))
    await first.close()
    expect(await tenantsAt((await openAt(file, { anew: true })).history, startMs)).toEqual([])
  })

  it('sets a damaged file aside under a dated name, and begins a new one', async () => {
    const file = newFile()
    const first = await openAt(file)
    await add(first.history, health('acme', startMs, 'watch'))
    await first.close()
    writeFileSync(file, Buffer.alloc(16_384, 'no database at all'))
    const again = await openAt(file)
    expect(again.setAside).toBe(`${file}.damaged-2026-03-02T06-00-00-000Z`)
    expect(readdirSync(path.dirname(file))).toContain('history.sqlite.damaged-2026-03-02T06-00-00-000Z')
    expect(await add(again.history, health('acme', startMs, 'watch'))).toBe(1)
  })

  it('says why when the folder cannot be used', async () => {
    const blocked = path.join(folder, `${flavour.replaceAll(' ', '-')}-blocked`)
    writeFileSync(blocked, 'a file where a folder should be')
    const opened = await open({ file: path.join(blocked, 'history.sqlite'), nowMs: startMs, timeMayBeginAnew: false })
    expect(opened).toMatchObject({ ok: false, error: { kind: 'storageFailed', message: expect.stringContaining('The watch goes on') as string } })
  })
})
