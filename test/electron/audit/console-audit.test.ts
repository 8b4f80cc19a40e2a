import { afterEach, describe, expect, it } from 'vitest'
import { anchorText } from '#shared/audit/anchor'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { dayMs } from '#shared/kernel/time'
import { openLocalAudit, type LocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { anchorLockDays, layAnchor, wantsAnchor } from '#electron/audit/anchoring'
import { createAuditOffice } from '#electron/audit/audit-office'
import { paperFiles } from '#electron/audit/pack/write-paper'
import { createConsoleAudit } from '#electron/audit/console-audit'
import { silentLogger } from '#electron/adapters/system/logger'
import { auditedRuns } from '#electron/audit/audited-runs'
import { compareWithDesk, copyToDesk, learnFromDesk } from '#electron/audit/desk-copies'
import type { LockedDocument, LockedObjectOperator } from '#electron/ports/operator/objects'
import { rememberingTrail } from '#test/fakes/remembering-trail'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const entry = (id: string, kind: 'genesis' | 'note', atMs: number) => ({ id, kind, atMs, skewMs: 0, who: { person: 'ana' }, console: { machine: 'night-desk', surface: 'window' }, what: 'x', words: 'x', correlation: id }) as const

async function consoleOf(chain: string): Promise<LocalAudit> {
  const local = openLocalAudit({ file: ':memory:', nowMs: 0 })
  if (!local.ok) throw new Error(local.error.message)
  open.push(local.value)
  await local.value.audit.begin({ chain, body: entry(`${chain}-genesis`, 'genesis', 0) })
  return local.value
}

function deskStore() {
  const local = openLocalDesk({ file: ':memory:', nowMs: 0 })
  if (!local.ok) throw new Error(local.error.message)
  open.push(local.value)
  return createSqliteDeskStore({ desk: local.value.desk, clock: { nowMs: () => 0 }, person: async () => ok('ana') })
}

const never = new AbortController().signal
const ownOf = async ({ audit }: LocalAudit) => {
  const chains = await audit.chains(null)
  return chains.ok ? chains.value.find(({ isOwn }) => isOwn)! : undefined!
}

describe('Consoles of a desk', () => {
  it('show each other what they wrote down, later when the store was away, and each entry once', async () => {
    const [night, day, desk] = [await consoleOf('night-1'), await consoleOf('day-1'), deskStore()]
    await night.audit.append([entry('a', 'note', 1_000), entry('b', 'note', 3 * dayMs)])
    let isAway = true
    const flaky: typeof desk = { ...desk, say: async (statement) => (isAway ? err(appError('offline', 'The store is away.')) : desk.say(statement)) }
    expect(await copyToDesk({ audit: night.audit, desk: flaky }, await ownOf(night), never)).toMatchObject({ ok: false, error: { kind: 'offline' } })
    isAway = false
    for (let again = 0; again < 2; again += 1) {
      expect(await copyToDesk({ audit: night.audit, desk: flaky }, await ownOf(night), never)).toEqual({ ok: true, value: null })
      expect(await learnFromDesk({ audit: day.audit, desk }, 4 * dayMs, never)).toEqual({ ok: true, value: { learnt: again === 0 ? 3 : 0 } })
    }
    const [theirs, ours] = await Promise.all([day.audit.lines({ chain: 'night-1', afterSeq: 0, limit: 9 }), night.audit.lines({ chain: 'night-1', afterSeq: 0, limit: 9 })])
    expect(theirs).toEqual(ours)
    await night.audit.append([entry('c', 'note', 4 * dayMs)])
    await copyToDesk({ audit: night.audit, desk }, await ownOf(night), never)
    expect(await learnFromDesk({ audit: day.audit, desk }, 4 * dayMs, never)).toEqual({ ok: true, value: { learnt: 1 } })
  })

  it('write down each line of a run where it is added, with what failed', async () => {
    const { trail, deeds } = rememberingTrail()
    const store = auditedRuns(deskStore(), trail)
    await store.append({ journal: 'run:w-1', after: 0, events: [{ kind: 'started', effect: 'snapshot:db-1', atMs: 1 }], writeId: 'one' })
    await store.append({ journal: 'run:w-1', after: 1, events: [{ kind: 'failed', effect: 'snapshot:db-1', atMs: 2, message: 'No room.', again: 'never' }], writeId: 'two' })
    await store.append({ journal: 'run:w-1', after: 0, events: [{ kind: 'cancelled', by: 'ana', atMs: 3 }], writeId: 'three' })
    await store.append({ journal: 'memory:w-1', after: 0, events: [{ kind: 'cancelled', by: 'ana', atMs: 3 }], writeId: 'four' })
    expect(deeds.map(({ deed, outcome }) => [deed.words, deed.about?.id, outcome?.kind])).toEqual([['Begins snapshot:db-1.', 'w-1', 'done'], ['snapshot:db-1 failed.', 'w-1', 'failed']])
  })
})

describe('A chain whose end was cut off', () => {
  const cutDown = async (desk: ReturnType<typeof deskStore>, ...anew: readonly string[]) => {
    const whole = await consoleOf('night-1')
    await whole.audit.append([entry('a', 'note', 1_000), entry('b', 'note', 2_000), entry('c', 'note', 3_000)])
    await copyToDesk({ audit: whole.audit, desk }, await ownOf(whole), never)
    const cut = await consoleOf('night-1')
    await cut.audit.append([entry('a', 'note', 1_000), ...anew.map((id) => entry(id, 'note', 5_000))])
    return cut
  }

  it('is found by the desk’s copies, also when this computer forgot that it made them', async () => {
    const desk = deskStore()
    const cut = await cutDown(desk)
    expect(await compareWithDesk({ audit: cut.audit, desk }, await ownOf(cut), 4_000, never)).toMatchObject({ ok: true, value: { kind: 'missing', fromSeq: 3, toSeq: 4 } })
    const office = createAuditOffice({ audit: cut.audit, files: paperFiles(cut.audit), nowMs: () => 4_000, isAnchored: false, troubles: () => ({}), signal: never, compare: (own) => compareWithDesk({ audit: cut.audit, desk }, own, 4_000, never), verified: () => undefined })
    expect(await office.verify()).toMatchObject({ ok: true, value: { chains: [{ chain: 'night-1', wrong: { kind: 'missing', fromSeq: 3 } }] } })
  })

  it('and grew again is a fork: it is not taken for copied, and is told where', async () => {
    const desk = deskStore()
    const forked = await cutDown(desk, 'x', 'y', 'z')
    expect(await copyToDesk({ audit: forked.audit, desk }, await ownOf(forked), never)).toMatchObject({ ok: false, error: { kind: 'conflict', at: 'night-1/3' } })
    expect(await ownOf(forked)).toMatchObject({ copiedSeq: 0 })
    expect(await compareWithDesk({ audit: forked.audit, desk }, await ownOf(forked), 9_000, never)).toMatchObject({ ok: true, value: { kind: 'fork', fromSeq: 3, toSeq: 3 } })
  })

  it('is as others have it when nothing was cut', async () => {
    const desk = deskStore()
    const whole = await consoleOf('night-1')
    await whole.audit.append([entry('a', 'note', 1_000)])
    await copyToDesk({ audit: whole.audit, desk }, await ownOf(whole), never)
    expect(await compareWithDesk({ audit: whole.audit, desk }, await ownOf(whole), 9_000, never)).toEqual({ ok: true, value: undefined })
  })
})

describe('A computer whose trail is gone', () => {
  it('begins anew, and says that the desk knows an earlier one of it', async () => {
    const desk = deskStore()
    for (const chain of ['lost-1', 'found-1']) await desk.put({ kind: 'audit-chain', id: chain, expected: 0, body: { machine: chain === 'lost-1' ? 'night-desk' : 'day-desk', sinceMs: 0 }, writeId: chain })
    const local = openLocalAudit({ file: ':memory:', nowMs: 0 })
    if (!local.ok) throw new Error(local.error.message)
    open.push(local.value)
    const audit = createConsoleAudit({
      open: async () => ok({ ...local.value, close: async () => undefined }),
      who: () => ({ person: 'ana' }),
      time: () => ({ atMs: 0, skewMs: 0 }),
      console: { machine: 'night-desk', surface: 'command' },
      ids: { next: () => 'id-1' },
      timers: { after: () => () => undefined, sleep: async () => undefined },
      logger: silentLogger,
      desk,
      changed: () => undefined,
    })
    await audit.trail.note({ what: 'x', words: 'x', outcome: { kind: 'done' } })
    await audit.stop()
    const [first] = await local.value.audit.lines({ chain: 'night-desk-id1', afterSeq: 0, limit: 1 }).then((lines) => (lines.ok ? lines.value : []))
    expect(JSON.parse(first!)).toMatchObject({ body: { words: 'The audit trail of night-desk begins anew, and the desk knows an earlier one of it: lost-1. Its file is gone from here, or it lies elsewhere on this computer.', input: { earlier: ['lost-1'] } } })
  })
})

describe('A record of a chain', () => {
  it.each([0, -9e15, 1e300, 'never'])('that says it began at %s and does not keeps nobody busy', async (sinceMs) => {
    const [day, desk] = [await consoleOf('day-1'), deskStore()]
    await desk.put({ kind: 'audit-chain', id: 'forged-1', expected: 0, body: { machine: 'x', sinceMs }, writeId: 'forged' })
    let reads = 0
    const counted: typeof desk = { ...desk, said: async (about) => ((reads += 1), desk.said(about)) }
    expect(await learnFromDesk({ audit: day.audit, desk: counted }, 20_000 * dayMs, never)).toEqual({ ok: true, value: { learnt: 0 } })
    expect(reads).toBeLessThan(5)
  })
})

describe('An anchor', () => {
  const head = { chain: 'night-1', seq: 7, hash: 'a'.repeat(64) }
  const config = { bucket: 'anchors', prefix: 'p/', account: '111122223333', region: 'eu-west-1' }
  const hashAt = async (seq: number) => (seq <= 7 ? 'a'.repeat(64) : undefined)

  function bucket({ mode = 'COMPLIANCE', days = anchorLockDays, isLost = false, there = undefined as string | undefined } = {}) {
    const documents = new Map<string, LockedDocument>()
    if (there !== undefined) documents.set('p/night-1/1970-01-02.json', { versionId: '1', body: there, lock: { mode, untilMs: dayMs + days * dayMs } })
    const done = <T>(value: T) => ok({ value, dateMs: 0 })
    const locked: LockedObjectOperator = {
      putLocked: async (_call, { key, body }, untilMs) => {
        if (documents.has(key)) return err({ why: 'conflict', error: appError('conflict', 'There is one.') })
        documents.set(key, { versionId: '1', body, lock: { mode, untilMs: untilMs - (anchorLockDays - days) * dayMs } })
        return isLost ? err({ why: 'unknown', error: appError('timeout', 'No answer.') }) : done({ versionId: '1' })
      },
      getLocked: async (_call, _bucket, key) => {
        const document = documents.get(key)
        return document === undefined ? err({ why: 'gone', error: appError('notFound', 'There is none.') }) : done(document)
      },
      keys: async () => done([...documents.keys()]),
    }
    return locked
  }
  const lay = (locked: LockedObjectOperator) => layAnchor({ config, locked, signal: never }, head, dayMs, hashAt)

  it('is laid, read back and locked, also when its answer was lost', async () => {
    expect(await lay(bucket())).toEqual({ ok: true, value: { ...head, atMs: dayMs } })
    expect(await lay(bucket({ isLost: true }))).toMatchObject({ ok: true })
  })

  it('that lies there for today counts when it is of this chain, and is a finding otherwise', async () => {
    expect(await lay(bucket({ there: anchorText({ ...head, seq: 3, atMs: dayMs }) }))).toMatchObject({ ok: true, value: { seq: 3 } })
    expect(await lay(bucket({ there: anchorText({ ...head, seq: 3, hash: 'b'.repeat(64), atMs: dayMs }) }))).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    expect(await lay(bucket({ there: 'something else' }))).toMatchObject({ ok: false })
  })

  it('that is not locked for as long as it should be is a finding', async () => {
    expect(await lay(bucket({ mode: 'GOVERNANCE' }))).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    expect(await lay(bucket({ days: 30 }))).toMatchObject({ ok: false })
  })

  it('is wanted once a day, and at the end of a day without one', () => {
    const last = { ...head, seq: 3, atMs: 10 * dayMs + dayMs / 2 }
    expect(wantsAnchor(undefined, head, 0)).toBe(true)
    expect(wantsAnchor(last, head, last.atMs + dayMs / 4)).toBe(false)
    expect(wantsAnchor(last, head, last.atMs + dayMs)).toBe(true)
    expect(wantsAnchor(last, head, last.atMs + dayMs * 0.6)).toBe(false)
    expect(wantsAnchor(last, head, last.atMs + dayMs * 0.6, true)).toBe(true)
    expect(wantsAnchor({ ...last, seq: 7 }, head, last.atMs + 3 * dayMs)).toBe(false)
  })
})
