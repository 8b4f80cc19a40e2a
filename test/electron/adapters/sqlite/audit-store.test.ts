import { DatabaseSync } from '@photostructure/sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuditBody } from '#shared/audit/entry'
import { entryOf } from '#shared/audit/read-entry'
import { emptyChain, lineOf, seal } from '#shared/audit/seal'
import { openLocalAudit, type LocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { hashNow } from '#electron/adapters/system/digest'
import { verifyBytes } from '#electron/audit/verify-bytes'
import { verifyChains } from '#electron/audit/verify-chains'
import { textOf } from '#electron/drill/tamper/sound-trail'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-audit-'))
  file = path.join(folder, 'audit.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const body = (id: string, over: Partial<AuditBody> = {}): AuditBody => ({ id, kind: 'note', atMs: 1_000, skewMs: 0, who: { person: 'ana' }, console: { machine: 'night-desk', surface: 'window' }, what: 'support.end', words: `Deed ${id}.`, correlation: id, outcome: { kind: 'done' }, ...over })

function open(): LocalAudit {
  const opened = openLocalAudit({ file, nowMs: 0 })
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

async function begun(...bodies: readonly AuditBody[]): Promise<LocalAudit> {
  const local = open()
  await local.audit.begin({ chain: 'night-desk-1', body: body('genesis', { kind: 'genesis', what: 'audit.begun' }) })
  if (bodies.length > 0) await local.audit.append(bodies)
  return local
}

/** Somebody with another program, who knows what to take away first. */
async function behindItsBack(sql: string): Promise<void> {
  const db = new DatabaseSync(file)
  db.exec('DROP TRIGGER entry_is_not_changed; DROP TRIGGER entry_is_not_deleted;')
  db.exec(sql)
  db.close()
}

const verified = async ({ audit }: LocalAudit, chain = 'night-desk-1') => {
  const stretch = await audit.verify({ after: emptyChain(chain), limit: 1_000 })
  if (!stretch.ok) throw new Error(stretch.error.message)
  return stretch.value
}

describe('The audit trail’s file', () => {
  it('goes on with its chain when it is opened again, and what it keeps verifies by itself', async () => {
    const first = await begun(body('a'), body('b'))
    await first.close()
    const second = await begun(body('c'))
    expect(await second.audit.begin({ chain: 'another', body: body('x', { kind: 'genesis' }) })).toMatchObject({ ok: true, value: { isNew: false, head: { chain: 'night-desk-1', seq: 4 } } })
    const lines = await second.audit.lines({ chain: 'night-desk-1', afterSeq: 0, limit: 10 })
    const text = textOf(lines.ok ? lines.value.map((line) => entryOf(line)!) : [])
    expect(verifyBytes(new TextEncoder().encode(text), { anchors: [] })).toMatchObject({ wrong: [], chains: [{ fromSeq: 1, toSeq: 4 }] })
    expect(await verified(second)).toMatchObject({ isEnd: true, head: { seq: 4 } })
    await second.close()
  })

  it('is shared by the window and a command of the same computer: each takes the next number', async () => {
    const window = await begun()
    const command = await begun()
    await Promise.all(['a', 'b', 'c'].flatMap((id) => [window.audit.append([body(`window-${id}`)]), command.audit.append([body(`command-${id}`)])]))
    expect(await verified(window)).toMatchObject({ isEnd: true, head: { seq: 7 } })
    await window.close()
    await command.close()
  })

  it('knows a tail that was cut off by what it gave the desk, also when it grew again', async () => {
    const first = await begun(body('a'), body('b'), body('c'))
    await first.audit.copied({ seq: 4 })
    await first.close()
    await behindItsBack('DELETE FROM entry WHERE seq >= 3')
    const cut = open()
    expect(await verified(cut)).toMatchObject({ isEnd: true, head: { seq: 2 }, wrong: { kind: 'missing', fromSeq: 3, toSeq: 4 } })
    await cut.audit.append([body('x'), body('y'), body('z')])
    expect(await verified(cut)).toMatchObject({ isEnd: true, wrong: { kind: 'fork', toSeq: 4 } })
    await cut.close()
  })

  it('knows its own chain when every entry of it was taken out', async () => {
    const first = await begun(body('a'))
    await first.close()
    await behindItsBack('DELETE FROM entry')
    const emptied = open()
    expect(await emptied.audit.chains(null)).toMatchObject({ ok: true, value: [{ chain: 'night-desk-1', isOwn: true, lastSeq: 0 }] })
    expect(await verified(emptied)).toMatchObject({ isEnd: true, wrong: { kind: 'missing', fromSeq: 1 } })
    await emptied.close()
  })

  it.each(['UPDATE entry SET line = line', 'DELETE FROM entry', 'UPDATE own SET chain = 1', 'DELETE FROM own'])('refuses %s', async (sql) => {
    const local = await begun(body('a'))
    const db = new DatabaseSync(file)
    expect(() => db.exec(sql)).toThrow(/never|keeps/)
    db.close()
    await local.close()
  })

  it.each([
    ['a line', "UPDATE entry SET line = replace(line, 'Deed b', 'Deed x') WHERE seq = 3", 3],
    ['what a line is found by', "UPDATE entry SET person = 'grace' WHERE seq = 3", 3],
    ['an entry that is gone', 'DELETE FROM entry WHERE seq = 3', 3],
    ['the beginning', 'DELETE FROM entry WHERE seq = 1', 1],
    ['an order', 'UPDATE entry SET seq = 99 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 3; UPDATE entry SET seq = 3 WHERE seq = 99', 2],
  ])('shows where somebody changed %s', async (_what, sql, seq) => {
    const local = await begun(body('a'), body('b'), body('c'))
    await behindItsBack(sql)
    const { wrong, head } = await verified(local)
    expect(wrong).toMatchObject({ fromSeq: seq })
    expect(head.seq).toBe(seq - 1)
    await local.close()
  })

  it('shows that its end was cut off once an anchor was laid for it', async () => {
    const local = await begun(body('a'), body('b'))
    const { head } = await verified(local)
    await local.audit.anchored({ ...head, atMs: 5 })
    await behindItsBack('DELETE FROM entry WHERE seq = 3')
    expect((await verified(local)).wrong).toMatchObject({ kind: 'missing', fromSeq: 3, toSeq: 3 })
    await local.close()
  })

  it('is not moved by whoever only reads, and once set aside it is named until it is taken away', async () => {
    const { existsSync, writeFileSync } = await import('node:fs')
    writeFileSync(file, 'this is no database, whatever it was before'.repeat(100))
    expect(openLocalAudit({ file, nowMs: 0, isReading: true })).toMatchObject({ ok: false, error: { kind: 'invalidFile' } })
    expect(existsSync(file)).toBe(true)
    const first = open()
    const { setAside } = first
    await first.close()
    const second = open()
    expect(second.setAside).toBe(setAside)
    await second.close()
    rmSync(setAside!)
    const third = open()
    expect(third.setAside).toBeUndefined()
    await third.close()
  })

  it('sets a damaged file aside and begins a new chain', async () => {
    const local = await begun(body('a'))
    await local.close()
    const { writeFileSync } = await import('node:fs')
    writeFileSync(file, 'this is no database, whatever it was before'.repeat(100))
    const again = open()
    expect(again.setAside).toMatch(/damaged/)
    expect(await again.audit.begin({ chain: 'night-desk-2', body: body('g', { kind: 'genesis' }) })).toMatchObject({ ok: true, value: { isNew: true } })
    await again.close()
  })
})

describe('Entries', () => {
  it('are found by tenant, person, kind, words, subject and time, newest first, an intent with its outcome', async () => {
    const local = await begun(
      body('i', { kind: 'intent', atMs: 2_000, tenants: ['acme', 'kauri'], about: { kind: 'grant', id: 'g-1' } }),
      body('o', { kind: 'outcome', atMs: 3_000, of: 'i', outcome: { kind: 'failed', words: 'AWS did not answer.' } }),
      body('n', { atMs: 4_000, who: { person: 'grace' }, what: 'maintenance.start', words: '100% sure' }),
    )
    const ids = async (query: object): Promise<readonly string[]> => {
      const page = await local.audit.search({ limit: 10, ...query })
      return page.ok ? page.value.rows.map(({ entry }) => entry.body!.id) : []
    }
    expect(await ids({})).toEqual(['n', 'i', 'genesis'])
    expect(await ids({ tenant: 'acme' })).toEqual(['i'])
    expect(await ids({ tenant: 'acm' })).toEqual([])
    expect(await ids({ person: 'GRA' })).toEqual(['n'])
    expect(await ids({ what: 'support' })).toEqual(['i'])
    expect(await ids({ words: '100%' })).toEqual(['n'])
    expect(await ids({ words: '1%0' })).toEqual([])
    expect(await ids({ about: { kind: 'grant', id: 'g-1' } })).toEqual(['i'])
    expect(await ids({ onlyTroubles: true })).toEqual(['i'])
    expect(await ids({ fromMs: 2_000, toMs: 4_000 })).toEqual(['i'])
    const first = await local.audit.search({ limit: 1 })
    expect(first).toMatchObject({ ok: true, value: { more: true } })
    expect(await ids({ before: { atMs: 4_000, chain: 'night-desk-1', seq: 4 } })).toEqual(['i', 'genesis'])
    const page = await local.audit.search({ limit: 10, tenant: 'acme' })
    expect(page.ok && page.value.rows[0]?.outcome?.body?.outcome).toEqual({ kind: 'failed', words: 'AWS did not answer.' })
    expect(await local.audit.openIntents({ limit: 5 })).toEqual({ ok: true, value: [] })
    await local.close()
  })

  it('of another console are taken only when they follow what is known of its chain', async () => {
    const local = await begun()
    const genesis = seal(body('g2', { kind: 'genesis', console: { machine: 'day-desk', surface: 'window' } }), emptyChain('day-desk-1'), hashNow)
    const next = seal(body('d'), { chain: 'day-desk-1', seq: 1, hash: genesis.hash }, hashNow)
    const forged = seal(body('f'), { chain: 'day-desk-1', seq: 2, hash: genesis.hash }, hashNow)
    expect(await local.audit.learn([next])).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    expect(await local.audit.learn([genesis, next])).toEqual({ ok: true, value: null })
    expect(await local.audit.learn([genesis, next])).toEqual({ ok: true, value: null })
    expect(await local.audit.learn([forged])).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    expect(await verified(local, 'day-desk-1')).toMatchObject({ isEnd: true, head: { seq: 2 } })
    expect(await local.audit.chains(null)).toMatchObject({ ok: true, value: [{ chain: 'day-desk-1', isOwn: false, lastSeq: 2 }, { chain: 'night-desk-1', isOwn: true }] })
    expect(entryOf(lineOf(next))).toEqual(next)
    await local.close()
  })
})

describe('Verifying a chain a stretch at a time', () => {
  it.each([499, 500, 501, 1_000, 1_001])('meets the anchor at entry %i, wherever a stretch ends', async (seq) => {
    const local = await begun(...Array.from({ length: 1_000 }, (_, at) => body(`e-${at}`)))
    await local.audit.anchored({ chain: 'night-desk-1', seq, hash: 'f'.repeat(64), atMs: 1 })
    const found = await verifyChains(local.audit, () => 0, new AbortController().signal)
    expect(found).toMatchObject({ ok: true, value: [{ toSeq: seq - 1, wrong: { kind: 'anchor', toSeq: seq } }] })
    await local.close()
  })
})
