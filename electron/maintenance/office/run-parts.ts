import type { TenantConfig } from '#shared/fleet/fleet-config'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Blocker } from '#shared/maintenance/blocker'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Clock, Ids } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { RunContext, RunNotices } from '../effects/run-context'
import { rememberedAlarms, rememberedStates } from '../run-before'
import { rememberedDoors, rememberedHealth } from '../run-conditions'
import { createRunMemory } from '../run-memory'
import type { HeldPlan } from './run-hall'
import { conditionOf, doorsOf, mutableAlarms } from './tenant-sight'

export interface RunPartsOptions {
  readonly store: DeskStore
  readonly ids: Ids
  /** AWS time. */
  readonly clock: Clock
  readonly sight: FleetSight
  readonly operators: AwsOperators
  readonly tenant: (id: string) => TenantConfig | undefined
  /** The key of the tag that says whose a resource is. */
  readonly tenantTag: string
  readonly noticesOf: (run: HeldPlan) => RunNotices
  readonly preflight: (run: HeldPlan) => Promise<Result<readonly Blocker[], AppError>>
}

/** Everything that the effects of one run need, from the parts that this console has. */
export function runContextOf(options: RunPartsOptions, run: HeldPlan): RunContext {
  const { store, ids, clock, sight, operators } = options
  const memory = createRunMemory({ store, ids, run: run.plan.id, fence: run.fence })
  const detail = (tenant: string) => tenantDetail(sight, tenant)
  return {
    run: run.plan.id,
    plan: run.plan,
    tenantTag: options.tenantTag,
    operators,
    clock,
    before: rememberedStates(memory),
    alarms: rememberedAlarms(memory, async (tenant) => {
      const known = await detail(tenant)
      return known.ok ? ok(mutableAlarms(known.value.view)) : known
    }),
    doors: rememberedDoors(memory, async (tenant) => {
      const known = await detail(tenant)
      return known.ok ? ok(doorsOf(known.value.view, options.tenant(tenant))) : known
    }),
    health: rememberedHealth(memory, async (tenant) => {
      const asked = await sight.refresh(tenant)
      if (!asked.ok) return asked
      const known = await detail(tenant)
      return known.ok ? ok(conditionOf(known.value)) : known
    }),
    notices: options.noticesOf(run),
    preflight: () => options.preflight(run),
    endMs: run.endMs,
    call: { signal: run.signal, onRequest: () => Promise.resolve() },
  }
}

async function tenantDetail(sight: FleetSight, tenant: string): Promise<Result<TenantDetail, AppError>> {
  const known = await sight.tenant(tenant)
  if (!known.ok) return known
  return known.value === undefined ? err(appError('notFound', `${tenant} is not in the fleet that is watched here.`)) : ok(known.value)
}
