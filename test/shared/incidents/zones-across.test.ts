import { describe, expect, it } from 'vitest'
import type { ZoneOutage } from '#shared/incidents/zone-outage'
import { zonesDown } from '#shared/incidents/zones-across'

const outage = (account: string, over: Partial<ZoneOutage> = {}): ZoneOutage => ({ account, region: 'eu-west-1', az: 'eu-west-1a', sinceAtMs: 1_000, failedOver: [{ tenant: `t-${account}`, database: `db-${account}` }], failingOver: [], cannotFailOver: [], untouched: [], groups: 2, groupsOut: 1, ...over })
const accounts = (count: number): readonly ZoneOutage[] => Array.from({ length: count }, (_, n) => outage(String(n), { sinceAtMs: 1_000 - n }))

describe('Zones that look down', () => {
  it('are told one by one while they are few', () => {
    expect(zonesDown([])).toEqual([])
    expect(zonesDown(accounts(3)).map(({ words, sinceAtMs }) => [words, sinceAtMs])).toEqual([
      ['Zone eu-west-1a of account 0 looks down. Of 1 primaries there 1 failed over. 1 of 2 app groups have nothing in service there.', 1_000],
      ['Zone eu-west-1a of account 1 looks down. Of 1 primaries there 1 failed over. 1 of 2 app groups have nothing in service there.', 999],
      ['Zone eu-west-1a of account 2 looks down. Of 1 primaries there 1 failed over. 1 of 2 app groups have nothing in service there.', 998],
    ])
  })

  it('are one matter a zone when they are many, with everybody whom they hit, the widest first', () => {
    const stuck = outage('stuck', { az: 'eu-west-1b', failedOver: [], cannotFailOver: [{ tenant: 'acme', database: 'acme-db' }] })
    const told = zonesDown([stuck, ...accounts(250)])
    expect(told.map(({ words }) => words)).toEqual([
      'Zone eu-west-1a looks down in 250 accounts. Of 250 primaries there 250 failed over. 250 of 500 app groups have nothing in service there.',
      'Zone eu-west-1b of account stuck looks down. Of 1 primaries there 1 cannot: no standby. 1 of 2 app groups have nothing in service there.',
    ])
    expect(told[0]).toMatchObject({ sinceAtMs: 751 })
    expect(told[0]?.outages).toHaveLength(250)
  })

  it('of another Region are another zone, whatever their name', () => {
    expect(zonesDown([...accounts(4), outage('far', { region: 'eu-west-2' })])).toHaveLength(2)
  })
})
