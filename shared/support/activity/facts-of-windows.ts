import type { Outcome } from '../../maintenance/decide'
import type { Plan } from '../../maintenance/plan'
import { tenantsOf } from '../../maintenance/plan'
import { phaseWords } from '../../maintenance/run-view'
import type { EffectView, PhaseView } from '../../maintenance/window-view'
import type { ActivityFact } from './activity'
import type { Span } from './open-span'

/** A window of the desk with what its run did; `phases` empty: not read, or no run. */
export interface DeskWindow {
  readonly plan: Plan
  readonly span: Span
  readonly isCalledOff: boolean
  readonly run?: { readonly startedAtMs: number; readonly endedAtMs?: number; readonly outcome?: Outcome; readonly phases: readonly PhaseView[] }
}

const outcomeWords: Readonly<Record<Outcome, string>> = {
  succeeded: 'done as planned',
  restored: 'did not go as planned: everything is back as it was before',
  partly: 'done in part',
  unchanged: 'nothing was changed',
}

/** Whether a window is about the tenant at all. */
export const touches = (plan: Plan, tenant: string): boolean => tenantsOf(plan).includes(tenant)

export interface NamedOthers {
  readonly tenants: readonly string[]
  /** Databases and groups. */
  readonly things: readonly string[]
}

/** Everybody and everything else that a plan names. */
export const othersIn = (plan: Plan, tenant: string): NamedOthers => ({
  tenants: tenantsOf(plan).filter((each) => each !== tenant),
  things: [...plan.databases.filter((each) => each.tenant !== tenant).map(({ id }) => id), ...plan.groups.filter(({ tenants }) => !tenants.includes(tenant)).map(({ name }) => name)],
})

/**
 * What a window did to the tenant, and nothing of what it did to others: their databases, groups and numbers stay out, and so does the id of a window
 * for several, which is made of its title. `alias` names the window within the statement.
 */
export function windowFacts({ plan, span, isCalledOff, run }: DeskWindow, tenant: string, alias: string): readonly ActivityFact[] {
  if (!touches(plan, tenant)) return []
  const { title, kind } = plan
  const target = tenantsOf(plan).length === 1 ? { target: plan.id } : {}
  const what = `Maintenance${kind === 'emergency' ? ' (emergency)' : ''}: ${oneLine(title)}`
  if (run === undefined) return isCalledOff ? [] : environmentsOf(plan, tenant).map((environment) => ({ id: `${alias} ${environment}`, atMs: span.fromMs, untilMs: span.toMs, environment, what, ...target, outcome: 'planned for this time; not carried out' }))
  const { startedAtMs, endedAtMs, outcome, phases } = run
  const whole = environmentsOf(plan, tenant).map((environment): ActivityFact => ({
    id: `${alias} ${environment}`,
    atMs: startedAtMs,
    ...(endedAtMs === undefined ? { lasts: true as const } : { untilMs: endedAtMs }),
    environment,
    what,
    ...target,
    ...(outcome === undefined ? {} : { outcome: outcomeWords[outcome] }),
  }))
  return [...whole, ...phases.flatMap(({ phase, effects }) => effects.flatMap((effect, at) => factOfEffect(effect, phase, plan, tenant).map((fact) => ({ ...fact, ...target, id: `${alias} ${phase} ${at + 1}` }))))]
}

function factOfEffect({ id, name, state, atMs, message }: EffectView, phase: PhaseView['phase'], plan: Plan, tenant: string): readonly Omit<ActivityFact, 'id'>[] {
  const subject = subjectOf(id, plan, tenant)
  if (subject === undefined || atMs === undefined || state === 'waiting') return []
  const { environment, isShared } = subject
  const outcome = { done: 'done', failed: message === undefined ? 'failed' : `failed: ${message}`, unclear: 'not known whether it was done', started: 'begun', inProgress: 'under way' }[state]
  return [{ atMs, ...(environment === undefined ? {} : { environment }), what: `${phaseWords[phase].name}: ${isShared ? 'app servers that several clients share' : name}`, outcome }]
}

interface EffectSubject {
  readonly environment?: string
  readonly isShared: boolean
}

/** An effect's id ends with what it is about: one of the tenant's databases or groups, or the tenant. Undefined: somebody else's, or the whole plan. */
function subjectOf(effect: string, plan: Plan, tenant: string): EffectSubject | undefined {
  const database = plan.databases.find((each) => each.tenant === tenant && effect.endsWith(`:${each.arn}`))
  if (database !== undefined) return { environment: database.environment, isShared: false }
  const group = plan.groups.find((each) => each.tenants.includes(tenant) && effect.endsWith(`:${each.arn}`))
  if (group !== undefined) return { environment: group.environment, isShared: group.tenants.length > 1 }
  return effect.split(':')[1] === tenant ? { isShared: false } : undefined
}

/** Environments of the tenant that the plan touches. */
function environmentsOf({ databases, groups }: Plan, tenant: string): readonly string[] {
  const own = [...databases.filter((each) => each.tenant === tenant), ...groups.filter(({ tenants }) => tenants.includes(tenant))]
  return [...new Set(own.map(({ environment }) => environment))].sort()
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
