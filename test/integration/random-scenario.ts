import { seededIds } from '#electron/drill/seeded-ids'

/** A scenario that nobody thought of: events and faults of every kind, drawn from a seed over tenants of four environments. */
export function randomScenario(seed: number): string {
  const ids = seededIds(seed)
  const random = (): number => ids.random()
  const draw = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('nothing to draw from')
    return item
  }
  const minutes = (from: number, to: number): string => `PT${Math.floor((from + random() * (to - from)) * 60)}S`
  const environments = ['frontend', 'cron', 'portal', 'sandbox']
  const tenants = ['ash-bank', 'birch-bank', 'cedar-bank', 'fir-bank'].map((id, at) => ({
    id,
    account: at < 2 ? '111122223333' : draw(['222233334444', '333344445555']),
    region: at === 0 ? 'eu-west-1' : draw(['eu-west-1', 'eu-central-1']),
    engine: draw(['mysql', 'oracle-ee', 'postgres', 'mariadb']),
    environments,
  }))
  const accounts = [...new Set(tenants.map(({ account }) => account))]
  const whom = () => ({ tenant: draw(tenants).id, environment: draw(environments) })
  const lasting = () => (random() < 0.6 ? { for: minutes(1, 20) } : {})
  const events: readonly (() => object)[] = [
    () => ({ kind: 'db.failover', ...whom(), outageSeconds: Math.floor(20 + random() * 300), azLagSeconds: Math.floor(random() * 600), planned: random() < 0.2 }),
    () => ({ kind: 'db.failover-stuck', ...whom(), ...lasting() }),
    () => ({ kind: 'db.lost-standby', ...whom(), ...lasting() }),
    () => ({ kind: 'db.lrt-freeze', ...whom(), ...lasting() }),
    () => ({ kind: 'db.status', ...whom(), status: draw(['stopped', 'storage-full', 'failed', 'maintenance', 'rebooting', 'modifying', 'upgrading', 'incompatible-network']), ...lasting() }),
    () => ({ kind: 'db.retention-changed', ...whom(), days: Math.floor(random() * 36), ...lasting() }),
    () => ({ kind: 'db.snapshot-missing', ...whom() }),
    () => ({ kind: 'db.storage-fills', ...whom(), percentPerHour: 50 + Math.floor(random() * 500), ...lasting() }),
    () => ({ kind: 'db.cpu-high', ...whom(), ...lasting() }),
    () => ({ kind: 'db.key-unusable', ...whom(), recoverable: random() < 0.5, ...lasting() }),
    () => ({ kind: 'db.pending-maintenance', ...whom(), forced: random() < 0.5 }),
    () => ({ kind: 'app.instance-fails', ...whom() }),
    () => ({ kind: 'app.capacity-short', ...whom(), ...lasting() }),
    () => ({ kind: 'app.latency-high', ...whom(), ...lasting() }),
    () => ({ kind: 'app.errors-high', ...whom(), ...lasting() }),
    () => ({ kind: 'alarm.fires', ...whom(), ...lasting() }),
    () => ({ kind: 'alarm.flaps', ...whom(), periodSeconds: 60 + Math.floor(random() * 300), ...lasting() }),
    () => ({ kind: 'alarm.no-data', ...whom(), ...lasting() }),
    () => ({ kind: 'alarm.actions-off', ...whom(), ...lasting() }),
    () => {
      const { account, region } = draw(tenants)
      return { kind: 'az.outage', account, az: `${region}${draw(['a', 'b', 'c'])}`, ...lasting() }
    },
    () => ({ kind: 'account.access-denied', account: draw(accounts), for: minutes(2, 12) }),
  ]
  const fault = () => {
    const from = 1 + random() * 20
    return {
      from: minutes(from, from),
      to: minutes(from + 1, from + 10),
      fault: draw(['throttle', 'deny', 'expire', 'delay', 'hang', 'error', 'reset', 'truncate']),
      ...(random() < 0.7 ? { account: draw(accounts) } : {}),
      ...(random() < 0.6 ? { service: draw(['rds', 'cloudwatch', 'autoscaling', 'elbv2']) } : {}),
      rate: draw([1, 0.5, 0.1]),
    }
  }
  return JSON.stringify({
    version: 1,
    name: `random-${seed}`,
    seed,
    startAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 365 * 86_400) * 1000).toISOString(),
    fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 3, environments: ['frontend', 'cron'] }], tenants },
    events: Array.from({ length: 3 + Math.floor(random() * 10) }, () => ({ at: minutes(0, 25), ...draw(events)() })),
    faults: Array.from({ length: Math.floor(random() * 4) }, fault),
  }, null, 2)
}
