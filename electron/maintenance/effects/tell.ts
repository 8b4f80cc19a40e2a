import { ok } from '#shared/kernel/result'
import type { EffectHandler } from '../effect-handler'
import { failedBecause } from './failures'
import { lookAgain, maySettle } from './not-yet'
import { readBack } from './read-back'
import type { AccessWord, RunContext } from './run-context'

const overWord: AccessWord = { state: 'completed', access: 'open' }

/** Tells one tenant that the window is over: its login screen, and mail to every address. An address that could not be reached is evidence, no failure. */
export const tellEffect = (context: RunContext): EffectHandler => ({
  async perform({ subject }) {
    const published = await context.notices.publish(subject, overWord)
    if (!published.ok) return failedBecause(published.error)
    const told = await context.notices.tell(subject, 'completed')
    return told.ok ? { kind: 'inProgress', lookAgainInMs: 0 } : failedBecause(told.error)
  },
  async observe({ subject }, before) {
    const told = await context.notices.told(subject, 'completed')
    if (!told.ok) return told
    if (told.value === undefined) return ok({ kind: 'notThere' })
    const screen = await readBack(context, subject, overWord)
    if (!before.accepted && !screen.says) return ok({ kind: 'notThere' })
    if (!screen.says && maySettle(before, context.clock.nowMs())) return ok(lookAgain)
    return ok({ kind: 'done', evidence: [{ label: 'Login screen', value: screen.words }, ...told.value] })
  },
})
