import { closesAccess } from './access-check'
import { callsOf } from './effect-calls'
import { effectsOf, type Effect, type Phase } from './effects'
import { tenantsOf, type Plan } from './plan'
import { upgradeQuestions } from './upgrade-check'

/**
 * Every AWS call that a window makes from its start to its end, if nothing fails.
 *
 * 1. What changes something is counted exactly, a runbook's start apart; what only reads is repeated until what was asked for is there, so that its count is the least.
 * 2. What the watch polls for a run is its own reading and no call of the run.
 */
export interface PlannedCall {
  readonly phase: Phase
  /** `rds:CreateDBSnapshot` */
  readonly operation: string
  /** What one of these calls is about, in the singular: `database`, `listener rule`. */
  readonly target: string
  readonly times: number
  /** Reads: `times` is the least. */
  readonly isRepeated: boolean
  readonly by: 'run' | 'watch'
}

/** How far a run reaches for one tenant, as the watch and the fleet file know it. */
export interface TenantReach {
  readonly loadBalancers: number
  /** Left out: not asked yet, one a load balancer is assumed. */
  readonly listeners?: number
  readonly hosts: number
  readonly muteRules: number
  /** Mail addresses. */
  readonly addresses: number
  readonly hasLoginScreen: boolean
}

export type PlanReach = Readonly<Record<string, TenantReach>>

/** With the listeners that AWS counted. */
export const withListeners = (reach: PlanReach, listeners: Readonly<Record<string, number>>): PlanReach =>
  Object.fromEntries(Object.entries(reach).map(([tenant, each]) => [tenant, listeners[tenant] === undefined ? each : { ...each, listeners: listeners[tenant] }]))

/** Of a tenant of which nothing is known. */
const plain: TenantReach = { loadBalancers: 1, hosts: 1, muteRules: 1, addresses: 1, hasLoginScreen: true }

export function plannedCalls(plan: Plan, reach: PlanReach = {}): readonly PlannedCall[] {
  const rows = new Map<string, PlannedCall>()
  for (const effect of effectsOf(plan)) {
    if (effect.phase === 'restore') continue
    for (const operation of callsOf(plan, effect)) {
      const key = `${effect.phase} ${operation}`
      const times = (rows.get(key)?.times ?? 0) + timesOf(plan, effect, operation, reach[effect.subject] ?? plain)
      rows.set(key, { phase: effect.phase, operation, target: targets[operation] ?? 'thing', times, isRepeated: repeated.test(operation), by: effect.phase === 'verify' || effect.phase === 'compare' ? 'watch' : 'run' })
    }
  }
  return [...rows.values()].filter(({ times }) => times > 0)
}

/** Reads; and the start of a runbook, which AWS answers with the execution that there is for as long as the token is the same: it is how it is found. */
const repeated = /:(Describe|Get|List|StartAutomationExecution)/

/** AWS takes so many host names in a rule. */
const hostsOfRule = 5

function timesOf(plan: Plan, { phase }: Effect, operation: string, reach: TenantReach): number {
  const listeners = reach.loadBalancers === 0 ? 0 : (reach.listeners ?? reach.loadBalancers)
  switch (operation) {
    case 's3:GetObject':
    case 's3:PutObject':
      return Number(reach.hasLoginScreen)
    case 'ses:SendEmail':
      // Where nothing is closed the start is told all the same.
      return reach.addresses * (phase === 'tell' && !closesAccess(plan) ? 2 : 1)
    case 'elasticloadbalancing:DescribeListeners':
      return reach.loadBalancers
    case 'elasticloadbalancing:DescribeRules':
    case 'elasticloadbalancing:DescribeTags':
      return listeners
    case 'elasticloadbalancing:CreateRule':
    case 'elasticloadbalancing:DeleteRule':
      return listeners * Math.ceil(reach.hosts / hostsOfRule)
  }
  if (operation.startsWith('ssm:')) return runbookPlaces(plan)
  if (operation.startsWith('cloudwatch:') && (phase === 'mute' || phase === 'unmute')) return reach.muteRules
  return phase === 'validate' ? checksOf(plan, operation) : 1
}

