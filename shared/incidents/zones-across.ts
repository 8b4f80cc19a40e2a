import { zoneKey, zoneOutageWords, type ZoneOutage } from './zone-outage'

/**
 * Zones that look down as a desk is told of them: one line each while they are few; a zone that is gone in many accounts is one matter,
 * and its lines must not cover the screen.
 *
 * Zones are matched by name. AWS may give another account another building under the same name: the accounts are listed with it.
 */
export interface ZonesDown {
  readonly key: string
  readonly words: string
  readonly sinceAtMs: number
  /** What each account's part is: one when it is told by itself. */
  readonly outages: readonly ZoneOutage[]
}

/** So many are told one by one. */
const fewAtMost = 3

export function zonesDown(outages: readonly ZoneOutage[]): readonly ZonesDown[] {
  if (outages.length <= fewAtMost) return outages.map((outage) => ({ key: zoneKey(outage), words: zoneOutageWords(outage), sinceAtMs: outage.sinceAtMs, outages: [outage] }))
  const byZone = new Map<string, ZoneOutage[]>()
  for (const outage of outages) {
    const key = `${outage.region}/${outage.az}`
    const known = byZone.get(key)
    if (known === undefined) byZone.set(key, [outage])
    else known.push(outage)
  }
  return [...byZone].map(([key, of]) => ({ key, words: wordsOf(of), sinceAtMs: Math.min(...of.map(({ sinceAtMs }) => sinceAtMs)), outages: of })).sort((a, b) => b.outages.length - a.outages.length || (a.key < b.key ? -1 : 1))
}

function wordsOf(outages: readonly ZoneOutage[]): string {
  const [first] = outages
  if (first === undefined) return ''
  const all = (of: 'failedOver' | 'failingOver' | 'cannotFailOver' | 'untouched'): ZoneOutage['failedOver'] => outages.flatMap((outage) => outage[of])
  const sum = (of: 'groups' | 'groupsOut'): number => outages.reduce((total, outage) => total + outage[of], 0)
  const whole: ZoneOutage = { ...first, failedOver: all('failedOver'), failingOver: all('failingOver'), cannotFailOver: all('cannotFailOver'), untouched: all('untouched'), groups: sum('groups'), groupsOut: sum('groupsOut') }
  return outages.length === 1 ? zoneOutageWords(first) : zoneOutageWords(whole).replace(`of account ${first.account} looks down`, `looks down in ${outages.length} accounts`)
}
