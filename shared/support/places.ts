import type { FleetConfig, SupportDoor } from '../fleet/fleet-config'
import type { Digest } from '../kernel/digest'
import type { AskedGrant } from './grant'
import { parameterKey, ruleKey, type DoorRef } from './grant-event'

/** Where support access of a tenant's environment is kept in AWS, as the fleet file says. */
export interface SupportPlace extends SupportDoor {
  readonly tenant: string
  readonly tenantName: string
}

export const supportPlaces = ({ tenants }: Pick<FleetConfig, 'tenants'>): readonly SupportPlace[] =>
  tenants.flatMap(({ id, name, support }) => (support?.doors ?? []).map((door) => ({ ...door, tenant: id, tenantName: name })))

/** What a grant opens; empty: the fleet file does not say any more. */
export function doorsOf({ tenant, environment, what, cidr }: Pick<AskedGrant, 'tenant' | 'environment' | 'what' | 'cidr'>, places: readonly SupportPlace[]): readonly DoorRef[] {
  const place = places.find((each) => each.tenant === tenant && each.environment === environment)
  if (place === undefined) return []
  const { account, region, parameter, securityGroup } = place
  return [
    ...(what.includes('application') ? [{ kind: 'application' as const, key: parameterKey(account, region, parameter), account, region, parameter }] : []),
    ...(what.includes('ssh') && securityGroup !== undefined && cidr !== undefined ? [{ kind: 'ssh' as const, key: ruleKey(account, region, securityGroup, cidr), account, region, securityGroup, cidr }] : []),
  ]
}

/** `wf-` and 24 hexadecimal digits: the same for a door on every console, and after every crash. */
export const scheduleName = async ({ key }: Pick<DoorRef, 'key'>, digest: Digest): Promise<string> => `${schedulePrefix}${(await digest(key)).slice(0, 24)}`
export const schedulePrefix = 'wf-'

/** As an operator reads it. */
export const targetText = (door: DoorRef): string => (door.kind === 'application' ? door.parameter : `${door.securityGroup} port 22 from ${door.cidr}`)
