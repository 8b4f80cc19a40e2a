import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createHistoryStore } from '#electron/adapters/sqlite/history/history-store'
import { openDatabase } from '#electron/adapters/sqlite/open-database'
import { finding, health, startMs } from './items'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-full-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('A history that has no room left', () => {
  it('says so in words, keeps what was acknowledged, and goes on when there is room again', async () => {
    const file = path.join(folder, 'history.sqlite')
    const opened = openDatabase({ file, nowMs: startMs })
    if (!opened.ok) throw new Error(opened.error.message)
    const { db } = opened.value
    const store = createHistoryStore({ db, file, timeMayBeginAnew: false })
    // SQLite's own limit answers with the same code as a disk without room.
    db.exec('PRAGMA max_page_count = 60')
    let acknowledged = 0
    let refused = await store.append([health('tenant-0', startMs, 'watch')])
    for (let n = 1; refused.ok; n += 1) {
      acknowledged += 1
      refused = await store.append([health(`tenant-${n}`, startMs + n, 'watch'), finding(`tenant-${n}`, startMs + n, 'opened')])
    }
    expect(refused.error).toMatchObject({ kind: 'storageFailed', code: 'SQLITE_13', message: expect.stringContaining('The disk is full') as string })
    expect(acknowledged).toBeGreaterThan(10)
    const then = await store.fleetAt({ atMs: startMs + 10_000 })
    expect(then.ok && then.value.tenants.length).toBe(acknowledged)
    db.exec('PRAGMA max_page_count = 6000')
    expect(await store.append([health('tenant-last', startMs + 20_000, 'watch')])).toEqual({ ok: true, value: { kept: 1 } })
    db.close()
  })
})

describe('A history of a newer Watchfloor', () => {
  it('is left alone', () => {
    const file = path.join(folder, 'newer.sqlite')
    const first = openDatabase({ file, nowMs: startMs })
    if (!first.ok) throw new Error(first.error.message)
    first.value.db.exec('PRAGMA user_version = 999')
    first.value.db.close()
    expect(openDatabase({ file, nowMs: startMs })).toMatchObject({ ok: false, error: { kind: 'storageFailed', message: expect.stringContaining('newer Watchfloor') as string } })
  })
})
