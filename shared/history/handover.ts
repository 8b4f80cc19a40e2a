import { severities } from '../health/finding'
import type { Incident } from '../incidents/incident'
import type { AlarmEntry, FindingMoment, HistoryEntry, MarkEntry } from './entry'
import type { HistoryChanges, Span, TenantAt } from './fleet-at'

/** What one shift hands to the next: what happened, what is open, what is planned. */
export interface HandoverSheet extends Span {
  readonly desk: string
  /** When nobody watched. */
  readonly gaps: readonly Span[]
  readonly incidents: readonly Incident[]
  /** What changed, by tenant; who was worst comes first. */
  readonly changed: readonly TenantShift[]
  /** Not healthy at the end of the span, worst first. */
  readonly open: readonly OpenTenant[]
  /** What AWS or somebody has announced and is yet to come. */
  readonly planned: readonly PlannedMatter[]
  /** Who took care of which alarm, and alarms of no tenant, oldest first. */
  readonly alarms: readonly (MarkEntry | AlarmEntry)[]
  readonly healthyTenants: number
  /** Of so many that were known at the end. */
  readonly knownTenants: number
  /** Changes of the span that there were too many to read of: the oldest. */
  readonly leftOut: number
  /** How many more there are of each part than it lists. */
  readonly more: Readonly<Record<SheetPart, number>>
}

export type SheetPart = 'open' | 'incidents' | 'alarms' | 'planned' | 'changed' | 'gaps'

/** What a part lists before the rest is counted: nobody reads a storm line by line, and nothing waits for ten thousand lines. */
export const mostInPart = 200
/** Changes of one tenant, the latest. */
export const mostOfTenant = 8

export interface TenantShift {
  readonly tenant: string
  readonly name: string
  readonly entries: readonly HistoryEntry[]
  /** So many came before those. */
  readonly earlier: number
}

export interface OpenTenant {
  readonly tenant: TenantAt
  readonly findings: readonly FindingMoment[]
}

export interface PlannedMatter {
  readonly tenant: string
  readonly name: string
  readonly summary: string
}

export interface HandoverFacts {
  readonly desk: string
  readonly changes: HistoryChanges
  /** At the end of the span. */
  readonly tenants: readonly TenantAt[]
  /** Findings open then, of those tenants. */
  readonly findings: ReadonlyMap<string, readonly FindingMoment[]>
}

/** Checks whose findings announce something: planned matters, and troubles only where the promise of notice is broken. */
const announcing: ReadonlySet<string> = new Set(['pending-maintenance'])
const isTrouble = ({ check, severity }: FindingMoment): boolean => severity !== 'info' && !(announcing.has(check) && severity === 'watch')

export function handoverSheet({ fromMs, untilMs }: Span, { desk, changes, tenants, findings }: HandoverFacts): HandoverSheet {
  const names = new Map(tenants.map(({ tenant, name }) => [tenant, name]))
  const ranks = new Map(tenants.map((tenant) => [tenant.tenant, healthRank(tenant)]))
  const openFindings = (tenant: string): readonly FindingMoment[] => findings.get(tenant) ?? []
  const open = tenants
    .map((tenant) => ({ tenant, findings: openFindings(tenant.tenant).filter(isTrouble).sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)) }))
    .filter(({ tenant, findings: left }) => tenant.health !== 'healthy' && left.length > 0)
    .sort((a, b) => healthRank(a.tenant) - healthRank(b.tenant) || (a.tenant.name < b.tenant.name ? -1 : 1))
  const incidents = [...changes.incidents].sort((a, b) => a.beganAtMs - b.beganAtMs)
  const changed = byTenant(changes.entries, names).sort((a, b) => (ranks.get(a.tenant) ?? 9) - (ranks.get(b.tenant) ?? 9) || (a.name < b.name ? -1 : 1))
  const planned = tenants.flatMap(({ tenant, name }) => openFindings(tenant).filter(({ check }) => announcing.has(check)).map(({ summary }) => ({ tenant, name, summary })))
  const alarms = changes.entries.filter(isOfAlarm)
  return {
    desk,
    fromMs,
    untilMs,
    gaps: firstOf(changes.gaps),
    incidents: lastOf(incidents),
    changed: firstOf(changed),
    open: firstOf(open),
    planned: firstOf(planned),
    alarms: lastOf(alarms),
    healthyTenants: tenants.filter(({ health }) => health === 'healthy').length,
    knownTenants: tenants.length,
    leftOut: changes.leftOut,
    more: { open: beyond(open), incidents: beyond(incidents), alarms: beyond(alarms), planned: beyond(planned), changed: beyond(changed), gaps: beyond(changes.gaps) },
  }
}

/** What comes worst first keeps its beginning, what comes in time its end. */
const firstOf = <T>(all: readonly T[]): readonly T[] => all.slice(0, mostInPart)
const lastOf = <T>(all: readonly T[]): readonly T[] => all.slice(-mostInPart)
const beyond = (all: readonly unknown[]): number => Math.max(0, all.length - mostInPart)

const isOfAlarm = (entry: HistoryEntry): entry is MarkEntry | AlarmEntry => entry.kind === 'mark' || entry.kind === 'alarm'

const healthRank = ({ health }: TenantAt): number => (health === 'healthy' ? 9 : severities.indexOf(health))

/** Changes of a tenant in a row; the first sight of one is no change. */
function byTenant(entries: readonly HistoryEntry[], names: ReadonlyMap<string, string>): TenantShift[] {
  const found = new Map<string, HistoryEntry[]>()
  const first = new Set(entries.flatMap((entry) => (entry.kind === 'health' && entry.was === undefined ? [`${entry.tenant} ${entry.atMs}`] : [])))
  for (const entry of entries) {
    // Marks stand together, whoever's alarm it is.
    if (entry.tenant === undefined || isOfAlarm(entry) || first.has(`${entry.tenant} ${entry.atMs}`)) continue
    const own = found.get(entry.tenant)
    if (own === undefined) found.set(entry.tenant, [entry])
    else own.push(entry)
  }
  return [...found].map(([tenant, own]) => ({ tenant, name: names.get(tenant) ?? nameIn(own) ?? tenant, entries: own.slice(-mostOfTenant), earlier: Math.max(0, own.length - mostOfTenant) }))
}

const nameIn = (entries: readonly HistoryEntry[]): string | undefined => entries.flatMap((entry) => ('name' in entry ? [entry.name] : []))[0]
