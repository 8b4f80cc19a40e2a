import type { TenantConfig } from '#shared/fleet/fleet-config'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { Blocker } from '#shared/maintenance/blocker'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { RunContext, RunNotices } from '../effects/run-context'
import { rememberedAlarms, rememberedStates } from '../run-before'
import { rememberedDoors, rememberedHealth } from '../run-conditions'
import { createRunMemory } from '../run-memory'
import { conditionNow, detailOf } from './condition-now'
import type { HeldPlan } from './run-hall'
import { doorsOf, mutableAlarms } from './tenant-sight'

export interface RunPartsOptions {
  readonly store: DeskStore
  readonly ids: Ids
  /** AWS time. */
  readonly clock: Clock
  readonly timers: Timers
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
  const { store, ids, clock, timers, sight, operators } = options
  const memory = createRunMemory({ store, ids, run: run.plan.id, fence: run.fence })
  const detail = (tenant: string) => detailOf(sight, tenant)
  return {
    run: run.plan.id,
    plan: run.plan,
    tenantTag: options.tenantTag,
    operators,
    clock,
    before: rememberedStates(memory),
    alarms: rememberedAlarms(memory, async (tenant) => {
      const known = await detail(tenant)
      return known.ok ? ok(mutableAlarms(known.value.view, run.plan, options.tenant(tenant))) : known
    }),
    doors: rememberedDoors(memory, async (tenant) => {
      const known = await detail(tenant)
      return known.ok ? ok(doorsOf(known.value.view, run.plan, options.tenant(tenant))) : known
    }),
    health: rememberedHealth(memory, (tenant) => conditionNow({ sight, clock, timers, signal: run.signal }, tenant)),
    notices: options.noticesOf(run),
    preflight: () => options.preflight(run),
    endMs: run.endMs,
    call: { signal: run.signal, onRequest: () => Promise.resolve() },
  }
}
