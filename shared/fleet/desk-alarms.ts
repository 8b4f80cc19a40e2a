import { alarmTroubles, type AlarmTenant, type AlarmTrouble, type DeskAlarm, type DeskAlarms, type RuleChild, type RuleTree, type UnreadPlace } from '../alarms/desk-alarm'
import { untold } from '../health/checks/alarm-actions-off'
import { silentAfterMs } from '../health/checks/alarm-firing'
import { noDataReason } from '../health/checks/alarm-no-data'
import { severities, type Severity } from '../health/finding'
import { actionState } from './alarm-topics'
import { isFlapping, type AlarmTurn } from './alarm-turns'
import { alarmNameOf, ruleChildren } from './composite-rule'
import type { PlaceState } from './place-state'
import type { AlarmRecord } from './records'
import type { FleetSnapshotState } from './snapshot'

/** So many rows a desk can be told of; the mildest are left out first. */
const mostRows = 2_000

/**
 * Every alarm of the fleet that somebody should know of, worst first: one row each, however many tenants share it.
 *
 * Reads what the places hold; asks for nothing.
 */
export function deskAlarms(state: FleetSnapshotState, nowMs: number): DeskAlarms {
  const all = [...state.places.values()].flatMap((place) => alarmsOfPlace(state, place, nowMs)).sort(worstFirst)
  return { atMs: nowMs, alarms: all.slice(0, mostRows), leftOut: Math.max(0, all.length - mostRows), unread: [...state.places.values()].flatMap(unreadPlace) }
}

function unreadPlace({ place: { account, region, feeds } }: PlaceState): readonly UnreadPlace[] {
  const { observedAtMs, error } = feeds['cloudwatch.firing']
  if (observedAtMs !== undefined && error === undefined) return []
  return [{ account, region, ...(observedAtMs === undefined ? {} : { observedAtMs }) }]
}

function alarmsOfPlace(state: FleetSnapshotState, place: PlaceState, nowMs: number): readonly DeskAlarm[] {
  const records = [...place.ledger.alarms.values()]
  const quiet = untold(records)
  return records.flatMap((record) => {
    const turns = place.turns.byAlarm.get(record.key) ?? []
    const trouble = troubleOf(record, turns, quiet, nowMs)
    return trouble === undefined ? [] : [deskAlarm(state, place, { record, turns, trouble, quietly: quiet.get(record.key) }, nowMs)]
  })
}

function troubleOf(record: AlarmRecord, turns: readonly AlarmTurn[], quiet: ReadonlyMap<string, string>, nowMs: number): AlarmTrouble | undefined {
  if (isFlapping(turns, nowMs)) return 'flapping'
  if (record.state === 'ALARM') return 'firing'
  if (record.state === 'INSUFFICIENT_DATA') return 'noData'
  return quiet.has(record.key) ? 'tellsNobody' : undefined
}

interface Found {
  readonly record: AlarmRecord
  readonly turns: readonly AlarmTurn[]
  readonly trouble: AlarmTrouble
  /** Why nobody would be told. */
  readonly quietly: string | undefined
}

function deskAlarm(state: FleetSnapshotState, place: PlaceState, { record, turns, trouble, quietly }: Found, nowMs: number): DeskAlarm {
  const owner = place.ownership.alarms.get(record.key)
  const tenants = (owner?.tenants ?? []).map((id): AlarmTenant => ({ id, name: state.listed.get(id)?.name ?? id }))
  const noData = trouble === 'noData' ? whyNoData(place, record, nowMs) : undefined
  const why = noData?.text ?? quietly
  // Since when it would tell nobody nobody says: its state is another matter.
  const sinceMs = trouble === 'tellsNobody' ? undefined : trouble === 'flapping' ? turns[0]?.atMs : record.stateUpdatedAtMs
  return {
    key: record.key,
    name: record.name,
    type: record.type,
    state: record.state,
    trouble,
    severity: severityOf(trouble, record, noData?.isExplained === true),
    tenants,
    ...(owner === undefined ? {} : { environment: owner.environment }),
    account: record.account,
    region: record.region,
    ...(record.stateUpdatedAtMs === undefined ? {} : { stateUpdatedAtMs: record.stateUpdatedAtMs }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
    isSilent: trouble === 'firing' && sinceMs !== undefined && nowMs - sinceMs > silentAfterMs,
    ...(record.stateReason === undefined ? {} : { reason: record.stateReason }),
    ...(why === undefined ? {} : { why }),
    ...(record.metric === undefined ? {} : { metric: `${record.namespace ?? ''} ${record.metric}`.trim() }),
    dimensions: record.dimensions,
    ...(record.actionsEnabled === undefined ? {} : { actionsEnabled: record.actionsEnabled }),
    actions: record.alarmActions.map((arn) => ({ arn, state: actionState(record, arn) })),
    ...(record.rule === undefined ? {} : { rule: ruleTree(place, record.rule, [record.name]) }),
    ...(record.suppressedBy === undefined ? {} : { suppressedBy: record.suppressedBy }),
    turns,
    wanted: Math.max(...(tenants.length === 0 ? [state.config.contract] : tenants.map(({ id }) => state.listed.get(id)?.contract ?? state.config.contract)).map((contract) => contract.operatorsNotified)),
  }
}

function severityOf(trouble: AlarmTrouble, { suppressedBy }: AlarmRecord, isExplained: boolean): Severity {
  if (trouble === 'noData') return isExplained ? 'info' : 'watch'
  if (trouble === 'tellsNobody') return 'watch'
  return suppressedBy === undefined ? 'degraded' : 'watch'
}

function whyNoData(place: PlaceState, record: AlarmRecord, nowMs: number): ReturnType<typeof noDataReason> {
  const watched = place.databases.get(record.dimensions['DBInstanceIdentifier'] ?? '')?.record
  const group = place.groups.get(record.dimensions['AutoScalingGroupName'] ?? '')
  return noDataReason({ record, place: place.place, ...(watched === undefined ? {} : { watchedDatabase: watched }) }, group, nowMs)
}

const ruleTree = (place: PlaceState, text: string, above: readonly string[]): RuleTree => ({ text, children: childrenOf(place, text, above) })

function childrenOf(place: PlaceState, rule: string, above: readonly string[]): readonly RuleChild[] {
  return ruleChildren(rule)
    .map(alarmNameOf)
    .map((name): RuleChild => {
      const record = place.ledger.alarms.get(place.ownership.alarmKeys.get(name) ?? '')
      if (record === undefined) return { name, children: [] }
      return {
        name,
        state: record.state,
        ...(record.stateUpdatedAtMs === undefined ? {} : { sinceMs: record.stateUpdatedAtMs }),
        children: record.rule === undefined || above.includes(name) ? [] : childrenOf(place, record.rule, [...above, name]),
      }
    })
}

/** Firing and flapping before what cannot fire, worse before milder, newer before older: a new one is what changed. */
const worstFirst = (a: DeskAlarm, b: DeskAlarm): number =>
  groupOf(a) - groupOf(b) || severities.indexOf(a.severity) - severities.indexOf(b.severity) || (b.sinceMs ?? 0) - (a.sinceMs ?? 0) || (a.key < b.key ? -1 : 1)

const groupOf = ({ trouble }: DeskAlarm): number => (trouble === 'flapping' ? 0 : alarmTroubles.indexOf(trouble))
