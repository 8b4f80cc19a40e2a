import { minuteMs } from '#shared/kernel/time'
import { feeds } from '#shared/fleet/feeds'
import { appError } from '#shared/kernel/app-error'
import type { AppGroupRecord, AppLoadRecord, AppMinute } from '#shared/fleet/records'
import type { MetricQuery, MetricSeries } from '#electron/ports/aws-reader'
import { failed, type FeedPoller, type PollContext, type Polled } from './feed-poller'
import type { PlaceMemory } from './place-memory'
import { isAbout, isLookedAt, isRestless } from './restless-groups'

/**
 * Latency, requests and server errors of target groups, by their load balancer's metrics. CloudWatch charges for each metric, whatever
 * the number of its points.
 *
 * 1. Each minute: groups on the screen; within the cap those that are restless or that a firing alarm names, longest unread first.
 * 2. Groups whose latency and errors no alarm watches are looked at every quarter of an hour, within the same cap. Of the others, alarm
 *    state says for nothing what metrics would say for money.
 * 3. All in one request. A reading that is too old to be shown is let go.
 */
export const pollAppLoad: FeedPoller = async (context) => {
  const { memory, awsNowMs } = context
  forgetOthers(memory)
  for (const [arn, { readAtMs }] of memory.loads) if (awsNowMs() - readAtMs > shownMs) memory.loads.delete(arn)
  const turn = chooseTargets(memory, awsNowMs(), context.loadBudget)
  const nameless = await nameBalancers(context, turn)
  if (nameless !== undefined) return [nameless]
  const named = turn.flatMap((arn) => {
    const name = memory.balancers.get(arn)?.name
    return name === undefined ? [] : [{ arn, name }]
  })
  if (named.length === 0) return [{ feed, outcome: { kind: 'complete', records: [...memory.loads.values()] } }]

  const endMs = Math.floor(awsNowMs() / minuteMs) * minuteMs
  const reply = await context.reader.metrics(context.call, named.flatMap(({ arn, name }) => queriesOf(arn, name)), { startMs: endMs - spanMs, endMs })
  if (!reply.ok) return [failed(feed, reply.error)]
  const { records: series, dateMs } = reply.value
  if (series.length !== named.length * metrics.length) return [failed(feed, appError('unreadableReply', 'Metrics that were asked for are missing from the reply. They are asked for again.'))]
  named.forEach(({ arn }, nth) => {
    memory.loads.set(arn, toLoad(arn, dateMs, series.slice(nth * metrics.length)))
    memory.loadsPaidAt.set(arn, dateMs)
  })
  return [{ feed, outcome: { kind: 'complete', records: [...memory.loads.values()] }, dateMs }]
}

function forgetOthers(memory: PlaceMemory): void {
  const living = new Set((memory.appGroups ?? []).flatMap(({ targetGroupArns }) => targetGroupArns))
  for (const known of [memory.loads, memory.balancers, memory.loadsPaidAt]) for (const arn of known.keys()) if (!living.has(arn)) known.delete(arn)
}

const feed = 'cloudwatch.app-load'
/** Half an hour: what an operator asks is whether it has just begun. */
const spanMs = 30 * minuteMs
const shownMs = feeds[feed].staleAfterMs - minuteMs
const sentinelMs = 15 * minuteMs
const askAgainMs = 30 * minuteMs

const metrics = [
  { metric: 'TargetResponseTime', statistic: 'p99' },
  { metric: 'RequestCount', statistic: 'Sum' },
  { metric: 'HTTPCode_Target_5XX_Count', statistic: 'Sum' },
] as const

