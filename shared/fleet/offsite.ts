import type { OffsiteClause } from './fleet-config'

/** An account x Region that copies go to. */
export interface CopyPlace {
  readonly account: string
  readonly region: string
}

/**
 * Where copies of a database at home in `home` belong. Undefined: none is promised. `home`: the fleet file names the database's own account
 * and Region, which is no other place.
 */
export function copyPlaceOf(offsite: OffsiteClause, home: CopyPlace): CopyPlace | 'home' | undefined {
  if (offsite === false) return undefined
  const place = { account: offsite.account ?? home.account, region: offsite.region ?? home.region }
  return place.account === home.account && place.region === home.region ? 'home' : place
}
