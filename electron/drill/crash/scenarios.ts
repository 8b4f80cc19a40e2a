import type { Phase } from '#shared/maintenance/effects'
import type { OffsiteCopy } from '#shared/maintenance/plan'
import type { PlanStep } from '#shared/maintenance/plan-step'
import type { Outcome } from '#shared/maintenance/decide'
import type { FaultSpec } from '#electron/training/index'

/** A plan that is run again and again, each time dying elsewhere. */
export interface CrashScenario {
  readonly name: string
  readonly step: PlanStep
  readonly region: string
  /** Left out: snapshots stay where they are made. */
  readonly copyTo?: OffsiteCopy
  /** Of the training fleet. */
  readonly events: readonly object[]
  /** In mid-change somebody extends the window to so many hours. */
  readonly extendToHours?: number
  readonly faults?: readonly FaultSpec[]
  readonly outcome: Outcome
  /** Kinds of conditions that are as wrong afterwards as before. */
  readonly leaves?: readonly string[]
  /** What of it the drill dies in, but for the full one: that dies everywhere. */
  readonly about: readonly Phase[]
}

const home = 'eu-west-1'
/** A Region without mute rules. */
const lacking = 'eu-south-2'
const elsewhere = 'eu-central-1'
const whose = { tenant: 'acme', environment: 'frontend' }
const upgrade: PlanStep = { kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }

const update: PlanStep = { kind: 'db.apply-pending-maintenance', action: 'system-update' }
const updateWaits = [{ at: 'PT0S', kind: 'db.pending-maintenance', ...whose, action: 'system-update' }]

const change = (step: PlanStep, events: readonly object[] = []): CrashScenario => ({ name: step.kind, step, region: home, events, outcome: 'succeeded', about: ['change'] })

const changes: readonly CrashScenario[] = [
  change({ kind: 'db.modify', changes: { retentionDays: 35, instanceClass: 'db.m6i.2xlarge' } }),
  { ...change({ kind: 'db.modify', changes: { parameterGroup: 'mysql-tuned' } }), name: 'db.modify with a restart' },
  change(update, updateWaits),
  change({ kind: 'db.failover-drill' }),
  change({ kind: 'app.instance-refresh', minHealthyPercent: 90 }),
  change({ kind: 'ssm.automation', document: 'Bank-PostUpgradeTasks', parameters: {} }),
]

/**
 * AWS refuses the call itself: nothing was touched, so that nothing may be restored. A runbook is not among them: whoever takes over cannot see
 * whether it was started before AWS refused it, and asks a person.
 */
const denied = (step: PlanStep, service: string, operation: string): CrashScenario => ({ ...change(step), name: `refused: ${operation}`, outcome: 'unchanged', faults: [{ fault: 'deny', service, operation }] })

const refusals: readonly CrashScenario[] = [
  denied({ kind: 'db.modify', changes: { instanceClass: 'db.m6i.2xlarge' } }, 'rds', 'ModifyDBInstance'),
  { ...denied(update, 'rds', 'ApplyPendingMaintenanceAction'), events: updateWaits, leaves: ['db.pending-maintenance'] },
  denied({ kind: 'db.failover-drill' }, 'rds', 'RebootDBInstance'),
  denied({ kind: 'app.instance-refresh', minHealthyPercent: 90 }, 'autoscaling', 'StartInstanceRefresh'),
]

export const scenarios: readonly CrashScenario[] = [
  { ...change({ kind: 'manual', instructions: 'Turn the key in the safe.' }), about: ['validate', 'close', 'mute', 'snapshot', 'change', 'verify', 'reopen', 'unmute', 'compare', 'tell'] },
  change(upgrade),
  ...changes,
  { ...change(upgrade, [{ at: 'PT0S', kind: 'db.upgrade-fails', ...whose }]), name: 'restore', outcome: 'restored', about: ['restore'] },
  { ...change(upgrade, [{ at: 'PT5M', for: 'PT45M', kind: 'app.capacity-short', ...whose }]), name: 'restore because of its verification', outcome: 'restored', about: ['verifyAgain'] },
  { ...change({ ...upgrade, toVersion: '8.0.30' }), name: 'refused: a version that is not offered', outcome: 'unchanged' },
  ...refusals,
  { ...change({ kind: 'manual', instructions: 'Turn the key in the safe.' }), name: 'copies', copyTo: { region: elsewhere, kmsKeyId: `arn:aws:kms:${elsewhere}:111122223333:key/there` }, about: ['copy'] },
  { ...change({ kind: 'manual', instructions: 'Turn the key in the safe.' }), name: 'extended', extendToHours: 9, about: ['closeLonger', 'muteLonger'] },
  { ...change({ kind: 'manual', instructions: 'Turn the key in the safe.' }), name: 'actions instead of mute rules', region: lacking, about: ['mute', 'unmute'] },
]
