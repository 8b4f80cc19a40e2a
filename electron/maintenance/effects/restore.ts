import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { DatabaseOperator, DatabaseState } from '#electron/ports/operator/databases'
import type { Attempt, EffectHandler } from '../effect-handler'
import { failedAttempt } from './failures'
import { differenceWords, restoreStep, type RestoreStep } from './restore-step'
import { asideName, databaseOf, nameInRun, operatorFor, type RunContext } from './run-context'

const lookAgainInMs = 30 * secondMs
/** Setting aside, restoring, settling and disowning are four; each may have to be begun again once. */
const mostTries = 8

/** Brings one database back from the snapshot of this run: each time it is begun it does the next step that is missing. */
export const restoreEffect = (context: RunContext): EffectHandler => ({
  async perform({ subject }) {
    const step = await nextStep(context, subject)
    if (!step.ok) return { kind: 'failed', message: step.error.message, again: step.error.retry === 'never' ? 'never' : 'later' }
    return take(context, subject, step.value)
  },
  async observe({ subject }, { tries }) {
    const step = await nextStep(context, subject)
    if (!step.ok) return step
    switch (step.value.kind) {
      case 'setAside':
      case 'restore':
        return ok({ kind: 'notThere' })
      case 'settle':
        return ok(tries < mostTries ? { kind: 'notThere' } : { kind: 'failed', message: `AWS does not take over everything: ${differenceWords(step.value.differences)}. Set it by hand.`, again: 'never' })
      case 'disown':
        return ok(tries < mostTries ? { kind: 'notThere' } : { kind: 'failed', message: `The tag ${step.value.tag} stays on ${step.value.arn}, the database that was set aside. Take it off by hand: the watch sees two databases of one tenant.`, again: 'never' })
      case 'wait':
        return ok({ kind: 'inProgress', lookAgainInMs })
      case 'done':
        return ok({ kind: 'done', evidence: step.value.evidence })
      case 'stuck':
        return ok({ kind: 'failed', message: step.value.message, again: 'never' })
      case 'unclear':
        return ok(step.value)
    }
  },
})

async function nextStep(context: RunContext, arn: string): Promise<Result<RestoreStep, AppError>> {
  const { id } = databaseOf(context, arn)
  const aside = asideName(context.run, id)
  const before = await context.before.read(arn)
  if (!before.ok) return before
  if (before.value === undefined) return err(appError('notFound', `How ${id} was before this run was not kept, so it cannot be brought back by itself. Restore it by hand from ${nameInRun(context.run, id)}.`))
  const { databases } = operatorFor(context, arn)
  const [now, set] = await Promise.all([lookUp(context, databases, id), lookUp(context, databases, aside)])
  if (!now.ok) return now
  if (!set.ok) return set
  return ok(restoreStep({ name: id, asideName: aside, snapshot: nameInRun(context.run, id), tenantTag: context.tenantTag, before: before.value, current: now.value, aside: set.value }))
}

async function lookUp({ call }: RunContext, databases: DatabaseOperator, id: string): Promise<Result<DatabaseState | undefined, AppError>> {
  const found = await databases.database(call, id)
  if (found.ok) return ok(found.value.value)
  return found.error.why === 'gone' ? ok(undefined) : err(found.error.error)
}

async function take(context: RunContext, arn: string, step: RestoreStep): Promise<Attempt> {
  const { call, run } = context
  const { id } = databaseOf(context, arn)
  const { databases } = operatorFor(context, arn)
  switch (step.kind) {
    case 'setAside': {
      const renamed = await databases.modify(call, id, { newId: asideName(run, id), now: true })
      return renamed.ok ? { kind: 'inProgress', lookAgainInMs } : failedAttempt(renamed.error)
    }
    case 'restore': {
      const made = await databases.restoreFromSnapshot(call, nameInRun(run, id), step.spec)
      return made.ok ? { kind: 'inProgress', lookAgainInMs } : failedAttempt(made.error)
    }
    case 'settle': {
      const tagged = step.tags === undefined ? undefined : await databases.addTags(call, arn, step.tags)
      if (tagged?.ok === false) return failedAttempt(tagged.error)
      const changed = step.change === undefined ? undefined : await databases.modify(call, id, step.change)
      return changed?.ok === false ? failedAttempt(changed.error) : { kind: 'inProgress', lookAgainInMs }
    }
    case 'disown': {
      const untagged = await databases.removeTags(call, step.arn, [step.tag])
      return untagged.ok ? { kind: 'inProgress', lookAgainInMs } : failedAttempt(untagged.error)
    }
    case 'wait':
      return { kind: 'inProgress', lookAgainInMs }
    case 'done':
      return { kind: 'done', evidence: step.evidence }
    case 'stuck':
      return { kind: 'failed', message: step.message, again: 'never' }
    case 'unclear':
      return { kind: 'unknown', message: step.message }
  }
}
