import { closesAccess } from './access-check'
import { factsOf } from './plan-step'
import { tenantsOf, type Plan } from './plan'

/** In the order of a run. `restore` happens only where a change failed or was given up, what is `Longer` only where the window was extended, `verifyAgain` only after a restore. `compare` follows what was closed. */
export const phases = ['validate', 'close', 'mute', 'snapshot', 'copy', 'closeLonger', 'muteLonger', 'change', 'verify', 'restore', 'verifyAgain', 'reopen', 'unmute', 'compare', 'tell'] as const
export type Phase = (typeof phases)[number]

/** One thing that a run does to the world, small enough to be done once, looked for afterwards, and done again if it is not there. */
export interface Effect {
  /** The same in every console and after every crash: `snapshot:arn:aws:rds:...`, `change:0:arn:...`. */
  readonly id: string
  readonly phase: Phase
  /** A database's or group's ARN, a tenant, or `plan`. */
  readonly subject: string
  /** Whose it is, where the subject is a database. */
  readonly tenant?: string
  /** Position in the plan's steps; changes only. */
  readonly step?: number
  /** The end that it puts in the place of an earlier one; of extensions only. */
  readonly untilMs?: number
}

/** Everything that a plan's run may have to do. Windows without downtime close no access. */
export function effectsOf(plan: Plan): readonly Effect[] {
  const tenants = tenantsOf(plan)
  const databases = plan.databases.map(({ arn }) => arn)
  const closed = closesAccess(plan) ? tenants : []
  return [
    ...each('validate', ['plan']),
    ...each('close', closed),
    ...each('mute', tenants),
    ...each('snapshot', databases),
    ...each('copy', plan.copyTo === undefined ? [] : databases),
    ...plan.steps.flatMap((_, step) => changesOf(plan, step)),
    ...each('verify', tenants),
    ...plan.databases.map(({ arn, tenant }): Effect => ({ id: `restore:${arn}`, phase: 'restore', subject: arn, tenant })),
    ...each('reopen', closed),
    ...each('unmute', tenants),
    ...each('compare', closed),
    ...each('tell', tenants),
  ]
}

const each = (phase: Phase, subjects: readonly string[]): readonly Effect[] => subjects.map((subject) => ({ id: `${phase}:${subject}`, phase, subject }))

function changesOf(plan: Plan, step: number): readonly Effect[] {
  const target = factsOf(plan.steps[step]!).target
  const subjects = target === 'database' ? plan.databases.map(({ arn }) => arn) : target === 'group' ? plan.groups.map(({ arn }) => arn) : ['plan']
  return subjects.map((subject) => ({ id: `change:${step}:${subject}`, phase: 'change', subject, step }))
}
