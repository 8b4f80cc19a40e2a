import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createDeskTables } from '#electron/adapters/sqlite/desk/create-desk-tables'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { deskMigrations } from '#electron/adapters/sqlite/desk/migrations/index'
import { openDatabase } from '#electron/adapters/sqlite/open-database'
import { deskWords } from '#electron/adapters/sqlite/sqlite-error'
import { valueOf } from '../aws-adapter/value-of'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-desk-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const kind = { migrations: deskMigrations, words: deskWords }

describe('The file of a desk', () => {
  it('that has no room left says so, keeps what was acknowledged, and goes on when there is room again', async () => {
    const file = path.join(folder, 'full.sqlite')
    const { db } = valueOf(openDatabase({ file, nowMs: 0 }, kind))
    const desk = createDeskTables({ db, file })
    // SQLite's own limit answers with the same code as a disk without room.
    db.exec('PRAGMA max_page_count = 60')
    let last = 0
    let refused = await desk.append({ journal: 'run', after: 0, events: ['x'.repeat(3_000)], writeId: 'w0' })
    while (refused.ok) {
      last = refused.value.last
      refused = await desk.append({ journal: 'run', after: last, events: ['x'.repeat(3_000), 'y'], writeId: `w${last}` })
    }
    expect(refused.error).toMatchObject({ kind: 'storageFailed', code: 'SQLITE_13', message: 'The disk is full: the desk’s store cannot be written. Make room on it. Nothing was written; the watch goes on.' })
    expect(last).toBeGreaterThan(10)
    expect(valueOf(await desk.journal({ journal: 'run', after: 0 })).events).toHaveLength(last)
    db.exec('PRAGMA max_page_count = 6000')
    expect(valueOf(await desk.append({ journal: 'run', after: last, events: ['z'], writeId: `w${last}` }))).toEqual({ last: last + 1 })
    db.close()
  })

  it('that is damaged is set aside under a dated name, and a new one begun', async () => {
    const file = path.join(folder, 'damaged.sqlite')
    const nowMs = Date.parse('2026-11-22T08:00:00Z')
    const first = valueOf(openLocalDesk({ file, nowMs }))
    valueOf(await first.desk.put({ kind: 'plan', id: 'one', expected: 0, body: 1, writeId: 'w' }))
    await first.close()
    writeFileSync(file, 'not a database any more'.repeat(1_000))
    const second = valueOf(openLocalDesk({ file, nowMs }))
    expect(second.setAside).toBe(`${file}.damaged-2026-11-22T08-00-00-000Z`)
    expect(readdirSync(folder)).toContain(path.basename(second.setAside ?? ''))
    expect(valueOf(await second.desk.record({ kind: 'plan', id: 'one' }))).toBeUndefined()
    await second.close()
  })

  it('of a newer Watchfloor is left alone', () => {
    const file = path.join(folder, 'newer.sqlite')
    const { db } = valueOf(openDatabase({ file, nowMs: 0 }, kind))
    db.exec('PRAGMA user_version = 999')
    db.close()
    expect(openLocalDesk({ file, nowMs: 0 })).toMatchObject({ ok: false, error: { kind: 'storageFailed', message: 'The desk’s store was written by a newer Watchfloor: this one leaves it alone. Update Watchfloor.' } })
  })

  it('keeps the last copy of each answer, also of nothing', async () => {
    const local = valueOf(openLocalDesk({ file: ':memory:', nowMs: 0 }))
    expect(valueOf(await local.copies.last({ question: 'q' }))).toBeUndefined()
    valueOf(await local.copies.keep({ question: 'q', answer: { a: [1] }, asOfMs: 5 }))
    valueOf(await local.copies.keep({ question: 'none', answer: undefined, asOfMs: 6 }))
    valueOf(await local.copies.keep({ question: 'q', answer: { a: [2] }, asOfMs: 7 }))
    expect(valueOf(await local.copies.last({ question: 'q' }))).toEqual({ answer: { a: [2] }, asOfMs: 7 })
    expect(valueOf(await local.copies.last({ question: 'none' }))).toEqual({ answer: null, asOfMs: 6 })
    await local.close()
  })
})
