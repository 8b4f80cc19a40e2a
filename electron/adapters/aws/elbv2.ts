import { DescribeTargetHealthCommand, type ElasticLoadBalancingV2Client, type TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { Target, TargetHealthRecord } from '#shared/fleet/records'
import type { Call, Reply } from '#electron/ports/aws-reader'
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
