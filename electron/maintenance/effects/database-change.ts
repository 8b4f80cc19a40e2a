import { err, ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { Evidence } from '#shared/maintenance/run-event'
import type { PlanStep } from '#shared/maintenance/plan-step'
import type { DatabaseChange, DatabaseState } from '#electron/ports/operator/databases'
import type { Before, EffectHandler, Sighting } from '../effect-handler'
import { failedAttempt } from './failures'
import { databaseOf, operatorFor, type RunContext } from './run-context'

export type DatabaseStep = Extract<PlanStep, { readonly kind: 'db.engine-upgrade' | 'db.modify' }>

const lookAgainInMs = 15 * secondMs
/** How long AWS may show a database as it was after it took a change. */
const graceMs = 5 * minuteMs

/** A change of one database. Done is what is read back from AWS, in status `available` and with nothing pending. */
export const databaseChangeEffect = (context: RunContext, step: DatabaseStep): EffectHandler => ({
  async perform({ subject }) {
    const { id } = databaseOf(context, subject)
    const { databases } = operatorFor(context, subject)
    const now = await databases.database(context.call, id)
    if (!now.ok) return now.error.why === 'unknown' ? { kind: 'failed', message: now.error.error.message, again: 'later' } : failedAttempt(now.error)
    const state = now.value.value
    if (state.status === 'available' && missing(state, step).length === 0) return { kind: 'done', evidence: evidenceOf(state, step) }
    const taken = await databases.modify(context.call, id, changeOf(step))
    return taken.ok ? { kind: 'inProgress', lookAgainInMs } : failedAttempt(taken.error)
  },
  async observe({ subject }, before) {
    const { id } = databaseOf(context, subject)
    const found = await operatorFor(context, subject).databases.database(context.call, id)
    if (found.ok) return ok(sightingOf(found.value.value, step, { ...before, nowMs: found.value.dateMs }))
    if (found.error.why !== 'gone') return err(found.error.error)
    return ok({ kind: 'unclear', message: `${id} is not there any more. Whether it was changed before cannot be told.` })
  },
})

const changeOf = (step: DatabaseStep): DatabaseChange => (step.kind === 'db.engine-upgrade' ? { engineVersion: step.toVersion, allowMajor: step.allowMajor, now: true } : { ...step.changes, now: true })

/** In the way of AWS's own names, so that what is pending can be found: what it should be, and what it is. */
interface Value {
  readonly label: string
  readonly wanted: string
  readonly is: string | undefined
}

function valuesOf(state: DatabaseState, step: DatabaseStep): readonly Value[] {
  if (step.kind === 'db.engine-upgrade') return [{ label: 'Engine version', wanted: step.toVersion, is: state.engineVersion }]
  const { instanceClass, storageGib, multiAz, parameterGroup, retentionDays } = step.changes
  return [
    ...(instanceClass === undefined ? [] : [{ label: 'Class', wanted: instanceClass, is: state.instanceClass }]),
    ...(storageGib === undefined ? [] : [{ label: 'Storage', wanted: `${storageGib} GiB`, is: state.storageGib === undefined ? undefined : `${state.storageGib} GiB` }]),
    ...(multiAz === undefined ? [] : [{ label: 'Multi-AZ', wanted: onOff(multiAz), is: state.multiAz === undefined ? undefined : onOff(state.multiAz) }]),
    ...(parameterGroup === undefined ? [] : [{ label: 'Parameter group', wanted: parameterGroup, is: state.parameterGroups.map(({ name }) => name).join(', ') }]),
    ...(retentionDays === undefined ? [] : [{ label: 'Backup retention', wanted: `${retentionDays} d`, is: state.retentionDays === undefined ? undefined : `${state.retentionDays} d` }]),
  ]
}

const onOff = (is: boolean): string => (is ? 'on' : 'off')
const missing = (state: DatabaseState, step: DatabaseStep): readonly Value[] => valuesOf(state, step).filter(({ wanted, is }) => wanted !== is)
const evidenceOf = (state: DatabaseState, step: DatabaseStep): readonly Evidence[] => [...valuesOf(state, step).map(({ label, is }) => ({ label, value: is ?? 'unknown' })), { label: 'Status', value: state.status }]

/** What does not pass by itself. */
const broken = /^(failed|incompatible-|inaccessible-|storage-full|restore-error|stopped$)/

function sightingOf(state: DatabaseState, step: DatabaseStep, { accepted, sinceMs, nowMs }: Before & { readonly nowMs: number }): Sighting {
  const { id, status } = state
  if (broken.test(status)) return { kind: 'failed', message: `${id} is ${status}: it does not come back by itself.`, again: 'never' }
  const isPending = Object.keys(state.pending).length > 0
  if (status !== 'available' || isPending) return { kind: 'inProgress', lookAgainInMs }
  const left = missing(state, step)
  if (left.length === 0) return { kind: 'done', evidence: evidenceOf(state, step) }
  if (!accepted) return { kind: 'notThere' }
  if (nowMs - sinceMs < graceMs) return { kind: 'inProgress', lookAgainInMs }
  const words = left.map(({ label, wanted, is }) => `${label.toLowerCase()} is ${is ?? 'unknown'}, not ${wanted}`).join('; ')
  return { kind: 'failed', message: `AWS took the change of ${id} and did not make it: ${words}. The database’s events in AWS say why.`, again: 'never' }
}
