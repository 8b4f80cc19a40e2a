import type { SupportPolicy } from '#shared/fleet/fleet-config'
import type { GrantWish } from '#shared/support/grant'
import type { GrantFacts } from '#shared/support/grant-state'
import { clockText } from '#shared/support/grant-wording'
import { doorsOf, type SupportPlace } from '#shared/support/places'

/** The AWS calls of opening and closing, in words, in order. */
export function callsOf(wish: GrantWish, cidr: string | undefined, places: readonly SupportPlace[], { scheduleGroup }: SupportPolicy): readonly string[] {
  const doors = doorsOf({ ...wish, ...(cidr === undefined ? {} : { cidr }) }, places)
  if (doors.length === 0) return []
  const until = clockText(wish.untilMs)
  return doors.flatMap((door) => {
    const at = `${door.account}/${door.region}`
    const schedule = `scheduler:CreateSchedule in ${scheduleGroup}, ${at}: closes it at ${until} whatever becomes of this console`
    const afterwards = `scheduler:DeleteSchedule in ${scheduleGroup}, ${at}: once it was read as closed`
    if (door.kind === 'application') return [schedule, `ssm:PutParameter ${door.parameter}, ${at}: names the grant until ${until}`, `ssm:GetParameter ${door.parameter}, ${at}: read back`, `ssm:PutParameter ${door.parameter}, ${at}: names it no more, at its end`, afterwards]
    return [schedule, `ec2:AuthorizeSecurityGroupIngress ${door.securityGroup}, ${at}: port 22 from ${door.cidr}`, `ec2:DescribeSecurityGroupRules ${door.securityGroup}, ${at}: read back`, `ec2:RevokeSecurityGroupIngress ${door.securityGroup}, ${at}: at its end`, afterwards]
  })
}

/** Grants that keep the same thing open at the same time: closing the one leaves it open for the other. */
export function overlapsOf(wish: GrantWish, cidr: string | undefined, grants: readonly GrantFacts[], places: readonly SupportPlace[]): readonly string[] {
  const keys = new Set(doorsOf({ ...wish, ...(cidr === undefined ? {} : { cidr }) }, places).map(({ key }) => key))
  return grants
    .filter(({ asked }) => asked.untilMs > (wish.fromMs ?? 0) && (asked.fromMs ?? 0) < wish.untilMs && doorsOf(asked, places).some(({ key }) => keys.has(key)))
    .map(({ asked }) => `${asked.by} has access to the same until ${clockText(asked.untilMs)} (${asked.reference}): it stays open until the later end.`)
}
