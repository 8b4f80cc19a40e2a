import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { valueOf } from '../aws-adapter/value-of'
import { killedWriter } from '../killed-writer'
import { bundled } from '../history/bundled'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-desk-kill-'))
let writerFile = ''
let workerFile = ''
beforeAll(async () => {
  writerFile = await bundled('test/contract/desk-store/desk-writer.ts')
  workerFile = await bundled('electron/adapters/sqlite/worker.ts')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each([
  ['in the calling thread', () => '-'],
  ['in a worker', () => workerFile],
])('A process that is killed while it writes to the desk %s', (name, worker) => {
  it('loses nothing that it acknowledged, leaves no gap, and nothing in part', async () => {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.sqlite`)
    let kept = 0
    let acknowledged = 0
    for (const acknowledgements of [1, 7, 23, 4, 61, 12]) {
      const last = await killedWriter([writerFile, file, String(kept), worker()], acknowledgements, kept)
      acknowledged += last - kept
      const local = valueOf(openLocalDesk({ file, nowMs: 0 }))
      expect(local.setAside).toBeUndefined()
      const seqs = valueOf(await local.desk.journal({ journal: 'one', after: 0, limit: 100_000 })).events.map(({ seq, body }) => [seq, (body as { n: number }).n])
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, n) => [n + 1, n + 1]))
      expect(seqs.length).toBeGreaterThanOrEqual(last)
      expect(seqs.length % 3).toBe(0)
      const record = valueOf(await local.desk.record({ kind: 'run', id: 'one' }))
      expect((record?.body as { last: number }).last).toBeGreaterThanOrEqual(last)
      expect((record?.body as { last: number }).last).toBe(3 * (record?.version ?? 0))
      // An event that was kept and not acknowledged is there to be found by who goes on; the record is set again with its write.
      kept = seqs.length
      if (record !== undefined && 3 * record.version < kept) valueOf(await local.desk.put({ kind: 'run', id: 'one', expected: record.version, body: { last: kept }, writeId: `w${kept - 3}` }))
      await local.close()
    }
    expect(acknowledged).toBeGreaterThan(300)
  })
})
