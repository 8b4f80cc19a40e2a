import type { TenantConfig } from '#shared/fleet/fleet-config'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { accessBlockers } from '#shared/maintenance/access-check'
import type { Blocker } from '#shared/maintenance/blocker'
import { groupBlockers } from '#shared/maintenance/group-check'
import { tenantsOf, type Plan } from '#shared/maintenance/plan'
import type { AwsPart } from '#shared/maintenance/planned-calls'
import { databasesBlockers, quotaBlockers } from '#shared/maintenance/preflight'
import { upgradeBlockers } from '#shared/maintenance/upgrade-check'
import type { AwsAnswer } from '#shared/maintenance/window-view'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Clock } from '#electron/ports/clock'
import type { FleetSight } from '#electron/ports/fleet-sight'
import { forPeople } from '../effects/door-rules'
import { databasesNow, quotasNow, upgradeOffersNow } from './aws-facts'
import { groupsNow } from './groups-now'
import { doorsOf, unclosableNow } from './tenant-sight'

export interface AskingOptions {
  readonly sight: FleetSight
  readonly operators: AwsOperators
  readonly tenant: (id: string) => TenantConfig | undefined
  readonly tenantTag: string
  /** AWS time. */
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Asks one of the questions that a plan's start will ask: nothing is changed, and an answer is of its moment. */
export async function askPart(options: AskingOptions, plan: Plan, part: AwsPart): Promise<Result<AwsAnswer, AppError>> {
  let requests = 0
  const onRequest = (): Promise<void> => {
    requests += 1
    return Promise.resolve()
  }
  const found = await answerTo({ ...options, onRequest }, plan, part)
  return found.ok ? ok({ part, atMs: options.clock.nowMs(), requests, ...found.value }) : found
}

type Found = Pick<AwsAnswer, 'blockers' | 'listeners'>
type Asking = AskingOptions & { readonly onRequest: () => Promise<void> }

async function answerTo(asking: Asking, plan: Plan, part: AwsPart): Promise<Result<Found, AppError>> {
  const nameOf = (id: string): string => asking.tenant(id)?.name ?? id
  switch (part) {
    case 'databases':
      return blockers(await databasesNow(asking, plan), (now) => databasesBlockers(plan, now, nameOf))
    case 'quotas':
      return blockers(await quotasNow(asking, plan), quotaBlockers)
    case 'upgrades':
      return blockers(await upgradeOffersNow(asking, plan), (offers) => upgradeBlockers(plan, offers))
    case 'groups':
      return blockers(await groupsNow(asking.sight, plan), (groups) => groupBlockers(plan, groups, nameOf))
    case 'access':
      return blockers(await unclosableNow(asking.sight, asking.tenant, plan), (unclosable) => accessBlockers(plan, unclosable, nameOf))
    case 'listeners':
      return listenersNow(asking, plan)
  }
}

const blockers = <T>(asked: Result<T, AppError>, judge: (value: T) => readonly Blocker[]): Result<Found, AppError> => (asked.ok ? ok({ blockers: judge(asked.value) }) : asked)

/** Each listener by which people come in gets rules of its own; a load balancer that is gone has none. */
async function listenersNow({ sight, tenant: configOf, operators, signal, onRequest }: Asking, plan: Plan): Promise<Result<Found, AppError>> {
  const listeners: Record<string, number> = {}
  const byDoor = new Map<string, number>()
  for (const tenant of tenantsOf(plan)) {
    const known = await sight.tenant(tenant)
    if (!known.ok) return known
    if (known.value === undefined) continue
    listeners[tenant] = 0
    for (const { account, region, loadBalancerArn } of doorsOf(known.value.view, plan, configOf(tenant))) {
      const asked = byDoor.get(loadBalancerArn)
      const found = asked === undefined ? await operators(account, region).access.listeners({ signal, onRequest }, loadBalancerArn) : undefined
      if (found !== undefined && !found.ok && found.error.why !== 'gone') return err(found.error.error)
      const many = asked ?? (found?.ok === true ? found.value.value.filter(({ protocol }) => forPeople.has(protocol)).length : 0)
      byDoor.set(loadBalancerArn, many)
      listeners[tenant] += many
    }
  }
  return ok({ blockers: [], listeners })
}
