import { err, ok } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { SnapshotState } from '#electron/ports/operator/databases'
import type { EffectHandler, Sighting } from '../effect-handler'
import { failedAttempt } from './failures'
import { databaseOf, nameInRun, runTag, type RunContext } from './run-context'

const lookAgainInMs = 30 * secondMs

/** The run's snapshot of one database, copied into the Region that the plan names, under the same name. The change waits for it. */
export const copyEffect = (context: RunContext): EffectHandler => ({
  async perform({ subject }) {
    const { copyTo } = context.plan
    if (copyTo === undefined) return { kind: 'done', evidence: [] }
    const { id } = databaseOf(context, subject)
    const name = nameInRun(context.run, id)
    const { region, account, partition } = placeOf(subject)
    const made = await context.operators(account, copyTo.region).databases.copySnapshot(context.call, {
      sourceArn: `arn:${partition}:rds:${region}:${account}:snapshot:${name}`,
      sourceRegion: region,
      snapshotId: name,
      ...(copyTo.kmsKeyId === undefined ? {} : { kmsKeyId: copyTo.kmsKeyId }),
      tags: { [runTag]: context.run },
    })
    return made.ok ? { kind: 'inProgress', lookAgainInMs } : failedAttempt(made.error)
  },
  async observe({ subject }, { accepted }) {
    const { copyTo } = context.plan
    if (copyTo === undefined) return ok({ kind: 'done', evidence: [] })
    const name = nameInRun(context.run, databaseOf(context, subject).id)
    const found = await context.operators(placeOf(subject).account, copyTo.region).databases.snapshot(context.call, name)
    if (found.ok) return ok(sightingOf(found.value.value, context.run, copyTo.region))
    if (found.error.why !== 'gone') return err(found.error.error)
    return ok(accepted ? { kind: 'failed', message: `AWS took the copy ${name} in ${copyTo.region} and does not have it any more: somebody deleted it.`, again: 'later' } : { kind: 'notThere' })
  },
})

function placeOf(arn: string): { readonly partition: string; readonly region: string; readonly account: string } {
  const [, partition = 'aws', , region = '', account = ''] = arn.split(':')
  return { partition, region, account }
}

function sightingOf({ id, status, percent, tags, arn }: SnapshotState, run: string, region: string): Sighting {
  if (tags[runTag] !== run) return { kind: 'unclear', message: `There is a snapshot ${id} in ${region} that this run has not made. Look at it: is it the copy that is wanted?` }
  if (status === 'available') return { kind: 'done', evidence: [{ label: 'Copy', value: arn }, { label: 'Status', value: status }] }
  if (status === 'creating' || status === 'pending' || status === 'copying') return { kind: 'inProgress', lookAgainInMs, ...(percent === undefined ? {} : { percent }) }
  return { kind: 'failed', message: `The copy ${id} in ${region} is ${status}. It counts for nothing; delete it before another is made under its name.`, again: 'never' }
}
