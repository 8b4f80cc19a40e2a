import { columnNames, columnSpecs, type ColumnName, type FleetColumns, type FleetTable, type TenantRow } from '#shared/fleet/table'
import { healths, type Health } from '#shared/health/finding'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'

/** AWS time at which every fake fleet stands. */
export const fakeNowMs = Date.UTC(2026, 2, 2, 6, 12, 9)

/** Chance that can be repeated (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

const banks = ['Acme Bank', 'Kauri Bank', 'Northwind Savings', 'Zürcher Kantonalbank', 'Lender 017', 'Banco del Sol', 'Harbour Mutual', 'First Cedar', 'Polaris Credit', 'Union of Weavers Cooperative Bank and Trust']

/** `count` tenants in every state there is: healthy ones by far the most. The same count gives the same fleet. */
export function fakeRows(count: number): readonly TenantRow[] {
  const random = seeded(count)
  return Array.from({ length: count }, (_, index) => fakeRow(index, random))
}

function healthOf(index: number, chance: number): Health {
  if (index < 5) return (['critical', 'degraded', 'unknown', 'watch', 'critical'] as const)[index]!
  if (chance < 0.004) return 'critical'
  if (chance < 0.014) return 'degraded'
  if (chance < 0.022) return 'unknown'
  if (chance < 0.05) return 'watch'
  return 'healthy'
}

interface Trouble {
  readonly check: string
  readonly words: string
}

const troubles: Record<Exclude<Health, 'healthy'>, readonly Trouble[]> = {
  critical: [
    { check: 'db-failover', words: 'Failover of acme-frontend in progress for 4 m: clients cannot write.' },
    { check: 'recovery-point', words: 'Restorable only to 18 m ago; promised are 5 m. The restorable time has not moved for 3 polls.' },
  ],
  degraded: [
    { check: 'app-capacity', words: '3 of 4 app instances in service in frontend for 11 m.' },
    { check: 'db-lost-standby', words: 'The standby of kauri-frontend is gone: an AZ outage would now mean downtime.' },
    { check: 'alarm-firing', words: 'Alarm high-cpu on lender-017-frontend fires for 24 m.' },
  ],
  unknown: [{ check: 'stale-data', words: 'Database inventory of 444455556666/eu-central-1 could not be read for 12 m: access denied.' }],
  watch: [
    { check: 'alarm-actions-off', words: 'Alarm free-storage has its actions switched off: it would notify nobody.' },
    { check: 'daily-snapshots', words: '6 of 7 daily snapshots: the one of 1 March is missing.' },
  ],
}

function fakeRow(index: number, random: () => number): TenantRow {
  const health = healthOf(index, random())
  const silo = random() < 0.2
  const list = health === 'healthy' ? [] : troubles[health]
  const trouble = list[Math.floor(random() * list.length)]
  const lagMs = trouble?.check === 'recovery-point' ? 18 * minuteMs : Math.floor(random() * 5 * minuteMs)
  const failing = trouble?.check === 'db-failover'
  const known = health !== 'unknown' || random() < 0.5
  const desired = silo ? 4 : 6
  return {
    id: index < banks.length ? banks[index]!.toLowerCase().replace(/\W+/g, '-') : `lender-${String(index).padStart(5, '0')}`,
    name: banks[index] ?? `Lender ${String(index).padStart(3, '0')}`,
    model: silo ? 'silo' : 'pooled',
    health,
    ...(health === 'unknown' && { lastKnownHealth: index % 2 === 0 ? 'degraded' : 'healthy' }),
    ...(health !== 'healthy' && { healthSinceMs: fakeNowMs - Math.floor(random() * 3 * hourMs) }),
    ...(trouble !== undefined && { worstCheck: trouble.check, worstSummary: trouble.words }),
    findings: health === 'healthy' ? 0 : 1 + Math.floor(random() * 3),
    inFleetFile: index % 17 !== 9,
    accounts: [silo ? String(200_000_000_000 + index) : '111122223333'],
    regions: [silo ? 'eu-central-1' : 'eu-west-1'],
    environments: silo ? ['frontend'] : ['frontend', 'cron', 'portal', 'sandbox'],
    engines: [silo ? 'oracle-ee' : 'mysql'],
    observedAtMs: fakeNowMs - Math.floor(random() * 4 * minuteMs) - (health === 'unknown' ? 12 * minuteMs : 0),
    databases: silo ? 1 : 4,
    primaryAz: `eu-west-1${'abc'[Math.floor(random() * 3)]}`,
    ...(failing ? { failover: 'inProgress', failoverAtMs: fakeNowMs - 4 * minuteMs } : random() < 0.02 && { failover: 'recent', failoverAtMs: fakeNowMs - Math.floor(random() * dayMs) }),
    ...(known && { recoveryPointLagMs: lagMs, recoveryPointObservedAtMs: fakeNowMs - Math.floor(random() * 5 * minuteMs) }),
    ...(known && { pitrDays: random() < 0.03 ? 17 : 30 }),
    pitrGoalDays: 30,
    ...(known && { snapshots: trouble?.check === 'daily-snapshots' ? 6 : 7 }),
    snapshotGoal: 7,
    alarmsFiring: trouble?.check === 'alarm-firing' ? 1 + Math.floor(random() * 2) : 0,
    alarmsNoData: random() < 0.05 ? 1 : 0,
    alarms: 6,
    ...(known && { appInService: trouble?.check === 'app-capacity' ? desired - 1 : desired, appDesired: desired, appAzs: silo ? 3 : 2 }),
    revision: 1,
  }
}

const codes: Partial<Record<ColumnName, (row: TenantRow) => number>> = {
  present: () => 1,
  model: (row) => (row.model === 'silo' ? 1 : 0),
  health: (row) => healths.indexOf(row.health),
  lastKnownHealth: (row) => (row.lastKnownHealth === undefined ? -1 : healths.indexOf(row.lastKnownHealth)),
  inFleetFile: (row) => Number(row.inFleetFile),
  recovery: (row) => (row.recovery === undefined ? -1 : healths.indexOf(row.recovery)),
  failover: (row) => (row.failover === undefined ? 0 : row.failover === 'inProgress' ? 1 : 2),
}

/** The rows as the watch would send them. */
export function tableOfRows(rows: readonly TenantRow[]): FleetTable {
  const strings = ['']
  const indexes = new Map([['', 0]])
  const text = (value: unknown): number => {
    const words = Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : ''
    const known = indexes.get(words)
    if (known !== undefined) return known
    indexes.set(words, strings.length)
    return strings.push(words) - 1
  }
  const columns = Object.fromEntries(
    columnNames.map((name) => {
      const kind = columnSpecs[name]
      const cell = (row: TenantRow): number => {
        const value: unknown = codes[name]?.(row) ?? (row as unknown as Record<string, unknown>)[name]
        if (kind === 'text') return text(value)
        return typeof value === 'number' ? value : kind === 'count' ? -1 : Number.NaN
      }
      const values = rows.map(cell)
      return [name, kind === 'count' ? Int32Array.from(values) : kind === 'text' ? Uint32Array.from(values) : Float64Array.from(values)]
    }),
  )
  return { rowCount: rows.length, strings, columns: columns as unknown as FleetColumns }
}
