import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { carried } from '../../killed/carried'
import { openSupportWorld, type SupportWorld } from '../support-world'
import { factsOf, type KillFacts } from './kill-facts'
import { followDoors } from './door-times'
import type { Answer, Edge, Order, Request } from './orders'
import type { KillScenario } from './scenarios'

/** Where a process dies, and how long nobody is at the desk. */
export interface Death {
  readonly edge: Edge
  readonly absentMs: number
}

export interface KillBench {
  /** Starts a process that is consoles when it is given `--carrier`. */
  readonly program: string
  /** For the desk's store and the audit trails; whatever is there is removed. */
  readonly folder: string
}

/**
 * One scenario in a world of its own, carried by a process that kills itself at an edge and then by another; without a death by one alone. This process
 * has the world, its time, and the verdict.
 */
export async function playKillCase({ program, folder }: KillBench, scenario: KillScenario, death?: Death): Promise<Result<KillFacts, AppError>> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const opened = await openSupportWorld(path.join(folder, 'desk.sqlite'))
  if (!opened.ok) return opened
  const world = opened.value
  const doors = followDoors(world)
  const meddle = meddlesOnce(world)
  let over: (Request & { readonly kind: 'over' }) | undefined
  const answer = async (request: Request): Promise<Answer> => {
    if (request.kind === 'moveTo') await world.time.advanceTo(request.atMs, world.settled)
    if (request.kind === 'meddle') meddle.now(request.event)
    if (request.kind === 'over') over = request
    const meddledAtMs = meddle.lastAtMs()
    return { world: await (request.kind === 'moveTo' ? doors.glance() : doors.look()), ...(meddledAtMs === undefined ? {} : { meddledAtMs }) }
  }
  const carry = (number: number, diesAt?: Edge): Promise<'ended' | 'killed'> => {
    const { config, endpoint, file, time, address } = world
    const order: Order = { briefing: { config, endpoint, file }, scenario: scenario.name, nowMs: time.clock.nowMs(), address, number, auditFolder: folder, ...(diesAt === undefined ? {} : { diesAt }) }
    return carried<Order, Request, Answer>({ program, order, mayDie: diesAt !== undefined, answer })
  }
  try {
    const first = await carry(1, death?.edge)
    const diedAtMs = world.time.clock.nowMs()
    if (first === 'killed' && death !== undefined) {
      await doors.pass(death.absentMs)
      await carry(2)
    }
    if (over === undefined) throw new Error('A process ended and did not say how far it came.')
    return ok(await factsOf(world, { folder, doors, passed: over.passed, ...(first === 'killed' ? { diedAtMs } : {}), ...(over.stuckAt === undefined ? {} : { stuckAt: over.stuckAt }) }))
  } finally {
    await world.stop()
  }
}

/** What somebody else does happens once: whoever takes over asks for it again. */
function meddlesOnce({ fleet, time }: SupportWorld) {
  let lastAtMs: number | undefined
  return {
    lastAtMs: () => lastAtMs,
    now: (event: Parameters<typeof fleet.inject>[0]): void => {
      if (lastAtMs !== undefined) return
      const done = fleet.inject(event)
      if (!done.ok) throw new Error(done.error.message)
      lastAtMs = time.clock.nowMs()
    },
  }
}
