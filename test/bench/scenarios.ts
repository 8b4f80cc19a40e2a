/** Ten thousand tenants in many small accounts or few large ones. */
export interface Layout {
  readonly name: string
  readonly accounts: number
  readonly tenantsEach: number
  /** So many of the accounts are played unless all are asked for: each is polled alike, and all would take a quarter of an hour. */
  readonly sample: number
  readonly goalPerMinute: number
}

export const layouts: readonly Layout[] = [
  { name: '250 x 40', accounts: 250, tenantsEach: 40, sample: 25, goalPerMinute: 900 },
  { name: '20 x 500', accounts: 20, tenantsEach: 500, sample: 2, goalPerMinute: 130 },
]

const startAt = '2026-03-02T06:00:00Z'

export const calmScenario = (accounts: number, tenantsEach: number): string =>
  JSON.stringify({ version: 1, name: 'bench-calm', seed: 5, startAt, fleet: { pooled: [{ accounts, region: 'eu-west-1', tenants: tenantsEach, appGroups: 'per-tenant' }] } })

/** Something goes wrong for one tenant after the other while one request in twenty fails. */
export function faultyScenario(): string {
  const tenants = Array.from({ length: 12 }, (_, at) => ({ id: `bench-bank-${at}`, account: `${222_222_222_220 + (at % 4)}`, region: 'eu-west-1', environments: ['frontend', 'portal'] }))
  const kinds = [
    { kind: 'db.failover' },
    { kind: 'db.lost-standby', for: 'PT12M' },
    { kind: 'alarm.fires', for: 'PT8M' },
    { kind: 'app.instance-fails' },
    { kind: 'db.status', status: 'storage-full', for: 'PT10M' },
    { kind: 'db.lrt-freeze', for: 'PT25M' },
  ]
  const events = tenants.flatMap(({ id }, at) => [
    { at: `PT${2 + at * 3}M`, tenant: id, environment: 'frontend', ...kinds[at % kinds.length] },
    { at: `PT${4 + at * 2}M`, tenant: id, environment: 'portal', ...kinds[(at + 2) % kinds.length] },
  ])
  const faults = ['throttle', 'error', 'reset', 'truncate', 'hang'].map((fault) => ({ fault, rate: 0.01 }))
  return JSON.stringify({ version: 1, name: 'bench-faulty', seed: 17, startAt, fleet: { pooled: [{ accounts: 3, region: 'eu-west-1', tenants: 46 }], tenants }, events, faults })
}
