import { secondMs } from '#shared/kernel/time'
import { feeds } from '#shared/fleet/feeds'
import type { AppGroupRecord, TargetHealthRecord } from '#shared/fleet/records'
import { failed, type FeedPoller, type PollContext, type Polled } from './feed-poller'
import type { PlaceMemory } from './place-memory'
import { isAbout } from './restless-groups'

/**
 * Target health costs a request a target group, so that it is rationed.
 *
 * 1. Only groups that app groups refer to. Those that are short, unhealthy last time, or named by a firing alarm are always read.
 * 2. The rest take turns, longest unread first, within the budget. The first poll of a place reads all.
 * 3. The feed is as old as the oldest reading in it. What would be too old before the next poll waits for its turn, and says so: the
 *    app group's own health then stands alone, and nothing old looks current.
 */
export const pollTargetHealth: FeedPoller = async (context) => {
  const { memory, awsNowMs } = context
  const arns = [...new Set((memory.appGroups ?? []).flatMap((group) => group.targetGroupArns))].sort()
  const budget = memory.targetGroups.size === 0 ? arns.length : context.targetGroupBudget
  const gone = new Set<string>()
  const failure = await readTurn(context, chooseTurn(memory, arns, budget), gone)
  if (failure !== undefined) return [failure]

  forgetOthers(memory, new Set(arns))
  const current = arns.flatMap((arn) => memory.targetGroups.get(arn) ?? []).filter(({ readAtMs }) => awsNowMs() - readAtMs <= longestShownMs)
  const shown = new Set(current.map(({ record }) => record.targetGroupArn))
  const waiting = arns.filter((arn) => !shown.has(arn) && !gone.has(arn)).map(waitingRecord)
  const dateMs = Math.min(awsNowMs(), ...current.map(({ readAtMs }) => readAtMs))
  return [{ feed: 'elbv2.target-health', outcome: { kind: 'complete', records: [...current.map(({ record }) => record), ...waiting] }, dateMs }]
}

const { staleAfterMs, cadenceMs } = feeds['elbv2.target-health']
const marginMs = 30 * secondMs
const longestShownMs = staleAfterMs - cadenceMs - marginMs

const waitingRecord = (arn: string): TargetHealthRecord => ({ kind: 'target-health', key: arn, targetGroupArn: arn, targetGroupName: arn.split('/')[1] ?? arn, targets: [], waitsForTurn: true })

/** Which target groups are read now, in a fixed order. */
export function chooseTurn(memory: PlaceMemory, arns: readonly string[], budget: number): readonly string[] {
  const urgent = urgentGroups(memory)
  const first = arns.filter((arn) => urgent.has(arn))
  const rest = arns.filter((arn) => !urgent.has(arn)).sort((a, b) => readAt(memory, a) - readAt(memory, b))
  return [...first, ...rest.slice(0, Math.max(0, budget))]
}

const readAt = (memory: PlaceMemory, arn: string): number => memory.targetGroups.get(arn)?.readAtMs ?? Number.NEGATIVE_INFINITY

function urgentGroups(memory: PlaceMemory): ReadonlySet<string> {
  const firing = [...memory.firing.values()]
  const needy = (memory.appGroups ?? []).filter((group) => isShort(group) || firing.some((alarm) => isAbout(alarm, group)))
  const unwell = [...memory.targetGroups].filter(([, { record }]) => record.targets.some((target) => target.state !== 'healthy')).map(([arn]) => arn)
  return new Set([...needy.flatMap((group) => group.targetGroupArns), ...unwell])
}

const isShort = (group: AppGroupRecord): boolean =>
  group.instances.filter((instance) => instance.lifecycle === 'InService' && instance.health.toLowerCase() === 'healthy').length < group.desired

/** Reads in order; the first failure ends the turn, what was read before it is kept for the next. */
async function readTurn({ reader, call, memory, awsNowMs }: PollContext, arns: readonly string[], gone: Set<string>): Promise<Polled | undefined> {
  for (const arn of arns) {
    const reply = await reader.targetHealth(call, arn)
    if (!reply.ok && reply.error.kind !== 'notFound') return failed('elbv2.target-health', reply.error)
    const record = reply.ok ? reply.value.records[0] : undefined
    if (record === undefined) {
      memory.targetGroups.delete(arn)
      gone.add(arn)
    } else memory.targetGroups.set(arn, { record, readAtMs: awsNowMs() })
  }
  return undefined
}

function forgetOthers(memory: PlaceMemory, wanted: ReadonlySet<string>): void {
  for (const arn of memory.targetGroups.keys()) if (!wanted.has(arn)) memory.targetGroups.delete(arn)
}
