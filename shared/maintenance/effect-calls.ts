import type { Effect } from './effects'
import type { Plan } from './plan'
import { factsOf } from './plan-step'

const login = ['s3:GetObject', 's3:PutObject'] as const
const looks = ['rds:DescribeDBInstances', 'elasticloadbalancing:DescribeTargetHealth', 'cloudwatch:DescribeAlarms'] as const
const rules = ['elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTags'] as const

/** As it goes nearly always. Where a Region has no mute rules alarm actions are switched, and a listener whose first places are taken has its rules moved. */
const phaseCalls = {
  validate: ['rds:DescribeDBInstances', 'rds:DescribeAccountAttributes', 'rds:DescribeDBEngineVersions'],
  close: [...login, ...rules, 'elasticloadbalancing:CreateRule', 'ses:SendEmail'],
  mute: ['cloudwatch:PutAlarmMuteRule', 'cloudwatch:GetAlarmMuteRule'],
  closeLonger: [...rules, 'elasticloadbalancing:ModifyRule', ...login],
  muteLonger: ['cloudwatch:PutAlarmMuteRule', 'cloudwatch:GetAlarmMuteRule'],
  snapshot: ['rds:CreateDBSnapshot', 'rds:DescribeDBSnapshots'],
  copy: ['rds:CopyDBSnapshot', 'rds:DescribeDBSnapshots'],
  verify: looks,
  restore: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance', 'rds:RestoreDBInstanceFromDBSnapshot', 'rds:RemoveTagsFromResource'],
  verifyAgain: looks,
  reopen: [...rules, 'elasticloadbalancing:DeleteRule', ...login],
  unmute: ['cloudwatch:DeleteAlarmMuteRule', 'cloudwatch:GetAlarmMuteRule'],
  compare: looks,
  tell: [...login, 'ses:SendEmail'],
} as const satisfies Record<Exclude<Effect['phase'], 'change'>, readonly string[]>

/** AWS operations that an effect is made of, in the order of their first call. Reads are repeated until what was asked for is there. */
export const callsOf = ({ steps }: Pick<Plan, 'steps'>, { phase, step }: Pick<Effect, 'phase' | 'step'>): readonly string[] =>
  phase === 'change' ? factsOf(steps[step ?? 0]!).calls : phaseCalls[phase]
