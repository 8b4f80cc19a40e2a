import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { EffectHandler } from '../effect-handler'
import { closedWord, pageUntil } from './close'
import { accessOf, doorListeners, isOfRun, type DoorListener, type TaggedRule } from './door-rules'
import { failedAttempt, failedBecause } from './failures'
import { lookAgain, maySettle, notYet } from './not-yet'
import { readBack } from './read-back'
import type { RunContext } from './run-context'

/**
 * After an extension: every rule of this run that closes a tenant answers with a page that names the new end, and so does its login screen. Makes no
 * rule: what was opened meanwhile stays open.
 */
export const closeLongerEffect = (context: RunContext, untilMs: number): EffectHandler => ({
  async perform({ subject }) {
    const listeners = await keptListeners(context, subject)
    if (!listeners.ok) return failedBecause(listeners.error)
    const html = pageUntil(context, untilMs)
    for (const { door, rules } of listeners.value) {
      for (const { arn } of otherPages(context, subject, rules, html)) {
        const changed = await accessOf(context, door).setPage(context.call, arn, html)
        if (!changed.ok && changed.error.why !== 'gone') return failedAttempt(changed.error)
      }
    }
    const published = await context.notices.publish(subject, closedWord)
    // Whoever told of the extension may have written at this moment: what stands there is read again.
    return published.ok ? { kind: 'inProgress', lookAgainInMs: 0 } : { kind: 'failed', message: published.error.message, again: 'later' }
  },
  async observe({ subject }, before) {
    const listeners = await keptListeners(context, subject)
    if (!listeners.ok) return listeners
    const html = pageUntil(context, untilMs)
    const nowMs = context.clock.nowMs()
    if (listeners.value.some(({ rules }) => otherPages(context, subject, rules, html).length > 0)) return ok(notYet(before, nowMs, `AWS took the page of ${subject} with the new end and still answers with the old one.`))
    const screen = await readBack(context, subject, closedWord)
    if (!before.accepted && !screen.says) return ok({ kind: 'notThere' })
    if (!screen.says && maySettle(before, nowMs)) return ok(lookAgain)
    const pages = listeners.value.flatMap(({ rules }) => rules.filter((rule) => isOfRun(rule, context, subject)))
    return ok({ kind: 'done', evidence: [{ label: 'Pages name the new end', value: String(pages.length) }, { label: 'Access is expected back', value: new Date(untilMs).toISOString() }, { label: 'Login screen', value: screen.words }] })
  },
})

async function keptListeners(context: RunContext, tenant: string): Promise<Result<readonly DoorListener[], AppError>> {
  const doors = await context.doors.kept(tenant)
  if (!doors.ok) return doors
  const listeners = await doorListeners(context, doors.value ?? [])
  return listeners.ok ? listeners : err(listeners.error.error)
}

const otherPages = (context: RunContext, tenant: string, rules: readonly TaggedRule[], html: string): readonly TaggedRule[] => rules.filter((rule) => isOfRun(rule, context, tenant) && rule.body !== html)
