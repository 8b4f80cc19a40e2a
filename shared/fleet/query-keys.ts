import { healths } from '../health/finding'
import { probeReadings } from '../probes/probe-view'
import { accessStates } from './row-access'
import type { ColumnName, FleetTable } from './table'

/** What the filter line can ask for. */
export type ChoiceKey = 'health' | 'env' | 'region' | 'account' | 'engine' | 'model' | 'check' | 'failover' | 'az' | 'id' | 'name' | 'file' | 'probe' | 'access'
export type MeasureKey = 'lag' | 'pitr' | 'snapshots' | 'alarms' | 'nodata' | 'findings' | 'databases' | 'inservice' | 'azs' | 'since' | 'age' | 'budget'

export interface ChoiceSpec {
  readonly key: ChoiceKey
  readonly names: readonly string[]
  readonly meaning: string
  readonly example: string
  /** All there are, when they are known beforehand. A value may be shortened. */
  readonly values?: readonly string[]
  /** `words`: any of the cell's words must be it or begin with it. `part`: it must be part of the cell's text. */
  readonly match: { readonly column: ColumnName | 'access'; readonly how: 'words' | 'part' | 'code' }
}

export interface MeasureSpec {
  readonly key: MeasureKey
  readonly names: readonly string[]
  readonly meaning: string
  readonly example: string
  readonly unit: 'span' | 'number'
  /** The row's value; NaN when the row has none, which no comparison holds for. */
  value(table: FleetTable, nowMs: number): (row: number) => number
}

const choice = (key: ChoiceKey, names: readonly string[], column: ColumnName | 'access', how: ChoiceSpec['match']['how'], meaning: string, example: string, values?: readonly string[]): ChoiceSpec => ({
  key,
  names: [key, ...names],
  meaning,
  example,
  match: { column, how },
  ...(values === undefined ? {} : { values }),
})

/** Words of the coded columns, in the order of their codes. */
export const codeWords = { health: healths, model: ['pooled', 'silo'], failover: ['none', 'progress', 'recent'], inFleetFile: ['no', 'yes'], probe: probeReadings, access: accessStates } as const satisfies Partial<Record<ColumnName | 'access', readonly string[]>>

export const choiceKeys: readonly ChoiceSpec[] = [
  choice('health', [], 'health', 'code', 'health', 'critical', codeWords.health),
  choice('env', ['environment'], 'environments', 'words', 'environment', 'frontend'),
  choice('region', [], 'regions', 'words', 'Region', 'eu-west-1'),
  choice('account', [], 'accounts', 'words', 'account id, or its first digits', '1111'),
  choice('engine', [], 'engines', 'words', 'database engine', 'mysql'),
  choice('model', [], 'model', 'code', 'how it is hosted', 'silo', codeWords.model),
  choice('check', [], 'worstCheck', 'words', 'check of the worst finding', 'recovery-point'),
  choice('failover', [], 'failover', 'code', 'failover in progress, within the last day, or none', 'progress', codeWords.failover),
  choice('probe', [], 'probe', 'code', 'what its probes find', 'down', codeWords.probe),
  choice('az', ['zone'], 'primaryAz', 'words', 'zone of the primary', 'eu-west-1b'),
  choice('id', [], 'id', 'part', 'part of the tenant id', 'acme'),
  choice('name', [], 'name', 'part', 'part of the name', 'acme'),
  choice('access', [], 'access', 'code', 'support access', 'open', codeWords.access),
  choice('file', [], 'inFleetFile', 'code', 'listed in the fleet file', 'no', codeWords.inFleetFile),
]

const counted = (key: MeasureKey, names: readonly string[], column: ColumnName, meaning: string, example: string): MeasureSpec => ({
  key,
  names: [key, ...names],
  meaning,
  example,
  unit: 'number',
  value: (table) => {
    const cells = table.columns[column]
    return (row) => (cells[row] === -1 ? Number.NaN : (cells[row] ?? Number.NaN))
  },
})

const aged = (key: MeasureKey, names: readonly string[], column: ColumnName, meaning: string, example: string): MeasureSpec => ({
  key,
  names: [key, ...names],
  meaning,
  example,
  unit: 'span',
  value: (table, nowMs) => (row) => nowMs - (table.columns[column][row] ?? Number.NaN),
})

export const measureKeys: readonly MeasureSpec[] = [
  { key: 'lag', names: ['lag', 'rpo'], meaning: 'recovery point lag', example: '10m', unit: 'span', value: (table) => (row) => table.columns.recoveryPointLagMs[row] ?? Number.NaN },
  counted('pitr', [], 'pitrDays', 'days a restore can go back', '30'),
  counted('snapshots', [], 'snapshots', 'daily snapshots of those promised', '7'),
  { key: 'budget', names: ['budget'], meaning: 'error budget of the month that is left, %', example: '50', unit: 'number', value: (table) => (row) => table.columns.budgetLeftPercent[row] ?? Number.NaN },
  counted('alarms', ['firing'], 'alarmsFiring', 'alarms that fire', '0'),
  counted('nodata', [], 'alarmsNoData', 'alarms without data', '0'),
  counted('findings', [], 'findings', 'findings', '0'),
  counted('databases', ['dbs'], 'databases', 'databases', '1'),
  counted('inservice', ['app'], 'appInService', 'app servers in service', '4'),
  counted('azs', [], 'appAzs', 'zones that app servers serve from', '2'),
  aged('since', [], 'healthSinceMs', 'how long its health has been what it is', '10m'),
  aged('age', [], 'observedAtMs', 'age of the oldest data behind the row', '30m'),
]

/** For completion and help, in the order they are worth knowing. */
export interface QueryKeyHelp {
  readonly key: string
  readonly meaning: string
  readonly example: string
  readonly values?: readonly string[]
}
export const queryKeys: readonly QueryKeyHelp[] = [
  ...choiceKeys.map(({ key, meaning, example, values }) => ({ key, meaning, example: `${key}:${example}`, ...(values === undefined ? {} : { values }) })),
  ...measureKeys.map(({ key, meaning, example }) => ({ key, meaning, example: `${key}>${example}` })),
]
