import { err, ok } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { SnapshotState } from '#electron/ports/operator/databases'
import type { EffectHandler, Sighting } from '../effect-handler'
import { failedAttempt } from './failures'
import { databaseOf, nameInRun, operatorFor, runTag, type RunContext } from './run-context'

const lookAgainInMs = 15 * secondMs

/** A manual snapshot of one database under the run's own name. Done is what AWS calls `available`; `creating` is no recovery point. */
export const snapshotEffect = (context: RunContext): EffectHandler => ({
  async perform({ subject }) {
    const { id } = databaseOf(context, subject)
    const wanted = { databaseId: id, snapshotId: nameInRun(context.run, id), tags: { [runTag]: context.run } }
    const made = await operatorFor(context, subject).databases.createSnapshot(context.call, wanted)
    return made.ok ? { kind: 'inProgress', lookAgainInMs } : failedAttempt(made.error)
  },
  async observe({ subject }, { accepted }) {
    const { id } = databaseOf(context, subject)
    const name = nameInRun(context.run, id)
    const found = await operatorFor(context, subject).databases.snapshot(context.call, name)
    if (found.ok) return ok(sightingOf(found.value.value, context.run))
    if (found.error.why !== 'gone') return err(found.error.error)
    return ok(accepted ? { kind: 'failed', message: `AWS took the snapshot ${name} of ${id} and does not have it any more: somebody deleted it.`, again: 'later' } : { kind: 'notThere' })
  },
})

function sightingOf({ id, status, percent, tags, createdAtMs }: SnapshotState, run: string): Sighting {
  if (tags[runTag] !== run) return { kind: 'unclear', message: `There is a snapshot ${id} that this run has not made. Look at it: is it the recovery point that is wanted?` }
  if (status === 'available') {
    const made = createdAtMs === undefined ? [] : [{ label: 'Made at', value: new Date(createdAtMs).toISOString() }]
    return { kind: 'done', evidence: [{ label: 'Snapshot', value: id }, { label: 'Status', value: status }, ...made] }
  }
  if (status === 'creating' || status === 'pending') return { kind: 'inProgress', lookAgainInMs, ...(percent === undefined ? {} : { percent }) }
  return { kind: 'failed', message: `The snapshot ${id} is ${status}. It counts for nothing; delete it before another is made under its name.`, again: 'never' }
}
