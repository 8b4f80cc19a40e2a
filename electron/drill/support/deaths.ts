import { minuteMs, secondMs } from '#shared/kernel/time'
import { createLife } from '../crash/life'
import { rounds, valueOf, wish } from './cases'
import { absentMs, type SupportWorld } from './support-world'

/** How one grant went that was opened and ended while a console died. */
export interface DeathFacts {
  /** Edges that the console passed. */
  readonly edges: readonly string[]
  readonly wrong: readonly string[]
}

/**
 * A grant is asked for, approved, opened, ended and closed. The console that does it dies at edge `diesAt` of all that it does in AWS and writes into
 * the store (undefined: it lives); half a minute later another one comes.
 */
export async function dieAt(world: SupportWorld, diesAt: number | undefined): Promise<DeathFacts> {
  const life = createLife(diesAt)
  const wrong: string[] = []
  const ben = world.console('ben')
  const asked = valueOf(await world.console('ana').ask(wish()))
  valueOf(await ben.approve(asked.id, asked.hash))
  rounds(world, world.console('ana', life))
  let hasHeir = false
  const heir = async (): Promise<void> => {
    if (!life.isOver() || hasHeir) return
    hasHeir = true
    await world.pass(absentMs)
    rounds(world, world.console('cleo'))
    await world.pass(20 * secondMs)
  }
  await world.pass(30 * secondMs)
  await heir()
  const open = await world.sight.now()
  if (open.document.join() !== asked.id || open.ssh.join() !== asked.id) wrong.push('it is not open though AWS answers')
  if (valueOf(await ben.grant(asked.id)).stage !== 'open') wrong.push('it is not shown as open')
  await world.pass(2 * minuteMs)
  valueOf(await ben.end(asked.id, 'Done'))
  const endedAtMs = world.time.clock.nowMs()
  await world.pass(20 * secondMs)
  await heir()
  await world.pass(minuteMs)
  if ((world.sight.lastOpenAtMs() ?? 0) > endedAtMs + minuteMs) wrong.push('something was open a minute after its end')
  const after = valueOf(await ben.grant(asked.id))
  if (after.stage !== 'closed') wrong.push(`it ended ${after.stage} instead of closed`)
  const { document, ssh, schedules } = await world.sight.now()
  if (document.length + ssh.length > 0) wrong.push('something is left open')
  if (schedules.length > 0) wrong.push('a schedule is left behind')
  return { edges: life.passed, wrong: [...wrong, ...world.sight.broken()] }
}
