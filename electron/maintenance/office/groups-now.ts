import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { Plan, PlanGroup } from '#shared/maintenance/plan'
import type { FleetSight } from '#electron/ports/fleet-sight'

/** Every app group that the watch sees, when the plan has any: whoever stands on one now is among its tenants, also who is not in the plan. */
export async function groupsNow(sight: Pick<FleetSight, 'scope'>, { groups }: Pick<Plan, 'groups'>): Promise<Result<readonly PlanGroup[], AppError>> {
  if (groups.length === 0) return ok([])
  const scope = await sight.scope({})
  return scope.ok ? ok(scope.value.groups) : scope
}
