import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseSync } from '@photostructure/sqlite'
import { openLocalDatabase } from '#electron/adapters/sqlite/local-database'
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

/** Writes from `first` on, is killed after some acknowledgements and a few more turns; returns the last row it acknowledged. */
async function writeUntilKilled(file: string, first: number, worker: string, acknowledgements: number): Promise<number> {
  const writer = spawn(process.execPath, [writerFile, file, String(first), worker], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(writer, 'exit')
  let last = first - 1
  let seen = 0
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(/^acknowledged (\d+)$/.exec(line)?.[1] ?? last)
    seen += 1
    if (seen === acknowledgements) writer.kill('SIGKILL')
  }
  const [, signal] = (await ended) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  return last
}

describe.each([
  ['in the calling thread', () => '-'],
  ['in a worker', () => workerFile],
])('A process that is killed while it writes history %s', (name, worker) => {
  it('loses no row that it acknowledged, and doubles none', async () => {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.sqlite`)
    const acknowledged: number[] = []
    let first = 0
    for (const acknowledgements of [1, 7, 23, 4, 61, 12]) {
      const last = await writeUntilKilled(file, first, worker(), acknowledgements)
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
