import type { AlarmMatter, Standing } from '#shared/alarms/matter'
import type { DatabaseEventRecord } from '#shared/fleet/records'
import type { Observation } from '#shared/fleet/observation'
import type { TenantRow } from '#shared/fleet/table'
import type { DatabaseView, TenantView } from '#shared/fleet/tenant-view'
import type { Finding } from '#shared/health/finding'
import type { HistoryItem } from '#shared/history/batch'
import type { AlarmEntry, ProbeEntry } from '#shared/history/entry'
import type { ProbeChange } from '#shared/probes/probe-state'
import { isReadYet } from '#shared/history/read-yet'
import { differences, findingMoment, type TenantMoment } from '#shared/history/tenant-moment'
import { makesCourse } from '#shared/incidents/courses'
import { eventWitnesses } from '#shared/incidents/database-witnesses'
import { tenantTestimony } from '#shared/incidents/tenant-testimony'
import { witnessKey } from '#shared/incidents/witness'
import { zoneOutageWords, type ZoneOutage } from '#shared/incidents/zone-outage'
import { dayMs, minuteMs } from '#shared/kernel/time'

/**
 * Turns judgements into history: what changed, what failovers were seen, and that somebody watched.
 *
 * 1. A tenant begins with its baseline, once everything was read or refused: what is judged before says more about the start.
 * 2. After that only differences; cost follows the change.
 * 3. Times are AWS time. Items wait for `flush`, so that a burst travels as one message.
 */
export interface HistoryRecorder {
  judged(view: TenantView, row: TenantRow, findings: readonly Finding[]): void
  gone(tenant: string, name: string): void
  /** A probe's state became another. */
  probe(probe: Pick<ProbeEntry, 'tenant' | 'environment' | 'url'>, change: ProbeChange): void
  /** Events that are too old for the watch still tell of incidents. */
  observed(observation: Observation): void
  /** Whole zones that look down, or do not any more. */
  zones(began: readonly ZoneOutage[], over: readonly ZoneOutage[]): void
  /** What stands now: alarms of no tenant, which no finding tells of. `settled`: most of the fleet was read. */
  alarms(standing: Pick<Standing, 'matters' | 'settled'>): void
  /** The computer slept: a gap, and everybody begins anew. */
  slept(): void
  flush(): void
}

export interface RecorderOptions {
  /** Begins the ids of its entries; unique for every run. */
  readonly run: string
  readonly awsNowMs: () => number
  /** How often to say that somebody watches, AWS time. */
  readonly beatMs: () => number
  readonly send: (items: readonly HistoryItem[]) => void
}

/** A tenant whose data does not come is told of as it is after this. */
const patienceMs = 10 * minuteMs

interface Known {
  readonly moment: TenantMoment
  readonly findings: readonly Finding[]
}