/** A runbook runs once in each account and Region. */
const runbookPlaces = ({ databases, groups }: Pick<Plan, 'databases' | 'groups'>): number => new Set([...databases, ...groups].map(({ arn }) => arn.split(':').slice(3, 5).join('/'))).size

/** Asked at the press of “Start” and once more as the run's first step, which also keeps every database as it is. */
function checksOf(plan: Plan, operation: string): number {
  switch (operation) {
    case 'rds:DescribeDBInstances':
      return 3 * plan.databases.length
    case 'rds:DescribeAccountAttributes':
      return 2 * quotaPlaces(plan).length
    case 'rds:DescribeDBEngineVersions':
      return 2 * upgradeQuestions(plan).length
    default:
      return 0
  }
}

/** `111122223333/eu-west-1`: where snapshots and their copies are made. */
export function quotaPlaces({ databases, copyTo }: Pick<Plan, 'databases' | 'copyTo'>): readonly string[] {
  const places = databases.flatMap(({ arn }) => {
    const [, , , region = '', account = ''] = arn.split(':')
    return [`${account}/${region}`, ...(copyTo === undefined ? [] : [`${account}/${copyTo.region}`])]
  })
  return [...new Set(places)]
}

const targets: Readonly<Record<string, string>> = {
  'rds:DescribeDBInstances': 'database',
  'rds:DescribeAccountAttributes': 'account and Region',
  'rds:DescribeDBEngineVersions': 'engine version',
  'rds:CreateDBSnapshot': 'database',
  'rds:DescribeDBSnapshots': 'snapshot',
  'rds:CopyDBSnapshot': 'snapshot',
  'rds:ModifyDBInstance': 'database',
  'rds:RebootDBInstance': 'database',
  'rds:ApplyPendingMaintenanceAction': 'database',
  'rds:DescribePendingMaintenanceActions': 'database',
  'rds:DescribeEvents': 'database',
  'elasticloadbalancing:DescribeListeners': 'load balancer',
  'elasticloadbalancing:DescribeRules': 'listener',
  'elasticloadbalancing:DescribeTags': 'listener',
  'elasticloadbalancing:CreateRule': 'listener rule',
  'elasticloadbalancing:DeleteRule': 'listener rule',
  'elasticloadbalancing:DescribeTargetHealth': 'tenant',
  's3:GetObject': 'login screen',
  's3:PutObject': 'login screen',
  'ses:SendEmail': 'mail address',
  'cloudwatch:PutAlarmMuteRule': 'mute rule',
  'cloudwatch:GetAlarmMuteRule': 'mute rule',
  'cloudwatch:DeleteAlarmMuteRule': 'mute rule',
  'cloudwatch:DescribeAlarms': 'tenant',
  'autoscaling:StartInstanceRefresh': 'app group',
  'autoscaling:DescribeInstanceRefreshes': 'app group',
  'ssm:StartAutomationExecution': 'account and Region',
  'ssm:GetAutomationExecution': 'account and Region',
}

/** What can only be answered by asking; each is one question of the preview. `groups` and `access` ask the watch, the others AWS. */
export const awsParts = ['databases', 'quotas', 'upgrades', 'groups', 'access', 'listeners'] as const
export type AwsPart = (typeof awsParts)[number]

/** What is asked, for an operator. */
export const partWords: Readonly<Record<AwsPart, string>> = {
  databases: 'Are the databases as they were planned?',
  quotas: 'Is there room for the snapshots?',
  upgrades: 'Does AWS offer these upgrades?',
  groups: 'Who stands on the app groups?',
  access: 'Can every tenant be closed?',
  listeners: 'How many listeners let people in?',
}

/** Those that a plan has something to ask for. */
export function partsToAsk(plan: Plan): readonly AwsPart[] {
  const asked: Record<AwsPart, boolean> = {
    databases: plan.databases.length > 0,
    quotas: plan.databases.length > 0,
    upgrades: upgradeQuestions(plan).length > 0,
    groups: plan.groups.length > 0,
    access: closesAccess(plan),
    listeners: closesAccess(plan) && tenantsOf(plan).length > 0,
  }
  return awsParts.filter((part) => asked[part])
}
