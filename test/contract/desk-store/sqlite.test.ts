import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { startDeskHost } from '#electron/adapters/sqlite/desk/desk-host'
import { openLocalDesk, type LocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import type { DatabaseFile } from '#electron/adapters/sqlite/open-database'
import { realClock } from '#electron/adapters/system/real-time'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { valueOf } from '../aws-adapter/value-of'
import { bundled } from '../history/bundled'
import { describeDeskStore } from './suite'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-desk-'))
const opened: LocalDesk[] = []
let workerFile = ''
beforeAll(async () => {
  workerFile = await bundled('electron/adapters/sqlite/worker.ts')
})
afterAll(async () => {
  await Promise.all(opened.map((desk) => desk.close()))
  rmSync(folder, { recursive: true, force: true })
})

type Open = (options: DatabaseFile) => Promise<Result<LocalDesk, AppError>>
describe.each<readonly [string, Open]>([
  ['SQLite, in the calling thread', async (options) => openLocalDesk(options)],
  ['SQLite, each console with a worker', (options) => startDeskHost(workerFile, options)],
])('%s', (name, open) => {
  describeDeskStore(name, () => ({
    console: async (person) => {
      const desk = valueOf(await open({ file: path.join(folder, `${name.length}.sqlite`), nowMs: realClock.nowMs() }))
      opened.push(desk)
      return createSqliteDeskStore({ desk: desk.desk, clock: realClock, person: async () => ok(person) })
    },
  }))
})
