import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import type { Evidence } from '#shared/maintenance/run-event'
import type { AlarmOperator } from '#electron/ports/operator/alarms'
import type { OperatorFailure, Outcome } from '#electron/ports/operator/outcome'
import type { Attempt, Before, EffectHandler, Sighting } from '../effect-handler'
import { failedAttempt, failedBecause } from './failures'
import { notYet } from './not-yet'
import { muteTargets, type MuteTarget } from './mute-targets'
import type { RunContext } from './run-context'

/**
 * Mutes the alarms of one tenant: by a rule that ends an hour after the window whatever becomes of us, and where the Region has no such rules by
 * switching actions off. Which alarms those are is kept with the run before the first of them is muted.
 */
export const muteEffect = (context: RunContext): EffectHandler => ({
  async perform({ subject }) {
    const now = await context.alarms.current(subject)
    if (!now.ok) return { kind: 'failed', message: now.error.message, again: 'later' }
    const kept = await context.alarms.keep(subject, now.value)
    if (!kept.ok) return { kind: 'failed', message: kept.error.message, again: 'later' }
    const targets = muteTargets(context.run, subject, kept.value)
    return inTurn(context, targets, (alarms, target) => mute(context, subject, { alarms, target, endMs: context.endMs() }), evidenceOf('Muted', targets))
  },
  observe: ({ subject }, before) => look(context, subject, before, { isMuted: true, notKept: { kind: 'notThere' } }),
})

/** After an extension: the same rules, to end an hour after the new end. Actions that are off stay off anyway. */
export const muteLongerEffect = (context: RunContext, untilMs: number): EffectHandler => ({
  async perform({ subject }) {
    const targets = await keptTargets(context, subject)
    if (!targets.ok) return failedBecause(targets.error)
    return inTurn(context, targets.value, (alarms, target) => mute(context, subject, { alarms, target, endMs: untilMs }), mutedUntil(targets.value, untilMs))
  },
  async observe({ subject }, before) {
    const targets = await keptTargets(context, subject)
    if (!targets.ok) return targets
    for (const target of targets.value) {
      const found = await lasts(context, target, untilMs + overrunMs)
      if (!found.ok) return found
      if (!found.value) return ok(notYet(before, context.clock.nowMs(), `AWS took the longer muting of ${subject} in ${target.account}/${target.region} and does not show it (${target.rule}).`))
    }
    return ok({ kind: 'done', evidence: mutedUntil(targets.value, untilMs) })
  },
})

const mutedUntil = (targets: readonly MuteTarget[], untilMs: number): readonly Evidence[] => [{ label: 'Rules end by', value: new Date(untilMs + overrunMs).toISOString() }, ...evidenceOf('Muted', targets)]

/** Where there are no rules nothing ends by itself. */
async function lasts(context: RunContext, target: MuteTarget, untilMs: number): Promise<Result<boolean, AppError>> {
  const found = await operatorOf(context, target).muteRule(context.call, target.rule)
  if (found.ok) return ok(found.value.value.status !== 'EXPIRED' && (found.value.value.toMs ?? 0) >= untilMs)
  if (found.error.why === 'gone') return ok(false)
  return hasNoRules(found.error) ? isAsWanted(context, target, true) : err(found.error.error)
}

/** Takes the muting back, of the alarms that were kept: rules away, actions on. */
export const unmuteEffect = (context: RunContext): EffectHandler => ({
  async perform({ subject }) {
    const targets = await keptTargets(context, subject)
    if (!targets.ok) return { kind: 'failed', message: targets.error.message, again: 'later' }
    return inTurn(context, targets.value, (alarms, target) => unmute(context, alarms, target), evidenceOf('Alarms on again', targets.value))
  },
  observe: ({ subject }, before) => look(context, subject, before, { isMuted: false, notKept: { kind: 'done', evidence: [{ label: 'Alarms on again', value: 'none had been muted' }] } }),
})

