import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { loadScenario, type Scenario } from '#electron/training/index'

/**
 * A small fleet with one bad night after the other: every two hours a zone goes, databases fail over, alarms flap, an account is
 * throttled and refused. Three accounts x Regions, so that a day of it is played in minutes.
 */
export function soakScenario(nights: number): Result<Scenario, AppError> {
  const numbers = Array.from({ length: nights }, (_, nth) => nth)
  const text = JSON.stringify({
    version: 1,
    name: 'soak',
    title: 'One bad night after the other',
    seed: 29,
    startAt: '2026-02-14T22:00:00Z',
    fleet: {
      pooled: [
        { account: steady, region: 'eu-west-1', tenants: 5, offsite: { region: 'eu-central-1' } },
        { account: troubled, region: 'eu-central-1', tenants: 3 },
      ],
      tenants: [
        { id: 'oakmoor-bank', account: steady, region: 'eu-west-1', environments: ['frontend', 'portal'] },
        { id: 'elmgate-trust', account: '333344445555', region: 'eu-west-2' },
      ],
    },
    events: numbers.flatMap(eventsOf),
    faults: numbers.flatMap(faultsOf),
  })
  return loadScenario(text, 'soak')
}

const steady = '111122223333'
const troubled = '222233334444'
const nightMinutes = 120

const after = (night: number, minutes: number): string => `PT${night * nightMinutes + minutes}M`

function eventsOf(night: number): readonly object[] {
  const at = (minutes: number): string => after(night, minutes)
  return [
    { at: at(4), kind: 'db.failover', tenant: 'oakmoor-bank', outageSeconds: 60 + night, planned: night % 3 === 0 },
    { at: at(9), kind: 'app.instance-fails', tenant: 'elmgate-trust' },
    { at: at(12), kind: 'alarm.flaps', tenant: 'oakmoor-bank', environment: 'portal', periodSeconds: 150, for: 'PT25M' },
    { at: at(15), kind: 'db.lrt-freeze', tenant: 'elmgate-trust', for: 'PT30M' },
    { at: at(40), kind: 'az.outage', account: steady, az: `eu-west-1${'abc'[night % 3] ?? 'a'}`, for: 'PT25M' },
    { at: at(50), kind: 'db.cpu-high', tenant: 'elmgate-trust', for: 'PT15M' },
    { at: at(75), kind: 'db.failover', tenant: 'elmgate-trust', azLagSeconds: 240 },
    { at: at(80), kind: 'probe.down', tenant: 'oakmoor-bank', for: 'PT6M' },
    { at: at(85), kind: 'db.lost-standby', tenant: 'oakmoor-bank', environment: 'portal', for: 'PT20M' },
    { at: at(95), kind: 'account.access-denied', account: troubled, for: 'PT8M' },
  ]
}

function faultsOf(night: number): readonly object[] {
  const kinds = ['throttle', 'hang', 'error', 'reset', 'truncate', 'expire'] as const
  return [{ from: after(night, 20), to: after(night, 28), account: troubled, service: '*', operation: '*', fault: kinds[night % kinds.length], rate: 0.6 }]
}
