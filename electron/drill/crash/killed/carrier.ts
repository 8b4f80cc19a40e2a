import { appendFileSync } from 'node:fs'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { seededIds } from '../../seeded-ids'
import type { DeedLog } from '../deed-log'
import { enterWorld } from '../entered-world'
import { createLife } from '../life'
import { liveThrough, type Memo } from '../lived'
import type { Answer, Note, Order, Request } from './orders'

/** A process that carries the run until it is over, or until it kills itself at the edge that it was told: SIGKILL, as the system does it. */
export async function carry({ briefing, nowMs, diesAt, number, notes }: Order, ask: (request: Request) => Promise<Answer>): Promise<void> {
  const note = (line: Note): void => appendFileSync(notes, `${JSON.stringify(line)}\n`)
  const deeds: DeedLog = { note: (method, [, ...args], answer) => note({ did: [method, [null, ...args], answer ?? null] }), counts: () => new Map() }
  const world = enterWorld(briefing, { time: ledTime(nowMs, ask), conditions: async () => (await ask({ kind: 'conditions' })).conditions, deeds, held: () => 0 })
  if (!world.ok) throw new Error(world.error.message)
  const life = createLife(diesAt, () => process.kill(process.pid, 'SIGKILL'))
  const ending = await liveThrough(world.value, life, seededIds(number), notedMemo(note))
  await ask({ kind: 'over', outcome: ending?.kind === 'ended' ? ending.outcome : undefined, edges: life.passed })
}

/** Time that moves here once it has moved in the world. */
function ledTime(nowMs: number, ask: (request: Request) => Promise<Answer>): VirtualTime {
  const time = createVirtualTime(nowMs)
  const advanceTo = async (atMs: number, settle: () => Promise<void> = async () => undefined): Promise<void> => {
    await settle()
    await ask({ kind: 'moveTo', atMs })
    await time.advanceTo(atMs, settle)
  }
  return { ...time, advanceTo }
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

/** Waits for its order from the process that started it. */
export function waitForOrder(): void {
  let answered: (answer: Answer) => void = () => undefined
  const ask = (request: Request): Promise<Answer> =>
    new Promise((resolve) => {
      answered = resolve
      process.send?.(request)
    })
  process.once('message', (order) => {
    process.on('message', (answer) => answered(answer as Answer)) // both are what killed-case.ts sends
    carry(order as Order, ask).then(
      () => process.exit(0),
      (cause: unknown) => {
        process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
        process.exit(2)
      },
    )
  })
}
