import { appendFileSync } from 'node:fs'
import { killMyself, ledTime } from '../../killed/order'
import { seededIds } from '../../seeded-ids'
import type { DeedLog } from '../deed-log'
import { enterWorld } from '../entered-world'
import { createLife } from '../life'
import { liveThrough, type Memo } from '../lived'
import type { Answer, Note, Order, Request } from './orders'

/** A process that carries the run until it is over, or until it kills itself at the edge that it was told: SIGKILL, as the system does it. */
export async function carry({ briefing, nowMs, diesAt, number, notes }: Order, ask: (request: Request) => Promise<Answer>): Promise<void> {
  const note = (line: Note): void => appendFileSync(notes, `${JSON.stringify(line)}\n`)
  const out = new Set<Extract<Note, { readonly out: unknown }>>()
  const sends: DeedLog['sends'] = (method, [, ...args]) => {
    const line = { out: [method, [null, ...args]] } as const
    out.add(line)
    return () => void out.delete(line)
  }
  const die = (): void => {
    for (const line of out) note(line)
    killMyself()
  }
  const deeds: DeedLog = { sends, note: (method, [, ...args], answer) => note({ did: [method, [null, ...args], answer ?? null] }), counts: () => new Map() }
  const world = enterWorld(briefing, { time: ledTime(nowMs, (atMs) => ask({ kind: 'moveTo', atMs })), conditions: async () => (await ask({ kind: 'conditions' })).conditions, deeds, held: () => 0 })
  if (!world.ok) throw new Error(world.error.message)
  const life = createLife(diesAt, die)
  const ending = await liveThrough(world.value, life, seededIds(number), notedMemo(note))
  await ask({ kind: 'over', outcome: ending?.kind === 'ended' ? ending.outcome : undefined, edges: life.passed })
}

function notedMemo(note: (line: Note) => void): Memo {
  const known = new Set<string>()
  return {
    has: (question) => known.has(question),
    add: (asked) => {
      known.add(asked)
      note({ asked })
    },
  }
}
