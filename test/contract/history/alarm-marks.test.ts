import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDatabaseHost } from '#electron/adapters/sqlite/database-host'
import { openLocalDatabase, type LocalDatabase, type LocalDatabaseOptions } from '#electron/adapters/sqlite/local-database'
import type { AlarmMark } from '#shared/alarms/acknowledgement'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { dayMs } from '#shared/kernel/time'
import { bundled } from './bundled'
import { startMs, watched } from './items'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-marks-'))
let writerFile = ''
let workerFile = ''
beforeAll(async () => {
  writerFile = await bundled('test/contract/history/marks-writer.ts')
  workerFile = await bundled('electron/adapters/sqlite/worker.ts')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const mark = (n: number, over: Partial<AlarmMark> = {}): AlarmMark => ({ id: `mark-${n}`, alarm: 'cpu', stateUpdatedAtMs: startMs, kind: 'acknowledged', by: 'ana', atMs: startMs + n, ...over })

type Open = (options: LocalDatabaseOptions) => Promise<Result<LocalDatabase, AppError>>
describe.each<readonly [string, Open]>([
  ['in the calling thread', async (options) => openLocalDatabase(options)],
  ['in a worker', (options) => startDatabaseHost(workerFile, options)],
])('The marks of alarms %s', (flavour, open) => {
  const openAt = async (name: string, timeMayBeginAnew = false): Promise<LocalDatabase> => {
    const opened = await open({ file: path.join(folder, `${flavour.replaceAll(' ', '-')}-${name}.sqlite`), nowMs: startMs, timeMayBeginAnew })
    if (!opened.ok) throw new Error(opened.error.message)
    return opened.value
  }
  const idsOf = async ({ marks }: LocalDatabase, ...alarms: readonly string[]) => {
    const found = await marks.of(alarms)
    return found.ok ? found.value.map(({ id }) => id) : found.error
  }

  it('come back whole after a restart, those of the alarms asked for, in their order; one told twice is kept once', async () => {
    const first = await openAt('restart')
    for (const each of [mark(2, { note: 'on it' }), mark(1), mark(3, { alarm: "o'clock" }), mark(4, { alarm: 'other' }), mark(2)]) expect(await first.marks.add(each)).toEqual({ ok: true, value: null })
    await first.close()
    const second = await openAt('restart')
    expect(await second.marks.of(['cpu'])).toEqual({ ok: true, value: [mark(1), mark(2, { note: 'on it' })] })
    expect(await idsOf(second, 'cpu', "o'clock")).toEqual(['mark-1', 'mark-2', 'mark-3'])
    expect(await idsOf(second)).toEqual([])
    await second.close()
  })

  it('are forgotten after thirteen months, and when a training fleet’s time begins anew', async () => {
    const database = await openAt('forgotten', true)
    await database.history.append([watched(startMs, true)])
    await database.marks.add(mark(1))
    await database.history.prune(startMs + 390 * dayMs)
    expect(await idsOf(database, 'cpu')).toEqual(['mark-1'])
    await database.history.prune(startMs + 400 * dayMs)
    expect(await idsOf(database, 'cpu')).toEqual([])
    await database.history.append([watched(startMs, true)])
    await database.marks.add(mark(2))
    await database.history.append([watched(startMs - dayMs, true)])
    expect(await idsOf(database, 'cpu')).toEqual([])
    await database.close()
  })
})

describe.each([
  ['in the calling thread', () => '-'],
  ['in a worker', () => workerFile],
])('A process that is killed while it keeps marks %s', (name, worker) => {
  it('loses no mark that it acknowledged', async () => {
    const file = path.join(folder, `killed-${name.replaceAll(' ', '-')}.sqlite`)
    for (const acknowledgements of [3, 41, 17]) {
      const writer = spawn(process.execPath, [writerFile, file, worker()], { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = once(writer, 'exit')
      const acknowledged: string[] = []
      for await (const line of createInterface({ input: writer.stdout })) {
        acknowledged.push(line)
        if (acknowledged.length === acknowledgements) writer.kill('SIGKILL')
      }
      expect(await ended).toEqual([null, 'SIGKILL'])
      const opened = openLocalDatabase({ file, nowMs: startMs, timeMayBeginAnew: false })
      if (!opened.ok) throw new Error(opened.error.message)
      expect(opened.value.setAside).toBeUndefined()
      const kept = await opened.value.marks.of(['cpu'])
      const ids = new Set(kept.ok ? kept.value.map(({ id }) => id) : [])
      expect(acknowledged.length).toBeGreaterThanOrEqual(acknowledgements)
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
      await opened.value.close()
    }
  })
})
