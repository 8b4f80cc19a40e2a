import { err, ok } from '#shared/kernel/result'
import type { Evidence } from '#shared/maintenance/run-event'
import type { EffectHandler } from '../effect-handler'
import { accessOf, doorListeners, isOfRun, otherRuns, type DoorListener } from './door-rules'
import { failedAttempt, failedBecause } from './failures'
import { lookAgain, maySettle, notYet } from './not-yet'
import type { AccessWord, RunContext } from './run-context'
import { readBack } from './read-back'

const openWord: AccessWord = { state: 'running', access: 'open' }

/**
 * Takes this run's closing rules of one tenant away, on every door that was kept, then has the login screen say so. A rule of another run
 * stays: whoever closed opens.
 */
export const reopenEffect = (context: RunContext): EffectHandler => ({
  async perform({ subject }) {
    const doors = await context.doors.kept(subject)
    if (!doors.ok) return failedBecause(doors.error)
    const listeners = await doorListeners(context, doors.value ?? [])
    if (!listeners.ok) return failedAttempt(listeners.error)
    for (const { door, rules } of listeners.value) {
      for (const rule of rules.filter((each) => isOfRun(each, context, subject))) {
        const deleted = await accessOf(context, door).deleteRule(context.call, rule.arn)
        if (!deleted.ok && deleted.error.why !== 'gone') return failedAttempt(deleted.error)
      }
    }
    const published = await context.notices.publish(subject, openWord)
    return published.ok ? { kind: 'inProgress', lookAgainInMs: 0 } : failedBecause(published.error)
  },
  async observe({ subject }, before) {
    const doors = await context.doors.kept(subject)
    if (!doors.ok) return doors
    const nowMs = context.clock.nowMs()
    const listeners = await doorListeners(context, doors.value ?? [])
    if (!listeners.ok) return err(listeners.error.error)
    if (listeners.value.some(({ rules }) => rules.some((rule) => isOfRun(rule, context, subject)))) return ok(notYet(before, nowMs, `A rule of this run still closes ${subject}, although AWS took its deletion.`))
    const screen = await readBack(context, subject, openWord)
    if (!before.accepted && !screen.says) return ok({ kind: 'notThere' })
    // The doors are open: a page that its readers get late keeps nobody from going on.
    if (!screen.says && maySettle(before, nowMs)) return ok(lookAgain)
    return ok({ kind: 'done', evidence: [...evidenceOf(context, subject, listeners.value), { label: 'Login screen', value: screen.words }] })
  },
})

function evidenceOf(context: RunContext, tenant: string, listeners: readonly DoorListener[]): readonly Evidence[] {
  const others = [...new Set(listeners.flatMap(({ rules }) => otherRuns(rules, context, tenant)))]
  return [
    { label: 'Listeners without a rule of this run', value: String(listeners.length) },
    ...others.map((run) => ({ label: 'Still closed by', value: `run ${run}: it opens when that window does` })),
  ]
}
