import type { Effect } from './effects'
import type { Plan } from './plan'
import { factsOf } from './plan-step'

const phaseCalls = {
  validate: ['rds:DescribeDBInstances'],
  close: ['elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeRules', 'elasticloadbalancing:CreateRule', 's3:GetObject', 's3:PutObject'],
  mute: ['cloudwatch:PutAlarmMuteRule', 'cloudwatch:GetAlarmMuteRule'],
  snapshot: ['rds:CreateDBSnapshot', 'rds:DescribeDBSnapshots'],
  verify: ['rds:DescribeDBInstances', 'elasticloadbalancing:DescribeTargetHealth', 'cloudwatch:DescribeAlarms'],
  restore: ['rds:ModifyDBInstance', 'rds:RestoreDBInstanceFromDBSnapshot', 'rds:DescribeDBInstances'],
  reopen: ['elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DeleteRule', 's3:GetObject', 's3:PutObject'],
  unmute: ['cloudwatch:DeleteAlarmMuteRule', 'cloudwatch:GetAlarmMuteRule'],
  tell: ['ses:SendEmail', 's3:GetObject', 's3:PutObject'],
} as const satisfies Record<Exclude<Effect['phase'], 'change'>, readonly string[]>

/** AWS operations that an effect is made of, in the order of their first call. Reads are repeated until what was asked for is there. */
export const callsOf = ({ steps }: Pick<Plan, 'steps'>, { phase, step }: Pick<Effect, 'phase' | 'step'>): readonly string[] =>
  phase === 'change' ? factsOf(steps[step ?? 0]!).calls : phaseCalls[phase]
