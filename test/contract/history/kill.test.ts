import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseSync } from '@photostructure/sqlite'
import { openLocalDatabase } from '#electron/adapters/sqlite/local-database'
import { killedWriter } from '../killed-writer'
import { bundled } from './bundled'
import { startMs } from './items'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-kill-'))
let writerFile = ''
let workerFile = ''
beforeAll(async () => {
  writerFile = await bundled('test/contract/history/history-writer.ts')
  workerFile = await bundled('electron/adapters/sqlite/worker.ts')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each([
  ['in the calling thread', () => '-'],
  ['in a worker', () => workerFile],
])('A process that is killed while it writes history %s', (name, worker) => {
  it('loses no row that it acknowledged, and doubles none', async () => {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.sqlite`)
    const acknowledged: number[] = []
    let first = 0
    for (const acknowledgements of [1, 7, 23, 4, 61, 12]) {
      const last = await killedWriter([writerFile, file, String(first), worker()], acknowledgements, first - 1)
      for (let n = first; n <= last; n += 1) acknowledged.push(n)
      // What was written and not acknowledged is written again, as a console would that does not know.
      first = last + 1
      const opened = openLocalDatabase({ file, nowMs: startMs, timeMayBeginAnew: false })
      if (!opened.ok) throw new Error(opened.error.message)
      expect(opened.value.setAside).toBeUndefined()
      await opened.value.close()
      const db = new DatabaseSync(file)
      const rows = (db.prepare(`SELECT tenant FROM entry`).all() as { tenant: string }[]).map(({ tenant }) => Number(tenant.slice('tenant-'.length)))
      const spans = db.prepare('SELECT count(*) AS n FROM health_span').get() as { n: number }
      db.close()
      expect(acknowledged.filter((n) => !new Set(rows).has(n))).toEqual([])
      expect(new Set(rows).size).toBe(rows.length)
      expect(spans.n).toBe(rows.length)
      // Three rows a batch: none is there in part.
      expect(rows.length % 3).toBe(0)
    }
    expect(acknowledged.length).toBeGreaterThan(300)
  })
})
