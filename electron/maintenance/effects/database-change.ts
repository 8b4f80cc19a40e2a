import { err, ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { Evidence } from '#shared/maintenance/run-event'
import type { PlanStep } from '#shared/maintenance/plan-step'
import type { DatabaseChange, DatabaseState } from '#electron/ports/operator/databases'
import type { Before, EffectHandler, Sighting } from '../effect-handler'
import { untouchedAttempt } from './failures'
import { neverWas } from './not-yet'
import { databaseOf, operatorFor, type RunContext } from './run-context'

export type DatabaseStep = Extract<PlanStep, { readonly kind: 'db.engine-upgrade' | 'db.modify' }>

const lookAgainInMs = 15 * secondMs
/** How long AWS may show a database as it was after it took a change. */
const graceMs = 5 * minuteMs
/** The same after it took a restart. */
const restartShowsMs = minuteMs
/** The change, and the restart that a parameter group waits for; each may have to be begun again once. */
const mostTries = 4

/** A database that AWS optimizes after it grew works as ever, for hours. */
const usable = new Set(['available', 'storage-optimization'])

/**
 * A change of one database. Done is what is read back from AWS, on a database that works and with nothing pending. A parameter group counts once
 * the database has restarted with it, which AWS does not do by itself.
 */
export const databaseChangeEffect = (context: RunContext, step: DatabaseStep): EffectHandler => ({
  async perform({ subject }) {
    const { id } = databaseOf(context, subject)
    const { databases } = operatorFor(context, subject)
    const now = await databases.database(context.call, id)
    if (!now.ok) return now.error.why === 'unknown' ? { kind: 'failed', message: now.error.error.message, again: 'later', untouched: true } : untouchedAttempt(now.error)
    const state = now.value.value
    const isSet = usable.has(state.status) && missing(state, step).length === 0
    if (isSet && !awaitsRestart(state, step)) return { kind: 'done', evidence: evidenceOf(state, step) }
    const taken = isSet ? await databases.reboot(context.call, id, { forceFailover: false }) : await databases.modify(context.call, id, changeOf(step))
    return taken.ok ? { kind: 'inProgress', lookAgainInMs } : untouchedAttempt(taken.error)
  },
  async observe({ subject }, before) {
    const { id } = databaseOf(context, subject)
    const found = await operatorFor(context, subject).databases.database(context.call, id)
    if (!found.ok && found.error.why !== 'gone') return err(found.error.error)
    if (found.ok) {
      const { value: state, dateMs } = found.value
      const sighting = sightingOf(state, step, { ...before, nowMs: dateMs })
      if (sighting.kind !== 'notThere' || before.accepted) return ok(sighting)
      const kept = await context.before.read(subject)
      if (!kept.ok) return kept
      return ok(kept.value !== undefined && areAlike(kept.value, state, step) ? neverWas(before, dateMs) : sighting)
    }
    return ok({ kind: 'unclear', message: `${id} is not there any more. Whether it was changed before cannot be told.` })
  },
})

const changeOf = (step: DatabaseStep): DatabaseChange => (step.kind === 'db.engine-upgrade' ? { engineVersion: step.toVersion, allowMajor: step.allowMajor, now: true } : { ...step.changes, now: true })

/** In the way of AWS's own names, so that what is pending can be found: what it should be, and what it is. */
interface Value {
  readonly label: string
  readonly wanted: string
  readonly is: string | undefined
  readonly isMet: boolean
}

const value = (label: string, wanted: string, is: string | undefined, isMet = wanted === is): Value => ({ label, wanted, is, isMet })

function valuesOf(state: DatabaseState, step: DatabaseStep): readonly Value[] {
  if (step.kind === 'db.engine-upgrade') return [value('Engine version', step.toVersion, state.engineVersion)]
  const { instanceClass, storageGib, multiAz, parameterGroup, retentionDays } = step.changes
  const given = <T>(wanted: T | undefined, of: (wanted: T) => Value): readonly Value[] => (wanted === undefined ? [] : [of(wanted)])
  return [
    ...given(instanceClass, (wanted) => value('Class', wanted, state.instanceClass)),
    // AWS rounds up.
    ...given(storageGib, (wanted) => value('Storage', `${wanted} GiB`, state.storageGib === undefined ? undefined : `${state.storageGib} GiB`, (state.storageGib ?? 0) >= wanted)),
    ...given(multiAz, (wanted) => value('Multi-AZ', onOff(wanted), state.multiAz === undefined ? undefined : onOff(state.multiAz))),
    ...given(parameterGroup, (wanted) => value('Parameter group', wanted, state.parameterGroups.map(({ name }) => name).join(', '))),
    ...given(retentionDays, (wanted) => value('Backup retention', `${wanted} d`, state.retentionDays === undefined ? undefined : `${state.retentionDays} d`)),
  ]
}

const awaitsRestart = ({ parameterGroups }: DatabaseState, step: DatabaseStep): boolean => step.kind === 'db.modify' && step.changes.parameterGroup !== undefined && parameterGroups.some(({ status }) => status === 'pending-reboot')

const areAlike = (before: DatabaseState, now: DatabaseState, step: DatabaseStep): boolean => valuesOf(before, step).every(({ is }, at) => is === valuesOf(now, step)[at]?.is)

const onOff = (is: boolean): string => (is ? 'on' : 'off')
const missing = (state: DatabaseState, step: DatabaseStep): readonly Value[] => valuesOf(state, step).filter(({ isMet }) => !isMet)
const evidenceOf = (state: DatabaseState, step: DatabaseStep): readonly Evidence[] => [...valuesOf(state, step).map(({ label, is }) => ({ label, value: is ?? 'unknown' })), { label: 'Status', value: state.status }]

/** What does not pass by itself. */
const broken = /^(failed|incompatible-|inaccessible-|storage-full|restore-error|stopped$)/

function sightingOf(state: DatabaseState, step: DatabaseStep, before: Before & { readonly nowMs: number }): Sighting {
  const { accepted, sinceMs, nowMs } = before
  const { id, status, parameterGroups } = state
  if (broken.test(status)) return { kind: 'failed', message: `${id} is ${status}: it does not come back by itself.`, again: 'never' }
  const isPending = Object.keys(state.pending).length > 0 || parameterGroups.some((group) => group.status === 'applying')
  if (!usable.has(status) || isPending) return { kind: 'inProgress', lookAgainInMs }
  const left = missing(state, step)
  if (left.length === 0 && awaitsRestart(state, step)) return restartSighting(id, before)
  if (left.length === 0) return { kind: 'done', evidence: evidenceOf(state, step) }
  if (!accepted) return { kind: 'notThere' }
  if (nowMs - sinceMs < graceMs) return { kind: 'inProgress', lookAgainInMs }
  const words = left.map(({ label, wanted, is }) => `${label.toLowerCase()} is ${is ?? 'unknown'}, not ${wanted}`).join('; ')
  return { kind: 'failed', message: `AWS took the change of ${id} and did not make it: ${words}. The database’s events in AWS say why.`, again: 'never' }
}

/** Everything is set; whether the restart was asked for is known only once AWS must show it. */
function restartSighting(id: string, { accepted, begunMs, tries, nowMs }: Before & { readonly nowMs: number }): Sighting {
  if (!accepted && nowMs - begunMs < restartShowsMs) return { kind: 'tooEarly', lookAgainInMs }
  if (tries < mostTries) return { kind: 'notThere' }
  return { kind: 'failed', message: `${id} has its new parameter group and still waits for a restart, after it was asked for. Restart it in AWS, or see its events.`, again: 'never' }
}
