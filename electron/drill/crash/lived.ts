import { hourMs } from '#shared/kernel/time'
import { longerEffects } from '#shared/maintenance/longer'
import type { RunEvent } from '#shared/maintenance/run-event'
import { replay } from '#shared/maintenance/run-state'
import { createDeskJournal } from '#electron/maintenance/desk-journal'
import type { RunEnding } from '#electron/maintenance/run-driver'
import type { Ids } from '#electron/ports/clock'
import { openConsole } from './drill-console'
import type { CrashWorld } from './entered-world'
import type { Life } from './life'

/** Runs last an hour or two; what takes longer than this never ends. */
const mostMs = 8 * hourMs

/** Questions that were asked. */
export interface Memo {
  has(question: string): boolean
  add(question: string): unknown
}

/** Until the console is dead, or the run over. */
export async function liveThrough(world: CrashWorld, life: Life, ids: Ids, asked: Memo): Promise<RunEnding | undefined> {
  const { time, settled } = world
  let ending: RunEnding | undefined
  const opened = await openConsole({ world, life, holder: ids.next(), ids, onTurn: ({ questions }) => void answer(world, ids, questions.map(({ id }) => id), asked) })
  if (opened === undefined) throw new Error('A lease that has run out cannot be taken.')
  void opened.over.then((ended) => (ending = ended))
  await settled()
  while (!life.isOver() && ending === undefined && time.clock.nowMs() < world.span.fromMs + mostMs) await time.advanceTo(time.nextDueAtMs()!, settled)
  return ending
}

/** The operator at the desk: says that what is done by hand was done. Nothing else should be asked. */
async function answer(world: CrashWorld, ids: Ids, questions: readonly string[], asked: Memo): Promise<void> {
  const { plan, store, time, extendToMs } = world
  for (const question of questions) {
    if (asked.has(question)) continue
    if (extendToMs !== undefined && !(await isExtended(world, ids, extendToMs))) continue
    asked.add(question)
    if (plan.steps[0]?.kind !== 'manual' || question !== 'unclear:change:0:plan') continue
    const journal = createDeskJournal({ store, ids, run: plan.id })
    const said: RunEvent = { kind: 'answered', question, choice: 'wasDone', by: 'ada', atMs: time.clock.nowMs() }
    for (let isWritten = false; !isWritten; ) {
      const lines = await journal.read(0)
      if (!lines.ok) throw new Error(lines.error.message)
      const written = await journal.append(lines.value.length, said)
      isWritten = written.ok && written.value === 'written'
    }
  }
}

/** Says so once; whether everything was put again for the new end. */
async function isExtended({ plan, store, time }: CrashWorld, ids: Ids, toMs: number): Promise<boolean> {
  const journal = createDeskJournal({ store, ids, run: plan.id })
  const lines = await journal.read(0)
  if (!lines.ok) throw new Error(lines.error.message)
  const isSaid = lines.value.some(({ kind }) => kind === 'extended')
  // Where somebody wrote in between, the next turn says it.
  if (!isSaid) await journal.append(lines.value.length, { kind: 'extended', toMs, by: 'ada', atMs: time.clock.nowMs() })
  const effects = longerEffects(plan, replay(lines.value))
  return isSaid && effects.every(({ id }) => lines.value.some((event) => event.kind === 'done' && event.effect === id))
}
