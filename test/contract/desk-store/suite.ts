import { beforeEach, describe, expect, it } from 'vitest'
import type { Statement } from '#shared/desk/statement'
import type { DeskStore, Lease, LeaseWish } from '#electron/ports/desk-store'
import { valueOf } from '../aws-adapter/value-of'

/** One desk with as many consoles as are asked for, each with a connection of its own. */
export interface TestDesk {
  /** Another console, at which this person sits. */
  console(person: string): Promise<DeskStore>
}

const inSeconds = (seconds: number): number => seconds * 1_000

/** What every store of a desk promises; `desk` is ready when the tests run, and empty but for what other tests named. */
export function describeDeskStore(name: string, desk: () => TestDesk): void {
  let test = 0
  let ana: DeskStore
  let grace: DeskStore
  /** A name that no other test uses. */
  const own = (what: string): string => `${what}-${test}`
  beforeEach(async () => {
    test += 1
    ana = await desk().console('ana')
    grace = await desk().console('grace')
  })

  describe(`Records in ${name}`, () => {
    it('are read by everybody from the moment that they are kept', async () => {
      const [kind, id] = [own('kind'), 'arn:aws:rds:eu-west-1:111122223333:db:acme']
      expect(valueOf(await ana.record({ kind, id })).value).toBeUndefined()
      const body = { title: 'Straße “\u{1f4a5}”', list: [1, 2.5, null], nested: { b: 1, a: true } }
      expect(valueOf(await ana.put({ kind, id, expected: 0, body, writeId: 'w1' }))).toEqual({ version: 1 })
      const read = valueOf(await grace.record({ kind, id }))
      expect(read).toMatchObject({ value: { kind, id, version: 1, body }, isCopy: false })
      expect(read.asOfMs).toBeGreaterThan(Date.parse('2026-01-01'))
    })

    it('are set only over the version that was read', async () => {
      const at = { kind: own('kind'), id: 'one' }
      expect(valueOf(await ana.put({ ...at, expected: 0, body: 'a', writeId: 'w1' }))).toEqual({ version: 1 })
      expect(await grace.put({ ...at, expected: 0, body: 'b', writeId: 'w2' })).toMatchObject({ ok: false, error: { kind: 'conflict', at: `${at.kind}/one` } })
      expect(valueOf(await grace.put({ ...at, expected: 1, body: 'b', writeId: 'w3' }))).toEqual({ version: 2 })
      expect(await ana.put({ ...at, expected: 1, body: 'c', writeId: 'w4' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
      expect(await ana.put({ ...at, expected: 3, body: 'c', writeId: 'w5' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
      expect(valueOf(await ana.record(at)).value).toMatchObject({ version: 2, body: 'b' })
    })

    it('let one of many win, when all set over the same version at once', async () => {
      const at = { kind: own('kind'), id: 'counter' }
      for (let round = 0; round < 5; round += 1) {
        const consoles = await Promise.all([0, 1, 2, 3].map((n) => desk().console(`racer-${n}`)))
        const results = await Promise.all(consoles.map((console, n) => console.put({ ...at, expected: round, body: { round, n }, writeId: `w-${round}-${n}` })))
        const winners = results.flatMap((result, n) => (result.ok ? [n] : []))
        expect(winners).toHaveLength(1)
        expect(results.filter((result) => !result.ok && result.error.kind !== 'conflict')).toEqual([])
        expect(valueOf(await ana.record(at)).value).toEqual({ ...at, version: round + 1, body: { round, n: winners[0] } })
      }
    })

    it('lose no addition of two consoles that read, add and set until it is taken', async () => {
      const at = { kind: own('kind'), id: 'sum' }
      const add = async (console: DeskStore, who: string): Promise<void> => {
        for (let turn = 0; turn < 8; ) {
          const there = valueOf(await console.record(at)).value
          const taken = await console.put({ ...at, expected: there?.version ?? 0, body: ((there?.body as number | undefined) ?? 0) + 1, writeId: `${who}-${turn}-${there?.version ?? 0}` })
          if (taken.ok) turn += 1
          else expect(taken.error.kind).toBe('conflict')
        }
      }
      await Promise.all([add(ana, 'ana'), add(grace, 'grace')])
      expect(valueOf(await ana.record(at)).value).toMatchObject({ version: 16, body: 16 })
    })

    it('are written once when a write is repeated under its id, and that is no conflict', async () => {
      const at = { kind: own('kind'), id: 'again' }
      const write = { ...at, expected: 0, body: 'a', writeId: 'w1' }
      expect(valueOf(await ana.put(write))).toEqual({ version: 1 })
      expect(valueOf(await ana.put(write))).toEqual({ version: 1 })
      expect(valueOf(await ana.record(at)).value).toMatchObject({ version: 1 })
      // The same words of another write are another write.
      expect(await grace.put({ ...write, writeId: 'w2' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    })

    it('are listed by kind, all of them, by id', async () => {
      const kind = own('kind')
      const many = Array.from({ length: 12 }, (_, n) => `id-${String(n).padStart(2, '0')}`)
      // Together more than a page of any store.
      for (const id of many) valueOf(await ana.put({ kind, id, expected: 0, body: { id, text: 'x'.repeat(120_000) }, writeId: id }))
      valueOf(await ana.put({ kind: `${kind}x`, id: 'other', expected: 0, body: 0, writeId: 'w' }))
      const { value } = valueOf(await grace.records({ kind }))
      expect(value.map(({ id, version, body }) => [id, version, (body as { id: string }).id])).toEqual(many.map((id) => [id, 1, id]))
      expect(valueOf(await grace.records({ kind: own('nothing') })).value).toEqual([])
    })

    it('that do not fit are refused before anything is sent', async () => {
      const write = { kind: own('kind'), id: 'large', expected: 0, writeId: 'w' }
      expect(await ana.put({ ...write, body: 'x'.repeat(300_000) })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
      expect(await ana.put({ ...write, id: 'a#b', body: 1 })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
      expect(valueOf(await ana.put({ ...write, body: 'ü'.repeat(130_000) }))).toEqual({ version: 1 })
    })
  })

  describe(`Statements in ${name}`, () => {
    it('are of who the store knows to have spoken', async () => {
      const subject = own('plan')
      expect(valueOf(await grace.whoWrites()).person).toBe('grace')
      valueOf(await ana.say({ kind: 'approval', subject, id: 'h1', body: { planHash: 'h1', by: 'grace' } }))
      valueOf(await grace.say({ kind: 'approval', subject, id: 'h1', body: { planHash: 'h1' } }))
      const { value } = valueOf(await ana.said({ kind: 'approval', subject }))
      expect(value).toEqual([
        { kind: 'approval', subject, id: 'h1', by: 'ana', body: { planHash: 'h1', by: 'grace' } },
        { kind: 'approval', subject, id: 'h1', by: 'grace', body: { planHash: 'h1' } },
      ])
    })

    it('are kept once, and never replaced', async () => {
      const statement = { kind: 'audit', subject: own('subject'), id: 'one', body: { text: 'first' } } as const
      valueOf(await ana.say(statement))
      valueOf(await ana.say(statement))
      expect(await ana.say({ ...statement, body: { text: 'second' } })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
      expect(valueOf(await grace.said({ kind: 'audit', subject: statement.subject })).value).toEqual([{ ...statement, by: 'ana' }])
    })

    it('are found by what they are about, or all of a kind', async () => {
      const [first, second] = [own('grant'), `${own('grant')}0`]
      for (const subject of [first, second]) valueOf(await ana.say({ kind: 'grant', subject, id: 'asked', body: { subject } }))
      expect(valueOf(await grace.said({ kind: 'grant', subject: first })).value.map(({ subject }) => subject)).toEqual([first])
      const all = valueOf(await grace.said({ kind: 'grant' })).value.map(({ subject }) => subject)
      expect(all).toEqual(expect.arrayContaining([first, second]))
    })

    it('are the same list while nobody said more, and a new one as soon as anybody did, here or elsewhere', async () => {
      const said = async (): Promise<readonly Statement[]> => valueOf(await grace.said({ kind: 'approval' })).value
      valueOf(await ana.say({ kind: 'approval', subject: own('plan'), id: 'one', body: 1 }))
      const first = await said()
      expect(await said()).toBe(first)
      valueOf(await grace.say({ kind: 'grant', subject: own('plan'), id: 'one', body: 1 }))
      expect(await said()).toBe(first)
      for (const [who, by] of [[ana, 'ana'], [grace, 'grace'], [await desk().console('linus'), 'linus']] as const) {
        const before = await said()
        valueOf(await who.say({ kind: 'approval', subject: own('plan'), id: `of-${by}`, body: 2 }))
        const after = await said()
        expect(after).toHaveLength(before.length + 1)
        expect(after).toContainEqual({ kind: 'approval', subject: own('plan'), id: `of-${by}`, by, body: 2 })
        expect(await said()).toBe(after)
      }
    })
  })

  describe(`Leases in ${name}`, () => {
    it('are held by one, and their number grows with each holder', async () => {
      const name = own('run')
      expect(valueOf(await ana.lease({ name })).value).toBeUndefined()
      const first = valueOf(await ana.acquire({ name, holder: 'console-a', forMs: inSeconds(60) }))
      expect(first).toMatchObject({ name, holder: 'console-a', fence: 1 })
      expect(await grace.acquire({ name, holder: 'console-b', forMs: inSeconds(60) })).toMatchObject({ ok: false, error: { kind: 'conflict', message: expect.stringContaining('console-a') as string } })
      expect(valueOf(await grace.lease({ name })).value).toEqual(first)
      valueOf(await ana.release(first))
      expect(valueOf(await grace.acquire({ name, holder: 'console-b', forMs: inSeconds(60) }))).toMatchObject({ fence: 2 })
      expect(await ana.release(first)).toMatchObject({ ok: false, error: { kind: 'fenced' } })
    })

    it('are taken over once their time has run out, and not before', async () => {
      const name = own('run')
      const held = valueOf(await ana.acquire({ name, holder: 'console-a', forMs: inSeconds(3) }))
      const renewed = valueOf(await ana.renew({ ...held, forMs: inSeconds(4) }))
      expect(renewed.fence).toBe(1)
      expect(renewed.untilMs).toBeGreaterThan(held.untilMs)
      expect((await grace.acquire({ name, holder: 'console-b', forMs: inSeconds(60) })).ok).toBe(false)
      const taken = await untilTaken(grace, { name, holder: 'console-b', forMs: inSeconds(60) })
      expect(taken.fence).toBe(2)
      // The store's clock, to the second.
      expect(taken.untilMs - inSeconds(60)).toBeGreaterThanOrEqual(renewed.untilMs - 1_000)
      expect(await ana.renew({ ...held, forMs: inSeconds(60) })).toMatchObject({ ok: false, error: { kind: 'fenced' } })
      expect(valueOf(await ana.lease({ name })).value).toEqual(taken)
    })

    it('that ran out and were not taken can be renewed', async () => {
      const name = own('run')
      const held = valueOf(await ana.acquire({ name, holder: 'console-a', forMs: 0 }))
      expect(valueOf(await ana.renew({ ...held, forMs: inSeconds(60) }))).toMatchObject({ fence: 1 })
      expect((await grace.acquire({ name, holder: 'console-b', forMs: inSeconds(60) })).ok).toBe(false)
    })

    it('go to one of many who want them at once', async () => {
      const name = own('run')
      const consoles = await Promise.all([0, 1, 2, 3].map((n) => desk().console(`racer-${n}`)))
      const results = await Promise.all(consoles.map((console, n) => console.acquire({ name, holder: `console-${n}`, forMs: inSeconds(60) })))
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(results.filter((result) => !result.ok && result.error.kind !== 'conflict')).toEqual([])
    })

    it('stop who held them: the store itself refuses what comes under an old number', async () => {
      const name = own('run')
      const stale = valueOf(await ana.acquire({ name, holder: 'console-a', forMs: 0 }))
      valueOf(await ana.append({ journal: name, after: 0, events: ['begun'], writeId: 'w1', fence: stale }))
      valueOf(await ana.put({ kind: 'run', id: name, expected: 0, body: 'begun', writeId: 'w1', fence: stale }))
      const held = valueOf(await grace.acquire({ name, holder: 'console-b', forMs: inSeconds(60) }))
      // Nobody has written since: only the number stands in the way.
      expect(await ana.append({ journal: name, after: 1, events: ['changed'], writeId: 'w2', fence: stale })).toMatchObject({ ok: false, error: { kind: 'fenced' } })
      expect(await ana.put({ kind: 'run', id: name, expected: 1, body: 'changed', writeId: 'w2', fence: stale })).toMatchObject({ ok: false, error: { kind: 'fenced' } })
      expect(valueOf(await grace.append({ journal: name, after: 1, events: ['taken over'], writeId: 'w3', fence: held }))).toEqual({ last: 2 })
      expect(valueOf(await grace.put({ kind: 'run', id: name, expected: 1, body: 'taken over', writeId: 'w3', fence: held }))).toEqual({ version: 2 })
      expect(valueOf(await ana.journal({ journal: name, after: 0 })).value.events.map(({ body }) => body)).toEqual(['begun', 'taken over'])
      // What was kept before is told to who repeats it, fenced or not.
      expect(valueOf(await ana.append({ journal: name, after: 0, events: ['begun'], writeId: 'w1', fence: stale }))).toEqual({ last: 1 })
    })
  })

  describe(`Journals in ${name}`, () => {
    it('are read in the order in which they were written, by everybody', async () => {
      const journal = own('run')
      expect(valueOf(await grace.journal({ journal, after: 0 })).value).toEqual({ events: [], more: false })
      expect(valueOf(await ana.append({ journal, after: 0, events: [{ n: 1 }, { n: 2 }], writeId: 'w1' }))).toEqual({ last: 2 })
      expect(valueOf(await grace.append({ journal, after: 2, events: [{ n: 3 }], writeId: 'w2' }))).toEqual({ last: 3 })
      expect(valueOf(await ana.journal({ journal, after: 0 })).value.events).toEqual([1, 2, 3].map((n) => ({ seq: n, body: { n } })))
      expect(valueOf(await ana.journal({ journal, after: 2 })).value.events).toEqual([{ seq: 3, body: { n: 3 } }])
    })

    it('take nothing that would leave a gap, or lie where something lies', async () => {
      const journal = own('run')
      expect(await ana.append({ journal, after: 3, events: ['far'], writeId: 'w0' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
      valueOf(await ana.append({ journal, after: 0, events: ['a', 'b', 'c'], writeId: 'w1' }))
      expect(await grace.append({ journal, after: 1, events: ['x'], writeId: 'w2' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
      // Its second event would find room: all or nothing.
      expect(await grace.append({ journal, after: 2, events: ['x', 'y', 'z'], writeId: 'w3' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
      expect(await grace.append({ journal, after: 4, events: ['x'], writeId: 'w4' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
      expect(valueOf(await ana.journal({ journal, after: 0 })).value.events.map(({ body }) => body)).toEqual(['a', 'b', 'c'])
    })

    it('take what is repeated under its id once', async () => {
      const journal = own('run')
      const write = { journal, after: 0, events: ['a', 'b'], writeId: 'w1' }
      expect(valueOf(await ana.append(write))).toEqual({ last: 2 })
      expect(valueOf(await ana.append(write))).toEqual({ last: 2 })
      valueOf(await grace.append({ journal, after: 2, events: ['c'], writeId: 'w2' }))
      expect(valueOf(await ana.append(write))).toEqual({ last: 2 })
      expect(valueOf(await ana.journal({ journal, after: 0 })).value.events.map(({ body }) => body)).toEqual(['a', 'b', 'c'])
    })

    it('have no gap and no double when two consoles write what each wants to say', async () => {
      const journal = own('run')
      const write = async (console: DeskStore, who: string): Promise<void> => {
        let after = 0
        for (let n = 0; n < 10; ) {
          const taken = await console.append({ journal, after, events: [`${who}-${n}`], writeId: `${who}-${n}` })
          if (taken.ok) n += 1
          else expect(taken.error.kind).toBe('conflict')
          after = valueOf(await console.journal({ journal, after: 0 })).value.events.length
        }
      }
      await Promise.all([write(ana, 'ana'), write(grace, 'grace')])
      const { events } = valueOf(await ana.journal({ journal, after: 0 })).value
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
      for (const who of ['ana', 'grace']) expect(events.flatMap(({ body }) => ((body as string).startsWith(who) ? [body] : []))).toEqual(Array.from({ length: 10 }, (_, n) => `${who}-${n}`))
    })

    it('of many events are read page by page, none left out', async () => {
      const journal = own('run')
      const text = 'x'.repeat(9_000)
      for (let at = 0; at < 320; at += 64) valueOf(await ana.append({ journal, after: at, events: Array.from({ length: 64 }, (_, n) => ({ n: at + n + 1, text })), writeId: `w${at}` }))
      const pages: number[][] = []
      for (let after = 0, more = true; more; ) {
        const page = valueOf(await grace.journal({ journal, after, limit: 150 })).value
        pages.push(page.events.map(({ seq }) => seq))
        more = page.more
        after = page.events.at(-1)?.seq ?? after
      }
      expect(pages.map((page) => page.length)).toEqual([150, 150, 20])
      expect(pages.flat()).toEqual(Array.from({ length: 320 }, (_, n) => n + 1))
      // Nearly three megabytes in one answer.
      const all = valueOf(await grace.journal({ journal, after: 0 })).value
      expect(all.more).toBe(false)
      expect(all.events.every(({ seq, body }) => (body as { n: number }).n === seq)).toBe(true)
    })
  })
}

/** Asks until the holder's time has run out. */
async function untilTaken(store: DeskStore, wish: LeaseWish): Promise<Lease> {
  for (let left = 200; left > 0; left -= 1) {
    const taken = await store.acquire(wish)
    if (taken.ok) return taken.value
    expect(taken.error.kind).toBe('conflict')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The lease never ran out.')
}