/** Which target groups' metrics are paid for now, `budget` of them beside those on the screen. */
export function chooseTargets(memory: PlaceMemory, nowMs: number, budget: number): readonly string[] {
  const groups = memory.appGroups ?? []
  const firing = [...memory.firing.values()]
  const looked = new Set(arnsOf(groups.filter(({ id }) => isLookedAt(memory, id, nowMs))))
  const troubled = arnsOf(groups.filter((group) => isRestless(memory, group, nowMs) || firing.some((alarm) => isAbout(alarm, group))))
  const chosen = (arns: readonly string[], most: number): readonly string[] => longestUnread(memory, arns.filter((arn) => !looked.has(arn))).slice(0, Math.max(0, most))
  return [...new Set([...looked, ...chosen(troubled, budget), ...chosen(sentinels(memory, nowMs), budget * (sentinelMs / minuteMs))])]
}

const arnsOf = (groups: readonly AppGroupRecord[]): readonly string[] => groups.flatMap(({ targetGroupArns }) => targetGroupArns)

function longestUnread(memory: PlaceMemory, arns: readonly string[]): readonly string[] {
  const paidAt = (arn: string): number => memory.loadsPaidAt.get(arn) ?? 0
  return [...arns].sort((a, b) => paidAt(a) - paidAt(b) || (a < b ? -1 : 1))
}

/** Those that no alarm watches, all in one request every quarter of an hour; the first time a quarter of an hour after the start. */
function sentinels(memory: PlaceMemory, nowMs: number): readonly string[] {
  const { alarmedTargets } = memory
  if (alarmedTargets === undefined) return []
  const isDue = nowMs >= (memory.sentinelsAtMs ?? Number.POSITIVE_INFINITY)
  if (isDue || memory.sentinelsAtMs === undefined) memory.sentinelsAtMs = nowMs + sentinelMs
  return isDue ? arnsOf(memory.appGroups ?? []).filter((arn) => !alarmedTargets.has(dimensionOf(arn))) : []
}

/** `arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>`: CloudWatch takes what follows the account. */
export const dimensionOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1)
const balancerOf = (arn: string): string => dimensionOf(arn).replace('loadbalancer/', '')

function queriesOf(arn: string, balancer: string): readonly MetricQuery[] {
  const dimensions = { TargetGroup: dimensionOf(arn), LoadBalancer: balancer }
  return metrics.map((asked) => ({ namespace: 'AWS/ApplicationELB', dimensions, periodSeconds: 60, ...asked }))
}

/** Alarms name most load balancers; the others are asked for, once. Undefined: well. */
async function nameBalancers({ reader, call, memory, awsNowMs }: PollContext, arns: readonly string[]): Promise<Polled | undefined> {
  const unknown = arns.filter((arn) => {
    const known = memory.balancers.get(arn)
    return known === undefined || (known.name === undefined && awsNowMs() - known.readAtMs > askAgainMs)
  })
  if (unknown.length === 0) return undefined
  const reply = await reader.loadBalancers(call, unknown)
  if (!reply.ok) return failed(feed, reply.error)
  const found = new Map(reply.value.records.map(({ targetGroupArn, loadBalancerArns }) => [targetGroupArn, loadBalancerArns.find((each) => each.includes(':loadbalancer/app/'))]))
  for (const arn of unknown) {
    const balancer = found.get(arn)
    memory.balancers.set(arn, { readAtMs: reply.value.dateMs, ...(balancer === undefined ? {} : { name: balancerOf(balancer) }) })
  }
  return undefined
}

function toLoad(arn: string, readAtMs: number, [latency, requests, errors]: readonly MetricSeries[]): AppLoadRecord {
  const minutes = new Map<number, AppMinute>()
  const note = (series: MetricSeries | undefined, of: (value: number) => Partial<AppMinute>): void => {
    for (const { atMs, value } of series?.points ?? []) minutes.set(atMs, { ...(minutes.get(atMs) ?? { atMs }), ...of(value) })
  }
  note(latency, (latencySeconds) => ({ latencySeconds }))
  note(requests, (value) => ({ requests: value }))
  note(errors, (value) => ({ errors: value }))
  return { kind: 'app-load', key: arn, readAtMs, minutes: [...minutes.values()].sort((a, b) => a.atMs - b.atMs) }
}
