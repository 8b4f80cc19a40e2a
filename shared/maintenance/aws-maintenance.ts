import type { TenantView } from '../fleet/tenant-view'
import type { AwsMaintenance } from './window-view'

/** What AWS would do to databases by itself, soonest first; what waits until somebody asks comes last. */
export function awsMaintenance(views: readonly TenantView[]): readonly AwsMaintenance[] {
  const waiting = views.flatMap(({ id, databases }) =>
    databases.flatMap(({ record, pending }) =>
      pending.map(({ action, description, autoAppliedAfterMs, forcedApplyMs }): AwsMaintenance => ({
        tenant: id,
        database: record.id,
        action,
        ...(description === undefined ? {} : { description }),
        ...(autoAppliedAfterMs === undefined ? {} : { autoAppliedAfterMs }),
        ...(forcedApplyMs === undefined ? {} : { forcedApplyMs }),
      })),
    ),
  )
  return waiting.toSorted((left, right) => soonest(left) - soonest(right) || (left.database < right.database ? -1 : 1))
}

const soonest = ({ autoAppliedAfterMs = Number.MAX_VALUE, forcedApplyMs = Number.MAX_VALUE }: AwsMaintenance): number => Math.min(autoAppliedAfterMs, forcedApplyMs)
