import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryOf } from '#shared/audit/read-entry'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { verifyBytes } from '#electron/audit/verify-bytes'
import { textOf } from '#electron/drill/tamper/sound-trail'
import { valueOf } from '../aws-adapter/value-of'
import { killedWriter } from '../killed-writer'
import { bundled } from '../history/bundled'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-audit-kill-'))
let writerFile = ''
let workerFile = ''
beforeAll(async () => {
  writerFile = await bundled('test/contract/audit/audit-writer.ts')
  workerFile = await bundled('electron/adapters/sqlite/worker.ts')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function verifiedTo(file: string): Promise<number> {
  const local = valueOf(openLocalAudit({ file, nowMs: 0 }))
  expect(local.setAside).toBeUndefined()
  const lines = valueOf(await local.audit.lines({ chain: 'desk-1', afterSeq: 0, limit: 100_000 }))
  await local.close()
  const { chains, wrong } = verifyBytes(Buffer.from(textOf(lines.map((line) => entryOf(line)!))), { anchors: [] })
  expect(wrong).toEqual([])
  return chains[0]?.toSeq ?? 0
}

describe.each([
  ['in the calling thread', () => '-'],
  ['in a worker', () => workerFile],
])('A console that is killed while it writes its audit trail %s', (name, worker) => {
  it('loses no entry that it was told is kept, and its chain goes on unbroken', async () => {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.sqlite`)
    for (const acknowledgements of [1, 7, 23, 4, 41]) {
      const last = await killedWriter([writerFile, file, worker()], acknowledgements, 0)
      expect(await verifiedTo(file)).toBeGreaterThanOrEqual(last)
    }
  })
})

describe('A console whose disk lost the end of the log', () => {
  it('goes on after the last whole entry', async () => {
    const file = path.join(folder, 'torn.sqlite')
    await killedWriter([writerFile, file, '-'], 9, 0)
    const log = `${file}-wal`
    truncateSync(log, Math.max(0, statSync(log).size - 3_000))
    const kept = await verifiedTo(file)
    expect(kept).toBeGreaterThan(0)
    const last = await killedWriter([writerFile, file, '-'], 3, 0)
    expect(last).toBeGreaterThan(kept)
    expect(await verifiedTo(file)).toBeGreaterThanOrEqual(last)
  })
})
