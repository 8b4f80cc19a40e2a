import { DescribeTargetGroupsCommand, DescribeTargetHealthCommand, type ElasticLoadBalancingV2Client, type TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { Target, TargetHealthRecord } from '#shared/fleet/records'
import type { Call, Reply, TargetGroupBalancers } from '#electron/ports/aws-reader'
import { omitAbsent } from './omit-absent'
import { ownCopies } from './own-copy'
import { send, type Exchange } from './send'

/** One request a target group: its name is part of its ARN, so the group itself need not be described. */
export async function fetchTargetHealth(elb: ElasticLoadBalancingV2Client, exchange: Exchange, call: Call, targetGroupArn: string): Promise<Reply<TargetHealthRecord>> {
  const reply = await send(exchange, call, 'elbv2', 'DescribeTargetHealth', (abortSignal) =>
    elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }), { abortSignal }),
  )
  if (!reply.ok) return reply
  const described = reply.value.output.TargetHealthDescriptions
  if (described === undefined) return err(appError('unreadableReply', 'The list of targets is missing from a reply. A proxy may have changed it; it is tried again.'))
  const record: TargetHealthRecord = { kind: 'target-health', key: targetGroupArn, targetGroupArn, targetGroupName: nameOf(targetGroupArn), targets: described.flatMap(toTarget) }
  return ok({ records: ownCopies([record]), dateMs: reply.value.dateMs })
}

/** `arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>` */
const nameOf = (arn: string): string => arn.split('/')[1] ?? arn

function toTarget({ Target: target, TargetHealth: health }: TargetHealthDescription): Target[] {
  if (target?.Id === undefined) return []
  return [{ id: target.Id, state: health?.State ?? 'unknown', ...omitAbsent({ az: target.AvailabilityZone, reason: health?.Reason, description: health?.Description }) }]
}

/** AWS's limit of ARNs in one DescribeTargetGroups. */
const groupsPerRequest = 20

/** A group that is gone makes AWS refuse the whole list: its neighbours are then asked for one by one. */
export async function fetchLoadBalancers(elb: ElasticLoadBalancingV2Client, exchange: Exchange, call: Call, arns: readonly string[]): Promise<Reply<TargetGroupBalancers>> {
  const records: TargetGroupBalancers[] = []
  let dateMs = exchange.clock.nowMs()
  for (let from = 0; from < arns.length; from += groupsPerRequest) {
    const chunk = arns.slice(from, from + groupsPerRequest)
    const reply = await fetchGroups(elb, exchange, call, chunk)
    if (reply.ok) {
      records.push(...reply.value.records)
      dateMs = reply.value.dateMs
      continue
    }
    if (reply.error.kind !== 'notFound') return reply
    for (const arn of chunk.length === 1 ? [] : chunk) {
      const single = await fetchGroups(elb, exchange, call, [arn])
      if (single.ok) records.push(...single.value.records)
      else if (single.error.kind !== 'notFound') return single
    }
  }
  return ok({ records: ownCopies(records), dateMs })
}

async function fetchGroups(elb: ElasticLoadBalancingV2Client, exchange: Exchange, call: Call, arns: readonly string[]): Promise<Reply<TargetGroupBalancers>> {
  const reply = await send(exchange, call, 'elbv2', 'DescribeTargetGroups', (abortSignal) => elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [...arns] }), { abortSignal }))
  if (!reply.ok) return reply
  const found = reply.value.output.TargetGroups
  if (found === undefined) return err(appError('unreadableReply', 'The list of target groups is missing from a reply. A proxy may have changed it; it is tried again.'))
  return ok({ records: found.flatMap(({ TargetGroupArn: arn, LoadBalancerArns }) => (arn === undefined ? [] : [{ targetGroupArn: arn, loadBalancerArns: LoadBalancerArns ?? [] }])), dateMs: reply.value.dateMs })
}