export function createHistoryRecorder({ run, awsNowMs, beatMs, send }: RecorderOptions): HistoryRecorder {
  const known = new Map<string, Known>()
  const waitingSinceMs = new Map<string, number>()
  const told = new Map<string, string>()
  const past = new Map<string, readonly DatabaseEventRecord[]>()
  let items: HistoryItem[] = []
  let lastBeatMs: number | undefined
  /** Alarms of no tenant that stood at the last look; undefined: not looked yet. */
  let homeless: ReadonlyMap<string, AlarmMatter> | undefined
  let lastId = 0
  const nextId = (): string => `${run}/${++lastId}`

  const begin = (view: TenantView, moment: TenantMoment, atMs: number): boolean => {
    const sinceMs = waitingSinceMs.get(view.id) ?? atMs
    waitingSinceMs.set(view.id, sinceMs)
    if (!isReadYet(view) && atMs - sinceMs < patienceMs) return false
    waitingSinceMs.delete(view.id)
    const { tenant, name, health, findings, ...more } = moment
    items.push({ kind: 'baseline', baseline: { id: nextId(), atMs, tenant, name, health, more, findings } })
    return true
  }
  const tellWitnesses = (view: TenantView): void => {
    const older = (database: DatabaseView, id: string): readonly DatabaseEventRecord[] => past.get(pastKey(database.place, id)) ?? []
    for (const { subject, witnesses } of tenantTestimony(view, older)) {
      const keys = witnesses.map((witness) => `${witnessKey(witness)}|${witness.kind === 'probe' || witness.kind === 'run' ? (witness.untilMs ?? '') : ''}`).join('\n')
      if (told.get(subject.key) === keys) continue
      told.set(subject.key, keys)
      items.push({ kind: 'witnesses', subject, witnesses })
    }
    for (const { record, place } of view.databases) for (const id of [record.id, record.clusterId ?? '']) past.delete(pastKey(place, id))
  }
  const beat = (): void => {
    const atMs = awsNowMs()
    // Nothing is watched before the first tenant was read.
    if (known.size === 0 || (lastBeatMs !== undefined && atMs - lastBeatMs < beatMs())) return
    items.push({ kind: 'watched', atMs, everyMs: beatMs(), ...(lastBeatMs === undefined ? { begins: true as const } : {}) })
    lastBeatMs = atMs
  }

  return {
    judged: (view, row, findings) => {
      const atMs = awsNowMs()
      const last = known.get(view.id)
      if (last !== undefined && last.findings === findings && last.moment.health === row.health) return tellWitnesses(view)
      const moment = momentOf(row, findings)
      if (last === undefined && !begin(view, moment, atMs)) return
      if (last !== undefined) items.push(...differences(last.moment, moment, atMs, nextId()).map((entry): HistoryItem => ({ kind: 'entry', entry })))
      known.set(view.id, { moment, findings })
      tellWitnesses(view)
    },
    gone: (tenant, name) => {
      known.delete(tenant)
      waitingSinceMs.delete(tenant)
      items.push({ kind: 'entry', entry: { kind: 'tenantGone', id: nextId(), atMs: awsNowMs(), tenant, name } })
    },
    probe: (probe, { atMs, state, reason }) => {
      items.push({ kind: 'entry', entry: { kind: 'probe', id: nextId(), atMs, ...probe, state, ...(reason === undefined ? {} : { reason }) } })
    },
    observed: ({ feed, scope, outcome, observedAtMs }) => {
      if (feed !== 'rds.events' || outcome.kind !== 'changes') return
      for (const record of outcome.upserted) {
        if (record.kind !== 'db-event' || record.atMs >= observedAtMs - dayMs) continue
        const key = pastKey(scope, record.databaseId)
        past.set(key, [...(past.get(key) ?? []), record])
      }
      for (const [key, records] of past) if (!eventWitnesses(records).some(({ meaning }) => makesCourse(meaning))) past.delete(key)
    },
    zones: (began, over) => {
      const tell = (change: 'began' | 'over', outages: readonly ZoneOutage[]): void => {
        for (const outage of outages) {
          const { account, region, az } = outage
          const summary = change === 'began' ? zoneOutageWords(outage) : `Zone ${az} of account ${account} does not look down any more.`
          items.push({ kind: 'entry', entry: { kind: 'zone', id: nextId(), atMs: awsNowMs(), change, account, region, az, summary } })
        }
      }
      tell('began', began)
      tell('over', over)
    },
    alarms: ({ matters, settled }) => {
      if (!settled) return
      const now = new Map(matters.flatMap((matter) => (matter.kind === 'alarm' && matter.tenants.length === 0 ? [[matter.key, matter] as const] : [])))
      const tell = (change: AlarmEntry['change'], alarm: AlarmMatter): void => {
        items.push({ kind: 'entry', entry: { kind: 'alarm', id: nextId(), atMs: awsNowMs(), change, alarm: alarm.name, summary: alarm.words.replace(/\.$/, ', and belongs to no tenant.') } })
      }
      // What stood at the start did not begin now.
      if (homeless !== undefined) {
        for (const [key, alarm] of now) if (!homeless.has(key)) tell('began', alarm)
        for (const [key, alarm] of homeless) if (!now.has(key)) tell('over', alarm)
      }
      homeless = now
    },
    slept: () => {
      homeless = undefined
      known.clear()
      waitingSinceMs.clear()
      lastBeatMs = undefined
    },
    flush: () => {
      beat()
      if (items.length === 0) return
      // A run's first beat says that it begins: it goes before what was seen.
      const sent = [...items].sort((a, b) => Number(b.kind === 'watched') - Number(a.kind === 'watched'))
      items = []
      send(sent)
    },
  }
}

const pastKey = ({ account, region }: { readonly account: string; readonly region: string }, id: string): string => `${account}/${region}/${id}`

function momentOf({ id, name, health, lastKnownHealth, worstCheck, worstSummary }: TenantRow, findings: readonly Finding[]): TenantMoment {
  return {
    tenant: id,
    name,
    health,
    ...(lastKnownHealth === undefined ? {} : { lastKnownHealth }),
    ...(worstCheck === undefined ? {} : { worstCheck: worstCheck as NonNullable<TenantMoment['worstCheck']> }), // a row's text column; written from a finding's check
    ...(worstSummary === undefined ? {} : { worstSummary }),
    findings: findings.map(findingMoment),
  }
}
