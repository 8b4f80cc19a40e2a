import type { ReactNode } from 'react'
import type { ColumnName, FleetTable } from '#shared/fleet/table'
import type { Health } from '#shared/health/finding'
import type { SortKey } from '#shared/ipc/settings'
import { Age } from '../../components/age'
import { HealthMark } from '../../components/health-mark'
import { formatDuration, missing } from '../../format/duration'
import { withoutOwnName, type Named } from '../../format/own-name'
import { formatUtc } from '../../format/time'
import { healthWords } from '../../format/words'
import { countAt, healthAt, lastKnownHealthAt, numberAt, textAt, type CountColumn, type TextColumn } from '../../stores/cells'
import { probeReadings } from '#shared/probes/probe-view'
import type { Services } from '../../stores/services'
import { pressToggle, SupportToggle } from '../../components/support/support-toggle'
import { BudgetCell, LagCell, NameCell, OfGoal } from './cells'
import { budgetText } from '../../components/tenant/probe-words'

/** A column of the grid: what it shows, what it sorts by, and which table columns it must be drawn again for. */
export interface GridColumn {
  readonly id: string
  readonly title: string
  /** Longer words for the header's hover and the column dialog. */
  readonly hint: string
  readonly minWidthPx: number
  /** Share of the spare width. */
  readonly grow: number
  readonly align: 'start' | 'end'
  /** Absent: the table does not have it, so nothing can be ordered by it. */
  readonly sort?: SortKey['column']
  readonly depends: readonly ColumnName[]
  readonly render: (table: FleetTable, row: number) => ReactNode
  /** What is copied: plain text, instants in UTC. */
  readonly text: (table: FleetTable, row: number) => string
  /** What Enter does in its cells instead of opening the tenant. */
  readonly press?: (services: Services, table: FleetTable, row: number) => void
}

const countText = (table: FleetTable, column: CountColumn, row: number): string => String(countAt(table, column, row) ?? '')

function textColumn(id: string, title: string, hint: string, column: TextColumn, minWidthPx: number): GridColumn {
  const text = (table: FleetTable, row: number): string => textAt(table, column, row)
  return { id, title, hint, minWidthPx, grow: 0, align: 'start', sort: column, depends: [column], text, render: (table, row) => <span title={text(table, row)}>{text(table, row) || <Nothing />}</span> }
}

function countColumn(id: string, title: string, hint: string, column: CountColumn, minWidthPx: number): GridColumn {
  return { id, title, hint, minWidthPx, grow: 0, align: 'end', sort: column, depends: [column], text: (table, row) => countText(table, column, row), render: (table, row) => <Count value={countAt(table, column, row)} /> }
}

/** Zero is a fact but not news: it is shown faintly. */
function Count({ value }: { readonly value: number | undefined }): ReactNode {
  if (value === undefined) return <Nothing />
  return <span className={value === 0 ? 'num faint' : 'num strong'}>{value}</span>
}

const Nothing = (): ReactNode => <span className="faint">{missing}</span>

