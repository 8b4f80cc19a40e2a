import type { AlarmRecord } from '#shared/fleet/records'
import { dimensionOf } from './app-load'
import type { PlaceMemory } from './place-memory'

/** Alarms say for nothing which load balancer a target group has, and whose latency and errors somebody watches. */
export function noteTargets(memory: PlaceMemory, alarms: readonly AlarmRecord[]): void {
  const watched = new Map<string, Set<string>>()
  const arns = new Map((memory.appGroups ?? []).flatMap(({ targetGroupArns }) => targetGroupArns).map((arn) => [dimensionOf(arn), arn]))
  for (const { metric = '', dimensions, stateUpdatedAtMs = 0 } of alarms) {
    const { TargetGroup: target, LoadBalancer: name } = dimensions
    if (target === undefined) continue
    watched.set(target, (watched.get(target) ?? new Set()).add(metric))
    const arn = arns.get(target)
    if (arn !== undefined && name !== undefined) memory.balancers.set(arn, { name, readAtMs: stateUpdatedAtMs })
  }
  const isWatched = (metrics: ReadonlySet<string>): boolean => metrics.has('TargetResponseTime') && (metrics.has('HTTPCode_Target_5XX_Count') || metrics.has('HTTPCode_ELB_5XX_Count'))
  memory.alarmedTargets = new Set([...watched].flatMap(([target, metrics]) => (isWatched(metrics) ? [target] : [])))
}
