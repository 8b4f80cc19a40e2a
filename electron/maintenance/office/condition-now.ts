import type { TenantDetail } from '#shared/fleet/tenant-view'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { Clock, Timers } from '#electron/ports/clock'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { TenantCondition } from '../effects/run-context'
import { conditionOf } from './tenant-sight'

export interface ConditionOptions {
  readonly sight: Pick<FleetSight, 'refresh' | 'tenant'>
  /** AWS time. */
  readonly clock: Clock
  readonly timers: Timers
  readonly signal: AbortSignal
}

/** Polls answer within seconds, or not at all. */
const patienceMs = [250, 500, secondMs, 2 * secondMs, 4 * secondMs]

/** How a tenant is by readings that were asked for now; by those that there are, where AWS does not answer in time. */
export async function conditionNow({ sight, clock, timers, signal }: ConditionOptions, tenant: string): Promise<Result<TenantCondition, AppError>> {
  // AWS tells its time by the second.
  const askedMs = clock.nowMs() - secondMs
  const asked = await sight.refresh(tenant)
  if (!asked.ok) return asked
  for (const waitMs of patienceMs) {
    const known = await detailOf(sight, tenant)
    if (!known.ok) return known
    const condition = conditionOf(known.value)
    if (condition.asOfMs >= askedMs || signal.aborted) return ok(condition)
    await timers.sleep(waitMs, 'readings of a tenant are on their way', signal)
  }
  const known = await detailOf(sight, tenant)
  return known.ok ? ok(conditionOf(known.value)) : known
}

/** `notFound`: nobody watches it here. */
export async function detailOf(sight: Pick<FleetSight, 'tenant'>, tenant: string): Promise<Result<TenantDetail, AppError>> {
  const known = await sight.tenant(tenant)
  if (!known.ok) return known
  return known.value === undefined ? err(appError('notFound', `${tenant} is not in the fleet that is watched here.`)) : ok(known.value)
}
