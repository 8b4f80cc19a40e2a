import type { SupportPolicy } from '#shared/fleet/fleet-config'
import { assertNever } from '#shared/kernel/assert-never'
import { clockText } from '#shared/support/grant-wording'
import type { Deed } from '#shared/support/next-deed'
import { targetText } from '#shared/support/places'
import type { AwsOperator } from '#electron/ports/aws-operator'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import { closingSchedule, sshPort, type DoorOf } from './door-sight'

/** What AWS said; of a document its new version. */
export async function doDeed(aws: AwsOperator, call: OperatorCall, of: DoorOf, deed: Deed, policy: SupportPolicy): Promise<Outcome<{ readonly version?: number } | null>> {
  const { door } = of
  switch (deed.kind) {
    case 'schedule':
      return deed.how === 'create' ? aws.schedules.create(call, closingSchedule(of, deed.atMs, policy)) : aws.schedules.update(call, closingSchedule(of, deed.atMs, policy))
    case 'unschedule':
      return aws.schedules.delete(call, { group: policy.scheduleGroup, name: of.schedule })
    case 'write':
      return aws.parameters.put(call, { name: parameterOf(of), value: deed.text, how: deed.how })
    case 'authorize':
      return authorized(await aws.network.authorize(call, { securityGroup: groupOf(of), cidr: door.kind === 'ssh' ? door.cidr : '', port: sshPort, description: deed.description }))
    case 'describe':
      return aws.network.describe(call, groupOf(of), deed.rule, deed.description)
    case 'revoke':
      return aws.network.revoke(call, groupOf(of), deed.rule)
    default:
      return assertNever(deed)
  }
}

const authorized = (outcome: Outcome<unknown>): Outcome<null> => (outcome.ok ? { ok: true, value: { value: null, dateMs: outcome.value.dateMs } } : outcome)
const parameterOf = ({ door }: DoorOf): string => (door.kind === 'application' ? door.parameter : '')
const groupOf = ({ door }: DoorOf): string => (door.kind === 'ssh' ? door.securityGroup : '')

/** Deeds that open or widen: they wait for the audit trail. Closing waits for nothing. */
export const isOpening = (deed: Deed): boolean => deed.kind === 'schedule' || deed.kind === 'authorize' || ((deed.kind === 'write' || deed.kind === 'describe') && deed.adds)

export function deedWords({ door, tenant, environment }: DoorOf, deed: Deed): string {
  const where = `${targetText(door)} of ${tenant}, ${environment}`
  switch (deed.kind) {
    case 'schedule':
      return `${deed.how === 'create' ? 'Made' : 'Moved'} the schedule that closes ${where} to ${clockText(deed.atMs)}`
    case 'unschedule':
      return `Removed the closing schedule of ${where}`
    case 'write':
      return `Wrote ${where}`
    case 'authorize':
      return `Opened ${where}`
    case 'describe':
      return `Named the grants of ${where} anew`
    case 'revoke':
      return `Closed ${where}`
    default:
      return assertNever(deed)
  }
}
