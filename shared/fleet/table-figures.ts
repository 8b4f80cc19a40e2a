import { healths, type Health } from '../health/finding'
import { codeWords } from './query-keys'
import { columnSpecs, type ColumnName, type FleetTable } from './table'

/** What the strip above the grid says. Counts present tenants only. */
export interface FleetFigures {
  readonly tenants: number
  readonly byHealth: Readonly<Record<Health, number>>
  /** The largest recovery point lag and whose it is (row number). */
  readonly worstLag?: { readonly row: number; readonly lagMs: number; readonly observedAtMs: number }
  readonly failoversInProgress: number
  readonly alarmsFiring: number
  readonly tenantsWithFiringAlarms: number
  /** AWS time of the oldest poll any tenant's verdict rests on. */
  readonly oldestObservedAtMs?: number
  readonly notInFleetFile: number
}

/** Of these rows, or of all. A shared alarm counts for every tenant that it concerns. */
export function figures(table: FleetTable, rows?: Uint32Array): FleetFigures {
  const { present, health, recoveryPointLagMs, recoveryPointObservedAtMs, failover, alarmsFiring, observedAtMs, inFleetFile } = table.columns
  const counts = new Int32Array(healths.length)
  let [tenants, inProgress, firing, withFiring, unlisted] = [0, 0, 0, 0, 0]
  let worst = -1
  let oldest = Infinity
  const total = rows?.length ?? table.rowCount
  for (let i = 0; i < total; i++) {
    const row = rows === undefined ? i : rows[i]!
    if (present[row] !== 1) continue
    tenants++
    counts[health[row]!] = counts[health[row]!]! + 1
    if (failover[row] === 1) inProgress++
    if (alarmsFiring[row]! > 0) {
      firing += alarmsFiring[row]!
      withFiring++
    }
    if (inFleetFile[row] === 0) unlisted++
    if (observedAtMs[row]! < oldest) oldest = observedAtMs[row]!
    const lagMs = recoveryPointLagMs[row]!
    if (lagMs === lagMs && (worst < 0 || lagMs > recoveryPointLagMs[worst]!)) worst = row
  }
  return {
    tenants,
    byHealth: byHealth(counts),
    failoversInProgress: inProgress,
    alarmsFiring: firing,
    tenantsWithFiringAlarms: withFiring,
    notInFleetFile: unlisted,
    ...(worst < 0 ? {} : { worstLag: { row: worst, lagMs: recoveryPointLagMs[worst]!, observedAtMs: recoveryPointObservedAtMs[worst]! } }),
    ...(oldest === Infinity ? {} : { oldestObservedAtMs: oldest }),
  }
}

function byHealth(counts: Int32Array): Record<Health, number> {
  return Object.fromEntries(healths.map((name, code) => [name, counts[code] ?? 0])) as Record<Health, number> // every health is a key
}

/** Rows under one value of a column: the board's groups. `label` is the value in words, '' for none. */
export interface RowGroup {
  readonly label: string
  readonly rows: Uint32Array
}

/** Groups rows by a text or count column, keeping their order within; groups in order of first appearance, coded ones worst first. */
export function groupRows(table: FleetTable, rows: Uint32Array, column: ColumnName): readonly RowGroup[] {
  const cells = table.columns[column]
  const groups = new Map<number, number[]>()
  for (const row of rows) {
    const value = cells[row]!
    const group = groups.get(value)
    if (group === undefined) groups.set(value, [row])
    else group.push(row)
  }
  const all = [...groups].map(([value, members]) => ({ value, group: { label: labelOf(table, column, value), rows: Uint32Array.from(members) } }))
  if (column in codeWords) all.sort((a, b) => a.value - b.value)
  return all.map(({ group }) => group)
}

function labelOf(table: FleetTable, column: ColumnName, value: number): string {
  const words: readonly string[] | undefined = column in codeWords ? codeWords[column as keyof typeof codeWords] : undefined // just tested
  if (words !== undefined) return words[value] ?? ''
  if (columnSpecs[column] === 'text') return table.strings[value] ?? ''
  return Number.isNaN(value) || value === -1 ? '' : String(value)
}
