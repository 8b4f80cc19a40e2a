import { existsSync, readFileSync, rmSync } from 'node:fs'
import { ok } from '#shared/kernel/result'
import { carried } from '../../killed/carried'
import { seededIds } from '../../seeded-ids'
import { factsOf, type LastWords } from '../case-facts'
import type { PlayCase } from '../crash-drill'
import { openCrashWorld } from '../crash-world'
import { keyOf } from '../deed-log'
import type { CrashWorld } from '../entered-world'
import type { Answer, Note, Order, Request } from './orders'

/**
 * The same case with consoles that are processes of their own: they reach the world over its socket and the desk in its file, and die by SIGKILL.
 * This process has the world, its time, and the verdict. `program`: starts a carrier when it is given `--carrier`.
 */
export const killedCases =
  (program: string): PlayCase =>
  async (scenario, { deaths, absentMs }, file) => {
    const notes = `${file}-notes`
    rmSync(notes, { force: true })
    const opened = await openCrashWorld(scenario, file)
    if (!opened.ok) return opened
    const world = opened.value
    try {
      for (const [at, diesAt] of [...deaths, undefined].entries()) {
        if (at > 0) await world.time.advanceTo(world.time.clock.nowMs() + absentMs, world.settled)
        const over = await carriedThrough(program, world, { number: at + 1, notes, ...(diesAt === undefined ? {} : { diesAt }) })
        if (over !== undefined) return ok(await factsOf(world, seededIds(0), { ...over, died: at, ...readNotes(world, notes) }))
      }
      throw new Error('The last process lives.')
    } finally {
      await world.stop()
    }
  }

type Over = Extract<Request, { readonly kind: 'over' }>

/** Undefined: it was killed. */
async function carriedThrough(program: string, world: CrashWorld, order: Omit<Order, 'briefing' | 'nowMs'>): Promise<Over | undefined> {
  const { config, plan, span, extendToMs, leaves, region, bucket, alarms, doors, endpoint, file, time } = world
  const briefing = { config, plan, span, ...(extendToMs === undefined ? {} : { extendToMs }), leaves, region, bucket, alarms, doors, endpoint, file }
  let over: Over | undefined
  const answer = async (request: Request): Promise<Answer> => {
    if (request.kind === 'moveTo') await time.advanceTo(request.atMs, world.settled)
    if (request.kind === 'over') over = request
    return { conditions: request.kind === 'conditions' ? await world.conditions() : [] }
  }
  await carried<Order, Request, Answer>({ program, order: { briefing, nowMs: time.clock.nowMs(), ...order }, mayDie: order.diesAt !== undefined, answer })
  return over
}

/** Fills the world's deeds from what the processes noted; returns what was asked, and what was out when one died. */
function readNotes({ deeds }: CrashWorld, file: string): Pick<LastWords, 'asked' | 'unanswered'> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '') : []
  const asked = new Set<string>()
  const unanswered = new Set<string>()
  for (const line of lines) {
    const note = JSON.parse(line) as Note // written by carrier.ts
    if ('asked' in note) asked.add(note.asked)
    else if ('out' in note) unanswered.add(keyOf(...note.out, undefined))
    else deeds.note(...note.did)
  }
  return { asked, unanswered }
}