export const gridColumns: readonly GridColumn[] = [
  {
    id: 'name', title: 'Tenant', hint: 'Who it is', minWidthPx: 168, grow: 0.2, align: 'start', sort: 'name', depends: ['name', 'id', 'inFleetFile'],
    render: (table, row) => <NameCell name={textAt(table, 'name', row) || textAt(table, 'id', row)} listed={countAt(table, 'inFleetFile', row) !== 0} />,
    text: (table, row) => textAt(table, 'name', row),
  },
  {
    id: 'health', title: 'Health', hint: 'The worst verdict on the tenant', minWidthPx: 104, grow: 0, align: 'start', sort: 'health', depends: ['health', 'lastKnownHealth'],
    render: (table, row) => <HealthCell table={table} row={row} />,
    text: (table, row) => healthWords[healthAt(table, row)],
  },
  {
    id: 'since', title: 'Since', hint: 'How long the health has been what it is', minWidthPx: 72, grow: 0, align: 'end', sort: 'healthSinceMs', depends: ['healthSinceMs', 'health'],
    render: (table, row) => (healthAt(table, row) === 'healthy' ? null : <Age atMs={numberAt(table, 'healthSinceMs', row)} />),
    text: (table, row) => formatUtc(numberAt(table, 'healthSinceMs', row)),
  },
  {
    id: 'finding', title: 'Worst finding', hint: 'What is wrong, in words; further findings are counted', minWidthPx: 210, grow: 5, align: 'start', sort: 'worstSummary', depends: ['worstSummary', 'findings', 'name', 'id'],
    render: (table, row) => <FindingCell summary={textAt(table, 'worstSummary', row)} of={{ id: textAt(table, 'id', row), name: textAt(table, 'name', row) }} count={countAt(table, 'findings', row) ?? 0} />,
    text: (table, row) => textAt(table, 'worstSummary', row),
  },
  {
    id: 'lag', title: 'RPO lag', hint: 'Recovery point lag: what a restore would lose now, worst of the tenant’s databases', minWidthPx: 108, grow: 0, align: 'end', sort: 'recoveryPointLagMs',
    depends: ['recoveryPointLagMs', 'recoveryPointObservedAtMs', 'worstCheck'],
    render: (table, row) => <LagCell lagMs={numberAt(table, 'recoveryPointLagMs', row)} observedAtMs={numberAt(table, 'recoveryPointObservedAtMs', row)} named={textAt(table, 'worstCheck', row) === 'recovery-point'} />,
    text: (table, row) => formatDuration(numberAt(table, 'recoveryPointLagMs', row)),
  },
  {
    id: 'failover', title: 'Failover', hint: 'The last failover of the past 24 hours', minWidthPx: 86, grow: 0, align: 'start', sort: 'failoverAtMs', depends: ['failover', 'failoverAtMs'],
    render: (table, row) => <FailoverCell state={countAt(table, 'failover', row) ?? 0} atMs={numberAt(table, 'failoverAtMs', row)} />,
    text: (table, row) => (countAt(table, 'failover', row) === 1 ? 'in progress' : Number.isNaN(numberAt(table, 'failoverAtMs', row)) ? '' : formatUtc(numberAt(table, 'failoverAtMs', row))),
  },
  {
    id: 'pitr', title: 'PITR, d', hint: 'Days back to which every database can be restored, of those promised', minWidthPx: 68, grow: 0, align: 'end', sort: 'pitrDays', depends: ['pitrDays', 'pitrGoalDays'],
    render: (table, row) => <OfGoal have={numberAt(table, 'pitrDays', row)} goal={countAt(table, 'pitrGoalDays', row)} />,
    text: (table, row) => ofGoalText(numberAt(table, 'pitrDays', row), countAt(table, 'pitrGoalDays', row)),
  },
  {
    id: 'snapshots', title: 'Snapshots', hint: 'Daily snapshots kept, of those promised', minWidthPx: 80, grow: 0, align: 'end', sort: 'snapshots', depends: ['snapshots', 'snapshotGoal'],
    render: (table, row) => <OfGoal have={countAt(table, 'snapshots', row) ?? Number.NaN} goal={countAt(table, 'snapshotGoal', row)} />,
    text: (table, row) => ofGoalText(countAt(table, 'snapshots', row) ?? Number.NaN, countAt(table, 'snapshotGoal', row)),
  },
  {
    ...countColumn('alarms', 'Alarms', 'Alarms firing now', 'alarmsFiring', 64),
    depends: ['alarmsFiring', 'observedAtMs'],
    // None counted before everything was read is not none firing.
    render: (table, row) => <Count value={countAt(table, 'alarmsFiring', row) === 0 && Number.isNaN(numberAt(table, 'observedAtMs', row)) ? undefined : countAt(table, 'alarmsFiring', row)} />,
  },
  {
    id: 'app', title: 'App', hint: 'App instances in service of those wanted, and over how many zones', minWidthPx: 98, grow: 0, align: 'end', sort: 'appInService', depends: ['appInService', 'appDesired', 'appAzs'],
    render: (table, row) => <AppCell table={table} row={row} />,
    text: (table, row) => ofGoalText(countAt(table, 'appInService', row) ?? Number.NaN, countAt(table, 'appDesired', row)),
  },
  {
    id: 'budget', title: 'Budget', hint: 'Error budget of the month that is left: what availability promises, less what clients could not use', minWidthPx: 72, grow: 0, align: 'end', sort: 'budgetLeftPercent', depends: ['budgetLeftPercent', 'probe'],
    render: (table, row) => <BudgetCell leftPercent={numberAt(table, 'budgetLeftPercent', row)} probe={probeReadings[countAt(table, 'probe', row) ?? -1]} />,
    text: (table, row) => budgetText(numberAt(table, 'budgetLeftPercent', row)),
  },
  {
    id: 'access', title: 'Access', hint: 'Support access: who may get in now, with what is left of it; Enter grants or ends it', minWidthPx: 84, grow: 0, align: 'start', sort: 'access', depends: ['id', 'name'],
    render: (table, row) => <SupportToggle tenant={textAt(table, 'id', row)} name={textAt(table, 'name', row) || textAt(table, 'id', row)} />,
    text: () => '',
    press: (services, table, row) => pressToggle(services, textAt(table, 'id', row)),
  },
  {
    id: 'age', title: 'Data age', hint: 'Age of the oldest poll the verdict rests on', minWidthPx: 72, grow: 0, align: 'end', sort: 'observedAtMs', depends: ['observedAtMs'],
    render: (table, row) => <Age atMs={numberAt(table, 'observedAtMs', row)} />,
    text: (table, row) => formatUtc(numberAt(table, 'observedAtMs', row)),
  },
  countColumn('noData', 'No data', 'Alarms without data', 'alarmsNoData', 76),
  countColumn('findings', 'Findings', 'How many findings the tenant has', 'findings', 78),
  countColumn('databases', 'Databases', 'How many databases the tenant has', 'databases', 88),
  textColumn('primaryAz', 'Primary AZ', 'Availability Zone of the first environment’s primary', 'primaryAz', 108),
  textColumn('environments', 'Environments', 'Environments the tenant has resources in', 'environments', 180),
  textColumn('regions', 'Region', 'Regions the tenant has resources in', 'regions', 108),
  textColumn('accounts', 'Account', 'AWS accounts the tenant has resources in', 'accounts', 124),
  textColumn('engines', 'Engine', 'Database engines', 'engines', 96),
  {
    id: 'model', title: 'Hosting', hint: 'Pooled: one account, many tenants. Silo: an account of its own', minWidthPx: 78, grow: 0, align: 'start', sort: 'model', depends: ['model'],
    render: (table, row) => modelWord(table, row),
    text: modelWord,
  },
  textColumn('id', 'Tenant id', 'The value of the tenant tag', 'id', 140),
]

