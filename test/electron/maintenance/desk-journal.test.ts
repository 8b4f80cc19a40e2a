import { describe, expect, it } from 'vitest'
import { appError, type AppErrorKind } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { RunEvent } from '#shared/maintenance/run-event'
import { createDeskJournal } from '#electron/maintenance/desk-journal'
import type { DeskStore, JournalWrite } from '#electron/ports/desk-store'

interface Kept {
  readonly bodies: readonly unknown[]
  readonly perPage?: number
  readonly isCopy?: boolean
  readonly refusal?: AppErrorKind
}

function store({ bodies, perPage = 1_000, isCopy = false, refusal }: Kept) {
  const writes: JournalWrite[] = []
  const kept: Pick<DeskStore, 'append' | 'journal'> = {
    append: async (write) => {
      writes.push(write)
      return refusal === undefined ? ok({ last: write.after + 1 }) : err(appError(refusal, 'no'))
    },
    journal: async ({ after }) => {
      const events = bodies.map((body, at) => ({ seq: at + 1, body })).slice(after, after + perPage)
      return ok({ value: { events, more: after + events.length < bodies.length }, asOfMs: 0, isCopy })
    },
  }
  return { kept, writes }
}

const ids = { next: () => 'w-1' }
const fence = { name: 'run:r-1', fence: 4 }
const lines: readonly RunEvent[] = [
  { kind: 'started', effect: 'snapshot:db-1', atMs: 1 },
  { kind: 'inProgress', effect: 'snapshot:db-1', atMs: 2, lookAgainAtMs: 17, percent: 40 },
  { kind: 'done', effect: 'snapshot:db-1', atMs: 3, evidence: [{ label: 'Snapshot', value: 'wf-r-1-db-1' }] },
  { kind: 'failed', effect: 'close:acme', atMs: 4, message: 'no', again: 'later' },
  { kind: 'failed', effect: 'change:0:db-1', atMs: 4, message: 'no', again: 'never', untouched: true },
  { kind: 'notThere', effect: 'close:acme', atMs: 5 },
  { kind: 'notThere', effect: 'change:0:db-1', atMs: 5, untouched: true },
  { kind: 'unclear', effect: 'close:acme', atMs: 6, message: 'two rules' },
  { kind: 'answered', question: 'unclear:close:acme', choice: 'wasDone', by: 'ada', atMs: 7 },
  { kind: 'paused', by: 'ada', atMs: 8 },
  { kind: 'resumed', by: 'ada', atMs: 9 },
  { kind: 'extended', toMs: 99, by: 'ada', atMs: 10 },
  { kind: 'cancelled', by: 'ada', atMs: 11 },
]

describe('The journal of a run in the desk’s store', () => {
  it('reads every kind of line back as it was written, over as many pages as there are', async () => {
    const { kept } = store({ bodies: lines, perPage: 4 })
    expect(await createDeskJournal({ store: kept, ids, run: 'r-1', fence }).read(0)).toEqual(ok(lines))
    expect(await createDeskJournal({ store: kept, ids, run: 'r-1', fence }).read(9)).toEqual(ok(lines.slice(9)))
  })

  it('does not act on a copy', async () => {
    const { kept } = store({ bodies: lines, isCopy: true })
    expect(await createDeskJournal({ store: kept, ids, run: 'r-1' }).read(0)).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })

  it.each([{ kind: 'levitated', by: 'ada', atMs: 1 }, { kind: 'started', atMs: 1 }, 'started', null])('refuses a line that it cannot tell what follows from: %j', async (body) => {
    const { kept } = store({ bodies: [...lines, body] })
    const read = await createDeskJournal({ store: kept, ids, run: 'r-1' }).read(0)
    expect(read).toMatchObject({ ok: false, error: { kind: 'unreadableReply' } })
    if (!read.ok) expect(read.error.message).toContain(`Line ${lines.length + 1} of run r-1`)
  })

  it('writes behind what it knows, under its lease', async () => {
    const { kept, writes } = store({ bodies: [] })
    expect(await createDeskJournal({ store: kept, ids, run: 'r-1', fence }).append(3, lines[0]!)).toEqual(ok('written'))
    expect(writes).toEqual([{ journal: 'run:r-1', after: 3, events: [lines[0]], writeId: 'w-1', fence }])
  })

  it.each([
    ['conflict', 'taken'],
    ['fenced', 'fenced'],
  ] as const)('says %s as %s', async (refusal, said) => {
    const { kept } = store({ bodies: [], refusal })
    expect(await createDeskJournal({ store: kept, ids, run: 'r-1', fence }).append(0, lines[0]!)).toEqual(ok(said))
  })

  it('passes on that the store is out of reach', async () => {
    const { kept } = store({ bodies: [], refusal: 'unreachable' })
    expect(await createDeskJournal({ store: kept, ids, run: 'r-1', fence }).append(0, lines[0]!)).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })
})
