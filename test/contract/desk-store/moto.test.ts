import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskStore } from '#electron/ports/desk-store'
import { isMotoInstalled, startMoto, type MotoServer } from '../aws-adapter/moto-server'
import { valueOf } from '../aws-adapter/value-of'
import { makeTable, openConsole } from './moto-desk'
import { startOneAtATime, type OneAtATime } from './one-at-a-time'
import { describeDeskStore } from './suite'

describe.skipIf(!isMotoInstalled())('moto (python package moto[server], command moto_server)', () => {
  let moto: MotoServer
  let wire: OneAtATime
  const opened: (DeskStore & { close(): void })[] = []
  const openAs: (...more: Parameters<typeof openConsole> extends [string, ...infer M] ? M : never) => Promise<DeskStore> = async (person, more) => {
    const store = await openConsole(moto.endpoint, person, { through: wire.endpoint, ...more })
    opened.push(store)
    return store
  }
  beforeAll(async () => {
    moto = await startMoto()
    await makeTable(moto.endpoint)
    wire = await startOneAtATime(moto.endpoint)
  })
  afterAll(async () => {
    for (const store of opened) store.close()
    await wire.stop()
    await moto.stop()
  })

  describeDeskStore('DynamoDB', () => ({ console: (person) => openAs(person) }))

  describe('A table of DynamoDB', () => {
    it('that does not exist is named in words', async () => {
      const store = await openAs('ana', { table: 'nowhere' })
      expect(await store.record({ kind: 'plan', id: 'one' })).toMatchObject({ ok: false, error: { kind: 'notFound', message: expect.stringContaining('resources/aws/desk-store.yaml') as string } })
      expect(await store.put({ kind: 'plan', id: 'one', expected: 0, body: 1, writeId: 'w' })).toMatchObject({ ok: false, error: { kind: 'notFound', code: 'ResourceNotFoundException' } })
    })

    it('that nothing answers for is “offline”, for reading and for writing', async () => {
      const store = await openAs('ana', { through: 'http://127.0.0.1:9', requestTimeoutMs: 500 })
      const refusals = await Promise.all([
        store.record({ kind: 'plan', id: 'one' }),
        store.records({ kind: 'plan' }),
        store.put({ kind: 'plan', id: 'one', expected: 0, body: 1, writeId: 'w' }),
        store.said({ kind: 'approval' }),
        store.say({ kind: 'audit', subject: 's', id: 'one', body: 1 }),
        store.lease({ name: 'run' }),
        store.acquire({ name: 'run', holder: 'a', forMs: 1 }),
        store.append({ journal: 'run', after: 0, events: [1], writeId: 'w' }),
        store.journal({ journal: 'run', after: 0 }),
        store.whoWrites(),
      ])
      expect(refusals.map((refusal) => (refusal.ok ? 'ok' : refusal.error.kind))).toEqual(Array.from({ length: 10 }, () => 'offline'))
    })

    it.each([
      ['a request that never arrived', 'requestLost', 'offline', undefined],
      ['a reply that was lost', 'replyLost', 'ok', 1],
      ['a reply that was cut', 'cutReply', 'ok', 1],
      ['a gateway’s page instead of the reply', 'gateway', 'ok', 1],
    ] as const)('is read after %s, and what is there decides', async (_, mishap, outcome, version) => {
      const store = await openAs('ana')
      const at = { kind: 'plan', id: `mishap-${mishap}` }
      const put = { ...at, expected: 0, body: 'a', writeId: 'w1' }
      wire.next('PutItem', mishap)
      const first = await store.put(put)
      expect(first.ok ? 'ok' : first.error.kind).toBe(outcome)
      expect(valueOf(await store.record(at)).value?.version).toBe(version)
      // Repeated it is written once, whatever came of it before.
      expect(valueOf(await store.put(put))).toEqual({ version: 1 })
      const journal = `mishap-${mishap}`
      const append = { journal, after: 0, events: ['a', 'b'], writeId: 'w1' }
      wire.next('TransactWriteItems', mishap)
      const second = await store.append(append)
      expect(second.ok ? 'ok' : second.error.kind).toBe(outcome)
      expect(valueOf(await store.append(append))).toEqual({ last: 2 })
      expect(valueOf(await store.journal({ journal, after: 0 })).value.events.map(({ body }) => body)).toEqual(['a', 'b'])
      const statement = { kind: 'audit', subject: journal, id: 'one', body: 'a' } as const
      wire.next('TransactWriteItems', mishap)
      const third = await store.say(statement)
      expect(third.ok ? 'ok' : third.error.kind).toBe(outcome)
      valueOf(await store.say(statement))
      expect(valueOf(await store.said(statement)).value).toHaveLength(1)
      wire.next('PutItem', mishap)
      const taken = await store.acquire({ name: journal, holder: 'a', forMs: 60_000 })
      expect(taken.ok ? taken.value.fence : taken.error.kind).toBe(outcome === 'ok' ? 1 : 'offline')
    })

    it('says that it is not known when the answer and the look afterwards are both lost; repeating settles it', async () => {
      const store = await openAs('ana')
      const put = { kind: 'plan', id: 'twice-lost', expected: 0, body: 'a', writeId: 'w1' }
      wire.next('PutItem', 'replyLost')
      wire.next('GetItem', 'requestLost')
      expect(await store.put(put)).toMatchObject({ ok: false, error: { kind: 'offline', message: expect.stringContaining('not known yet') as string } })
      expect(valueOf(await store.put(put))).toEqual({ version: 1 })
    })

    it('takes a request that arrives late once, though it was repeated meanwhile, and never over what came after it', async () => {
      const store = await openAs('ana')
      const put = { kind: 'plan', id: 'late', expected: 0, body: 'a', writeId: 'w1' }
      wire.next('PutItem', 'late')
      expect(await store.put(put)).toMatchObject({ ok: false, error: { kind: 'offline' } })
      expect(valueOf(await store.put(put))).toEqual({ version: 1 })
      expect(valueOf(await store.put({ ...put, expected: 1, body: 'b', writeId: 'w2' }))).toEqual({ version: 2 })
      await wire.deliver()
      expect(valueOf(await store.record(put)).value).toMatchObject({ version: 2, body: 'b' })
      const append = { journal: 'late', after: 0, events: ['a', 'b'], writeId: 'w1' }
      wire.next('TransactWriteItems', 'late')
      expect(await store.append(append)).toMatchObject({ ok: false, error: { kind: 'offline' } })
      await wire.deliver()
      expect(valueOf(await store.append(append))).toEqual({ last: 2 })
      expect(valueOf(await store.journal({ journal: 'late', after: 0 })).value.events).toHaveLength(2)
    })

    it('refuses what a console sent under its lease and another’s has overtaken on the way', async () => {
      const [ana, grace] = [await openAs('ana'), await openAs('grace')]
      const held = valueOf(await ana.acquire({ name: 'overtaken', holder: 'a', forMs: 0 }))
      wire.next('TransactWriteItems', 'late')
      expect(await ana.append({ journal: 'overtaken', after: 0, events: ['a'], writeId: 'w1', fence: held })).toMatchObject({ ok: false, error: { kind: 'offline' } })
      valueOf(await grace.acquire({ name: 'overtaken', holder: 'b', forMs: 60_000 }))
      await wire.deliver()
      expect(valueOf(await grace.journal({ journal: 'overtaken', after: 0 })).value.events).toEqual([])
    })

    it('is asked once for each read and write that goes well', async () => {
      const store = await openAs('ana')
      wire.seen.length = 0
      valueOf(await store.put({ kind: 'plan', id: 'counted', expected: 0, body: 1, writeId: 'w' }))
      valueOf(await store.record({ kind: 'plan', id: 'counted' }))
      valueOf(await store.append({ journal: 'counted', after: 0, events: [1, 2], writeId: 'w' }))
      valueOf(await store.journal({ journal: 'counted', after: 0 }))
      expect(wire.seen).toEqual(['PutItem', 'GetItem', 'TransactWriteItems', 'Query'])
    })

    it('does not take a name that a session chose for itself as vouched for', async () => {
      expect(valueOf(await (await openAs('ana')).whoWrites())).toEqual({ person: 'ana', vouchedBy: 'nobody' })
    })
  })
})
