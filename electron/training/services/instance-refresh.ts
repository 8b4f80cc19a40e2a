import { secondMs } from '#shared/kernel/time'
import { refreshEffect } from '../events/app-refresh'
import type { AppGroup } from '../world/fleet-model'
import { refreshesOf, type RefreshAt } from '../world/group-refresh'
import { withDeeds, type World } from '../world/world'
import { faults } from '../wire/service-fault'
import { groupByName, nameNotFound } from './autoscaling'
import { answered, operation, refused } from './operation'

/** How long a machine takes to be replaced. */
const machineMs = 100 * secondMs

const latestOf = (world: World, group: AppGroup): RefreshAt | undefined => refreshesOf(group, world.effects.group(group), world.nowMs).at(-1)

/** One at a time; as many machines at once as the healthy share leaves. */
export const startInstanceRefresh = operation('common', ({ world, place, input }) => {
  const name = input.text('AutoScalingGroupName') ?? ''
  const group = groupByName(place, name)
  const minHealthyPercent = input.record('Preferences')?.whole('MinHealthyPercentage', { min: 0, max: 100 }) ?? 90
  if (group === undefined) return refused(nameNotFound(name))
  if (latestOf(world, group)?.status === 'InProgress') return refused({ code: 'InstanceRefreshInProgress', status: 400, message: 'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.' })
  const atOnce = Math.max(1, Math.floor((group.desired * (100 - minHealthyPercent)) / 100))
  const completeAtMs = world.nowMs + Math.ceil(group.desired / atOnce) * machineMs
  const effect = refreshEffect(group, { fromMs: world.nowMs, toMs: Infinity, completeAtMs, minHealthyPercent })
  const after = withDeeds(world, { effects: [...world.deeds.effects, effect] })
  return { ...answered({ InstanceRefreshId: latestOf(after, group)?.id }), world: after }
})

/** What is begun is finished; nothing is put back. */
export const cancelInstanceRefresh = operation('common', ({ world, place, input }) => {
  const name = input.text('AutoScalingGroupName') ?? ''
  const group = groupByName(place, name)
  if (group === undefined) return refused(nameNotFound(name))
  const latest = latestOf(world, group)
  if (latest?.status !== 'InProgress') return refused({ ...faults.validation('No in progress or pending Instance Refresh found for Auto Scaling group ' + group.id), code: 'ActiveInstanceRefreshNotFound' })
  // A refresh that began at this very moment has been there for one.
  const atMs = Math.max(world.nowMs, latest.fromMs + 1)
  const after = withDeeds(world, { effects: [...world.deeds.effects, { on: 'group', kind: 'app.refresh-cancelled', target: group, fromMs: atMs, toMs: atMs, cancelsRefresh: true, truth: [] }] })
  return { ...answered({ InstanceRefreshId: latest.id }), world: after }
})
