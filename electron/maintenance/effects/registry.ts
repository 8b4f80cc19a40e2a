import { assertNever } from '#shared/kernel/assert-never'
import type { Effect } from '#shared/maintenance/effects'
import type { PlanStep } from '#shared/maintenance/plan-step'
import type { EffectHandler, EffectHandlers } from '../effect-handler'
import { automationEffect } from './automation'
import { closeEffect } from './close'
import { closeLongerEffect } from './close-longer'
import { compareEffect } from './compare'
import { copyEffect } from './copy'
import { databaseChangeEffect } from './database-change'
import { databaseMaintenanceEffect } from './database-maintenance'
import { failoverDrillEffect } from './failover-drill'
import { instanceRefreshEffect } from './instance-refresh'
import { manualStepEffect } from './manual-step'
import { muteEffect, muteLongerEffect, unmuteEffect } from './mute'
import { reopenEffect } from './reopen'
import { restoreEffect } from './restore'
import type { RunContext } from './run-context'
import { snapshotEffect } from './snapshot'
import { tellEffect } from './tell'
import { validateEffect } from './validate'
import { verifyEffect } from './verify'

/** How every effect of a run is done and looked for. */
export const effectHandlers =
  (context: RunContext): EffectHandlers =>
  (effect) =>
    handlerOf(context, effect)

function handlerOf(context: RunContext, { phase, step, id, untilMs }: Effect): EffectHandler {
  switch (phase) {
    case 'validate':
      return validateEffect(context)
    case 'close':
      return closeEffect(context)
    case 'mute':
      return muteEffect(context)
    case 'closeLonger':
      return closeLongerEffect(context, untilMs ?? context.endMs())
    case 'muteLonger':
      return muteLongerEffect(context, untilMs ?? context.endMs())
    case 'snapshot':
      return snapshotEffect(context)
    case 'copy':
      return copyEffect(context)
    case 'change': {
      const planned = context.plan.steps[step ?? -1]
      if (planned === undefined) throw new Error(`The plan ${context.plan.id} has no step for ${id}`)
      return changeEffect(context, planned)
    }
    case 'verify':
    case 'verifyAgain':
      return verifyEffect(context)
    case 'restore':
      return restoreEffect(context)
    case 'reopen':
      return reopenEffect(context)
    case 'unmute':
      return unmuteEffect(context)
    case 'compare':
      return compareEffect(context)
    case 'tell':
      return tellEffect(context)
    default:
      return assertNever(phase)
  }
}

function changeEffect(context: RunContext, step: PlanStep): EffectHandler {
  switch (step.kind) {
    case 'db.engine-upgrade':
    case 'db.modify':
      return databaseChangeEffect(context, step)
    case 'db.apply-pending-maintenance':
      return databaseMaintenanceEffect(context, step)
    case 'db.failover-drill':
      return failoverDrillEffect(context)
    case 'app.instance-refresh':
      return instanceRefreshEffect(context, step)
    case 'ssm.automation':
      return automationEffect(context, step)
    case 'manual':
      return manualStepEffect(step)
    default:
      return assertNever(step)
  }
}