function modelWord(table: FleetTable, row: number): string {
  return countAt(table, 'model', row) === 1 ? 'Silo' : 'Pooled'
}

function ofGoalText(have: number, goal: number | undefined): string {
  if (Number.isNaN(have)) return ''
  return goal === undefined ? `${Math.floor(have)}` : `${Math.floor(have)}/${goal}`
}

function HealthCell({ table, row }: { readonly table: FleetTable; readonly row: number }): ReactNode {
  const health = healthAt(table, row)
  const before = lastKnownHealthAt(table, row)
  return (
    <span className={`health health-${health}`}>
      <HealthMark kind={health} />
      {healthWords[health]}
      {before !== undefined && before !== health && <LastKnown health={before} />}
    </span>
  )
}

/** What it was while the data was fresh: the shape, faintly; the words on hover and for screen readers. */
function LastKnown({ health }: { readonly health: Health }): ReactNode {
  const words = `was ${healthWords[health].toLowerCase()} while data was fresh`
  return (
    <span className="last-known" title={words}>
      <HealthMark kind={health} />
      <span className="unseen">{words}</span>
    </span>
  )
}

function FindingCell({ summary, of, count }: { readonly summary: string; readonly of: Named; readonly count: number }): ReactNode {
  if (summary === '') return null
  return (
    <span className="finding-cell" title={summary}>
      <span className="ellipsis">{withoutOwnName(summary, of)}</span>
      {count > 1 && <span className="more num"> +{count - 1}</span>}
    </span>
  )
}

function FailoverCell({ state, atMs }: { readonly state: number; readonly atMs: number }): ReactNode {
  if (state === 1) return <span className="strong">in progress</span>
  if (state === 2) return <span><Age atMs={atMs} /> ago</span>
  return null
}

function AppCell({ table, row }: { readonly table: FleetTable; readonly row: number }): ReactNode {
  const azs = countAt(table, 'appAzs', row)
  return (
    <>
      <OfGoal have={countAt(table, 'appInService', row) ?? Number.NaN} goal={countAt(table, 'appDesired', row)} />
      {azs !== undefined && <span className="faint num azs"> {azs} az</span>}
    </>
  )
}

const byId = new Map(gridColumns.map((column) => [column.id, column]))

/** The chosen columns in order; unknown ids (an older or newer version's) are passed over, the tenant always comes first. */
export function chosenColumns(ids: readonly string[]): readonly GridColumn[] {
  const known = ids.flatMap((id) => byId.get(id) ?? [])
  const name = byId.get('name')
  return name === undefined || known.includes(name) ? known : [name, ...known]
}
