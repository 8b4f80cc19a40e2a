import { describe, expect, test } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { readDocument } from '#shared/support/document'
import type { SupportMatter } from '#shared/support/matter'
import { sha256 } from '#electron/adapters/system/digest'
import type { DeskStore } from '#electron/ports/desk-store'
import { createGrantBook } from '#electron/support/grant-book'
import { createFakeSupportAws } from './fake-support-aws'
import { aWish, openSupportStage, startAtMs, valueOf } from './support-stage'

const document = (tenant: string) => `/watchfloor/support-access/${tenant}/frontend`

function openStage() {
  const aws = createFakeSupportAws(() => stage.time.clock.nowMs())
  const stage = openSupportStage({ operators: aws.operators })
  const told: SupportMatter[][] = []
  const open = (person: string) => {
    const office = stage.consoleOf(person)
    office.makeRounds((matters) => void told.push([...matters]))
    return office
  }
  const pass = async (ms: number) => {
    const until = stage.time.clock.nowMs() + ms
    while (stage.time.clock.nowMs() < until) await stage.pass(Math.min(5 * secondMs, until - stage.time.clock.nowMs()))
    for (let turn = 0; turn < 40; turn += 1) await stage.settle()
  }
  const grantsIn = (tenant: string) => readDocument(aws.document(document(tenant)) ?? '')?.grants.map(({ id }) => id)
  /** A line that no version of ours wrote. */
  const spoil = async (id: string, body: unknown = { kind: 'fromTheFuture' }) => {
    const store = stage.storeOf('somebody')
    const journal = `grant:${id}`
    const read = valueOf(await store.journal({ journal, after: 0 }))
    valueOf(await store.append({ journal, after: read.value.events.length, events: [body], writeId: `spoil-${id}` }))
  }
  return { ...stage, aws, open, pass, told, grantsIn, spoil }
}

async function grant(stage: ReturnType<typeof openStage>, over: Parameters<typeof aWish>[0] = {}) {
  const [ana, ben] = [stage.consoleOf('ana'), stage.consoleOf('ben')]
  const asked = valueOf(await ana.ask(aWish(over)))
  if (asked.tenant === 'acme') valueOf(await ben.approve(asked.id, asked.hash))
  return asked
}

describe('A grant whose journal cannot be read', () => {
  test('is told, is not claimed to be closed, and holds up no other', async () => {
    const stage = openStage()
    const spoilt = await grant(stage)
    const ana = stage.open('ana')
    await stage.pass(20 * secondMs)
    await stage.spoil(spoilt.id)
    const cleo = stage.open('cleo')
    const other = await grant(stage, { tenant: 'zenith', reference: 'REQ-2', untilMs: startAtMs + hourMs })
    await stage.pass(2 * minuteMs)
    expect(stage.grantsIn('zenith')).toEqual([other.id])
    expect(valueOf(await cleo.grant(other.id))).toMatchObject({ stage: 'open' })
    expect(valueOf(await cleo.grant(spoilt.id))).toMatchObject({ unread: expect.stringContaining(`of the support access ${spoilt.id} cannot be read`) as string, wasOpen: 'proven', words: expect.stringContaining('not claimed to be closed') as string })
    expect(stage.grantsIn('acme')).toEqual([spoilt.id])
    expect(stage.told.at(-1)).toContainEqual(expect.objectContaining({ id: `unread|${spoilt.id}`, tenant: 'acme' }))
    await stage.pass(3 * hourMs)
    expect(valueOf(await cleo.grant(other.id))).toMatchObject({ stage: 'closed' })
    expect(valueOf(await cleo.grant(spoilt.id))).toMatchObject({ stage: 'revoking' })
    expect(valueOf(await cleo.grant(spoilt.id)).proof).toBeUndefined()
    await ana.stop()
  })

  test('is taken out of AWS when it is over, and let in nowhere anew', async () => {
    const stage = openStage()
    const spoilt = await grant(stage)
    stage.open('ana')
    await stage.pass(20 * secondMs)
    await stage.spoil(spoilt.id)
    const cleo = stage.open('cleo')
    const other = await grant(stage, { reference: 'REQ-2', untilMs: startAtMs + hourMs })
    await stage.pass(2 * minuteMs)
    expect(stage.grantsIn('acme')?.toSorted()).toEqual([spoilt.id, other.id].toSorted())
    valueOf(await cleo.end(spoilt.id, 'Done'))
    await stage.pass(2 * minuteMs)
    expect(stage.grantsIn('acme')).toEqual([other.id])
    expect(valueOf(await cleo.grant(spoilt.id))).toMatchObject({ stage: 'revoking' })
  })

  test('is not put back where the client ended it', async () => {
    const stage = openStage()
    const spoilt = await grant(stage)
    const ana = stage.open('ana')
    await stage.pass(20 * secondMs)
    await stage.spoil(spoilt.id)
    await ana.stop()
    const text = JSON.parse(stage.aws.document(document('acme'))!) as { ended: unknown[] }
    stage.aws.write(document('acme'), JSON.stringify({ ...text, ended: [{ id: spoilt.id, at: new Date(stage.time.clock.nowMs()).toISOString() }] }))
    stage.open('cleo')
    await stage.pass(3 * minuteMs)
    expect(stage.grantsIn('acme')).toEqual([])
  })
})

describe('The book of grants', () => {
  /** Counts what is asked of the store. */
  const counting = (store: DeskStore) => {
    const journals: string[] = []
    let [now, most] = [0, 0]
    const counted: DeskStore = {
      ...store,
      journal: async (from) => {
        journals.push(from.journal)
        now += 1
        most = Math.max(most, now)
        await Promise.resolve()
        const read = await store.journal(from)
        now -= 1
        return read
      },
    }
    return { counted, journals, most: () => most }
  }

  test('reads journals side by side, and not again those of what is closed and proven or was never begun and is over', async () => {
    const stage = openStage()
    const asked = []
    for (let at = 0; at < 12; at += 1) asked.push(await grant(stage, { reference: `REQ-${at}`, untilMs: startAtMs + (at < 6 ? hourMs : 7 * hourMs) }))
    const ana = stage.open('ana')
    await stage.pass(2 * hourMs)
    await ana.stop()
    const { counted, journals, most } = counting(stage.storeOf('ben'))
    const book = createGrantBook({ store: counted, ids: { next: () => 'id' }, digest: sha256, longestMinutes: 480 })
    valueOf(await book.all())
    expect(journals.length).toBe(12)
    expect(most()).toBe(8)
    journals.length = 0
    expect(valueOf(await book.all()).grants.length).toBe(12)
    expect(journals.toSorted()).toEqual(asked.slice(6).map(({ id }) => `grant:${id}`).toSorted())
  })

  test('takes a word of somebody about a closed grant, and none of its journal', async () => {
    const stage = openStage()
    const spoken = valueOf(await stage.consoleOf('ana').breakGlass(aWish({ untilMs: startAtMs + hourMs }), 'acme'))
    const ana = stage.open('ana')
    await stage.pass(2 * hourMs)
    expect(valueOf(await ana.desk()).openReviews).toBe(1)
    valueOf(await stage.consoleOf('ben').review(spoken.id, 'The client asked for it.', true))
    expect(valueOf(await ana.desk()).openReviews).toBe(0)
  })
})