const evidenceOf = (label: string, targets: readonly MuteTarget[]): readonly Evidence[] => [
  { label, value: String(targets.reduce((sum, { alarms }) => sum + alarms.length, 0)) },
  ...targets.map(({ account, region, rule }) => ({ label: `${account}/${region}`, value: rule })),
]

const operatorOf = ({ operators }: RunContext, { account, region }: MuteTarget): AlarmOperator => operators(account, region).alarms
const hasNoRules = ({ error }: OperatorFailure): boolean => error.kind === 'unsupported'

/** A run that overruns, or is extended a little, stays quiet; it takes its rules back itself, whenever it ends. */
const overrunMs = hourMs

interface Muting {
  readonly alarms: AlarmOperator
  readonly target: MuteTarget
  /** Of the window. */
  readonly endMs: number
}

async function mute({ call, clock, run }: RunContext, tenant: string, { alarms: operator, target: { rule, alarms }, endMs }: Muting): Promise<Outcome<null>> {
  const made = await operator.putMuteRule(call, { name: rule, description: `Maintenance of ${tenant}, run ${run}`, alarms, fromMs: clock.nowMs(), toMs: endMs + overrunMs })
  return made.ok || !hasNoRules(made.error) ? made : operator.disableActions(call, alarms)
}

async function unmute({ call }: RunContext, operator: AlarmOperator, { rule, alarms }: MuteTarget): Promise<Outcome<null>> {
  const deleted = await operator.deleteMuteRule(call, rule)
  return deleted.ok || !hasNoRules(deleted.error) ? deleted : operator.enableActions(call, alarms)
}

/** All of it or a failure: what was done before it is done again without harm. What was sent is read back before it counts. */
async function inTurn(context: RunContext, targets: readonly MuteTarget[], act: (alarms: AlarmOperator, target: MuteTarget) => Promise<Outcome<null>>, evidence: readonly Evidence[]): Promise<Attempt> {
  for (const target of targets) {
    const acted = await act(operatorOf(context, target), target)
    if (!acted.ok) return failedAttempt(acted.error)
  }
  return targets.length === 0 ? { kind: 'done', evidence } : { kind: 'inProgress', lookAgainInMs: 0 }
}

async function keptTargets({ alarms, run }: RunContext, tenant: string): Promise<Result<readonly MuteTarget[], AppError>> {
  const kept = await alarms.kept(tenant)
  return kept.ok ? ok(muteTargets(run, tenant, kept.value ?? [])) : kept
}

async function look(context: RunContext, tenant: string, before: Before, { isMuted, notKept }: { readonly isMuted: boolean; readonly notKept: Sighting }): Promise<Result<Sighting, AppError>> {
  const kept = await context.alarms.kept(tenant)
  if (!kept.ok) return kept
  if (kept.value === undefined) return ok(notKept)
  const targets = muteTargets(context.run, tenant, kept.value)
  for (const target of targets) {
    const found = await isAsWanted(context, target, isMuted)
    if (!found.ok) return found
    if (!found.value) return ok(notYet(before, context.clock.nowMs(), `AWS took ${isMuted ? 'the muting' : 'the unmuting'} of ${tenant} in ${target.account}/${target.region} and does not show it (${target.rule}).`))
  }
  return ok({ kind: 'done', evidence: evidenceOf(isMuted ? 'Muted' : 'Alarms on again', targets) })
}

async function isAsWanted(context: RunContext, target: MuteTarget, isMuted: boolean): Promise<Result<boolean, AppError>> {
  const operator = operatorOf(context, target)
  const found = await operator.muteRule(context.call, target.rule)
  if (found.ok) return ok((found.value.value.status !== 'EXPIRED') === isMuted)
  if (found.error.why === 'gone') return ok(!isMuted)
  if (!hasNoRules(found.error)) return err(found.error.error)
  const actions = await operator.actions(context.call, target.alarms)
  // Alarms that are deleted meanwhile are nobody's to mute.
  return actions.ok ? ok(Object.values(actions.value.value).every((isOn) => isOn !== isMuted)) : err(actions.error.error)
}
