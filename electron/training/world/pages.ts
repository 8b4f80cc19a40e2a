import { secondMs } from '#shared/kernel/time'
import { probeDefaults } from '#shared/probes/probe-config'
import { chance } from './chance'
import type { GroupEffect } from './effects'
import type { AppGroup, Fleet } from './fleet-model'
import { groupState } from './group-state'
import { closingRule } from './listener-rules'
import type { World } from './world'

/**
 * The page by which each environment says that it works, as a client would find it. Not AWS's, and counted nowhere.
 *
 * 1. A cut way breaks off; no healthy app server, or a database that nobody can use, is a 503; errors and slowness of the app show as such.
 * 2. What an AWS account denies changes nothing for clients.
 */
export type PageAnswer = { readonly kind: 'breaksOff' } | { readonly kind: 'answers'; readonly status: number; readonly body: string; readonly delayMs: number; readonly contentType?: string }

/** Undefined: no such tenant or environment. */
export function pageOf(world: World, tenantId: string, environment: string): PageAnswer | undefined {
  const home = world.places.home(tenantId)
  if (home === undefined || !home.tenant.environments.includes(environment)) return undefined
  const { effects, nowMs } = world
  const isNow = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): boolean => fromMs <= nowMs && nowMs < toMs
  if (effects.page(tenantId, environment).some(isNow)) return { kind: 'breaksOff' }

  const closed = closingRule(world, home.tenant, environment)
  if (closed !== undefined) return { kind: 'answers', status: closed.status, body: closed.body, delayMs: 0, contentType: closed.contentType }

  const group = home.place.groupById.get(`${tenantId}-${environment}-app`) ?? home.place.groupById.get(`${environment}-app`)
  const onGroup = group === undefined ? [] : effects.group(group)
  const requests = onGroup.filter(isNow).flatMap((effect) => effect.requests ?? [])
  const delayMs = Math.max(0, ...requests.map((request) => request.delayMs ?? 0))
  const answer = (status: number, body: string): PageAnswer => ({ kind: 'answers', status, body, delayMs })
  if (group !== undefined && onGroup.length > 0 && !groupState(group, onGroup, nowMs).targets.some(({ state }) => state === 'healthy')) return answer(503, 'no healthy app server')

  const database = home.place.databaseById.get(`${tenantId}-${environment}`)
  const outages = database === undefined ? [] : effects.database(database).flatMap((effect) => effect.outage ?? [])
  if (outages.some(isNow)) return answer(503, 'the database does not answer')
  const errorRatio = Math.max(0, ...requests.map((request) => request.errorRatio ?? 0))
  if (errorRatio > 0 && chance(group?.noise ?? 0, tenantId, Math.floor(nowMs / 1000), 'request fails') < errorRatio) return answer(500, 'an error of the application')
  return answer(200, 'ok')
}

/** Spans up to now in which requests to an app group fail: no healthy server, errors, or answers too slow for any client. */
export function groupOutages(group: AppGroup, effects: readonly GroupEffect[], nowMs: number): readonly { readonly fromMs: number; readonly toMs: number }[] {
  const moments = effects.flatMap(({ fromMs, toMs, slots }) => [fromMs, toMs, ...[...(slots?.values() ?? [])].flatMap((change) => [change.unhealthyAtMs, change.terminatingAtMs, change.goneAtMs, change.launchedAtMs, change.inServiceAtMs, change.healthyAtMs])])
  const edges = [...new Set(moments)].filter((atMs) => atMs <= nowMs).sort((left, right) => left - right)
  const fails = (atMs: number): boolean =>
    !groupState(group, effects, atMs).targets.some(({ state }) => state === 'healthy') ||
    effects.some(({ fromMs, toMs, requests }) => fromMs <= atMs && atMs < toMs && ((requests?.errorRatio ?? 0) > 0 || (requests?.delayMs ?? 0) >= patienceMs))
  return edges.flatMap((fromMs, at) => (fails(fromMs) ? [{ fromMs, toMs: edges[at + 1] ?? Infinity }] : []))
}
/** What the probes of a training fleet's own fleet file wait for. */
const patienceMs = probeDefaults.timeoutSeconds * secondMs

export const pagePath = (tenantId: string, environment: string): string => `/_tenants/${tenantId}/${environment}/health`

/** Which pages the fleet file of a training fleet asks: all, of larger fleets the first of each tenant, of the largest none. */
export function probedEnvironments(fleet: Pick<Fleet, 'tenants'>): (environments: readonly string[]) => readonly string[] {
  const pages = fleet.tenants.reduce((sum, tenant) => sum + tenant.environments.length, 0)
  if (pages <= mostPages) return (environments) => environments
  return isLargest(fleet) ? () => [] : (environments) => environments.slice(0, 1)
}

/** Fleets whose files are kept short, so that they load fast. */
export const isLargest = ({ tenants }: Pick<Fleet, 'tenants'>): boolean => tenants.length > mostPages
const mostPages = 2_000
