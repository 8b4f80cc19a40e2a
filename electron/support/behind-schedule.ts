import { z } from 'zod'
import { minuteMs } from '#shared/kernel/time'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AppError } from '#shared/kernel/app-error'
import { readDocument } from '#shared/support/document'
import type { AwsOperator } from '#electron/ports/aws-operator'
import type { OperatorCall } from '#electron/ports/operator/outcome'
import type { ScheduleState } from '#electron/ports/operator/schedules'
import { isSshFrom, lookAtDocument } from './door-sight'

const documentInput = z.object({ Name: z.string() })
const ruleInput = z.object({
  GroupId: z.string(),
  IpPermissions: z.array(z.object({ IpRanges: z.array(z.object({ CidrIp: z.string() })).optional(), Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string() })).optional() })),
})
/** It fires within the minute after its time. */
const lateMs = 2 * minuteMs

/** What a schedule will still close, if that is open now; undefined: nothing depends on it. */
export async function openBehind(aws: AwsOperator, call: OperatorCall, { atMs, isEnabled, firesThen, does }: ScheduleState, nowMs: number): Promise<Result<string | undefined, AppError>> {
  if (!isEnabled || (firesThen && atMs < nowMs - lateMs)) return ok(undefined)
  const document = documentInput.safeParse(does.input)
  if (document.success) return openDocument(aws, call, document.data.Name, nowMs)
  const rule = ruleInput.safeParse(does.input)
  return rule.success ? openRule(aws, call, rule.data) : ok(undefined)
}

async function openDocument(aws: AwsOperator, call: OperatorCall, name: string, nowMs: number): Promise<Result<string | undefined, AppError>> {
  const seen = await lookAtDocument(aws, call, name)
  if (!seen.ok) return err(seen.error.error)
  const { text } = seen.value.value
  const there = text === undefined ? undefined : readDocument(text)
  // What cannot be read may be open to somebody who reads less strictly.
  const isOpen = text !== undefined && (there === undefined || there.grants.some(({ untilMs }) => untilMs > nowMs))
  return ok(isOpen ? name : undefined)
}

async function openRule(aws: AwsOperator, call: OperatorCall, { GroupId: group, IpPermissions: permissions }: z.infer<typeof ruleInput>): Promise<Result<string | undefined, AppError>> {
  const cidrs = permissions.flatMap(({ IpRanges: v4 = [], Ipv6Ranges: v6 = [] }) => [...v4.map(({ CidrIp: cidr }) => cidr), ...v6.map(({ CidrIpv6: cidr }) => cidr)])
  const seen = await aws.network.ingress(call, group)
  if (!seen.ok) return seen.error.why === 'gone' ? ok(undefined) : err(seen.error.error)
  const open = cidrs.find((cidr) => seen.value.value.some((rule) => isSshFrom(rule, cidr)))
  return ok(open === undefined ? undefined : `${group} port 22 from ${open}`)
}
