import fc from 'fast-check'
import { healths } from '#shared/health/finding'
import type { TenantRow } from '#shared/fleet/table'

/** A healthy pooled tenant's row; override what the test is about. */
export function aRow(id: string, over: Partial<TenantRow> = {}): TenantRow {
  return {
    id,
    name: `Name of ${id}`,
    model: 'pooled',
    health: 'healthy',
    findings: 0,
    inFleetFile: true,
    accounts: ['111122223333'],
    regions: ['eu-west-1'],
    environments: ['frontend'],
    engines: ['mysql'],
    observedAtMs: 1_772_000_000_000,
    databases: 1,
    primaryAz: 'eu-west-1a',
    recoveryPointLagMs: 120_000,
    recoveryPointObservedAtMs: 1_772_000_000_000,
    pitrDays: 30.5,
    pitrGoalDays: 30,
    snapshots: 7,
    snapshotGoal: 7,
    alarmsFiring: 0,
    alarmsNoData: 0,
    alarms: 6,
    appInService: 4,
    appDesired: 4,
    appAzs: 2,
    revision: 1,
    ...over,
  }
}

const word = fc.stringMatching(/^[a-z0-9-]{1,12}$/)
const words = fc.uniqueArray(word, { maxLength: 3 })
const count = fc.integer({ min: 0, max: 1_000 })
const time = fc.integer({ min: 0, max: 2_000_000_000_000 })

/** Any row, absent fields included. `id` is drawn from few, so that rows of one tenant meet. */
export const anyRow: fc.Arbitrary<TenantRow> = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    name: fc.string({ maxLength: 12 }),
    model: fc.constantFrom('pooled' as const, 'silo' as const),
    health: fc.constantFrom(...healths),
    lastKnownHealth: fc.constantFrom(...healths),
    healthSinceMs: time,
    worstCheck: word,
    worstSummary: word,
    findings: count,
    inFleetFile: fc.boolean(),
    accounts: words,
    regions: words,
    environments: words,
    engines: words,
    observedAtMs: time,
    databases: count,
    primaryAz: word,
    failover: fc.constantFrom('inProgress' as const, 'recent' as const),
    failoverAtMs: time,
    recoveryPointLagMs: count,
    recoveryPointObservedAtMs: time,
    pitrDays: fc.double({ min: 0, max: 35, noNaN: true, noDefaultInfinity: true }),
    pitrGoalDays: count,
    snapshots: count,
    snapshotGoal: count,
    alarmsFiring: count,
    alarmsNoData: count,
    alarms: count,
    appInService: count,
    appDesired: count,
    appAzs: count,
    revision: count,
  },
  { requiredKeys: ['id', 'name', 'model', 'health', 'findings', 'inFleetFile', 'accounts', 'regions', 'environments', 'engines', 'databases', 'alarmsFiring', 'alarmsNoData', 'alarms', 'revision'] },
)
