import { healths, severities, type Finding, type Severity } from '#shared/health/finding'
import type { AlarmView, AppGroupView, DatabaseView, TenantDetail } from '#shared/fleet/tenant-view'
import { scopeOutcomes, type ScopeOutcome } from '#shared/fleet/observation'
import type { AccountStatus, ScopeStatus, WatchStatus } from '#shared/fleet/watch-status'
import { answerText } from '#shared/probes/probe-result'
import { availabilityOf, readingOf, type ProbeView } from '#shared/probes/probe-view'
import { exitCodes, type ExitCode } from './exit-code'

/**
 * `fleet status --json`: the shape scripts rely on.
 *
 * 1. Instants are ISO 8601 in UTC, AWS time. What AWS did not return is `null`, never a default.
 * 2. Tenants come worst first, then by id.
 * 3. `azs` of an app group are those where instances are in service: what the contract counts.
 */
export interface StatusReport {
  readonly at: string
  readonly source: 'training' | 'live'
  readonly scopes: readonly ScopeReport[]
  readonly tenants: readonly TenantReport[]
  readonly spend: { readonly requests: number; readonly dollars: number }
}

export interface ScopeReport {
  readonly account: string
  readonly region: string
  readonly service: string
  readonly outcome: ScopeOutcome
  readonly observedAt: string | null
  readonly requests: number
}

export interface TenantReport {
  readonly id: string
  readonly name: string
  readonly model: 'pooled' | 'silo'
  readonly health: string
  readonly findings: readonly FindingReport[]
  readonly environments: readonly EnvironmentReport[]
  readonly alarms: { readonly firing: number; readonly noData: number; readonly total: number }
}

export interface FindingReport {
  readonly check: string
  readonly severity: string
  readonly subject: string
  readonly clause: string
  readonly sinceAt: string | null
  readonly evidence: readonly { readonly label: string; readonly value: string }[]
}

export interface EnvironmentReport {
  readonly name: string
  readonly databases: readonly DatabaseReport[]
  readonly apps: readonly { readonly id: string; readonly desired: number; readonly inService: number; readonly azs: readonly string[] }[]
  readonly probes: readonly ProbeReport[]
}

/** What a client would find now, and the month so far. `since` and figures are null while nothing is known. */
export interface ProbeReport {
  readonly url: string
  readonly state: 'up' | 'suspected' | 'down' | 'unknown'
  readonly since: string | null
  readonly lastAnswer: string | null
  readonly lastAnswerAt: string | null
  readonly certificateExpiresAt: string | null
  readonly availabilityPercent: number | null
  readonly errorBudgetLeftPercent: number | null
}

export interface DatabaseReport {
  readonly id: string
  readonly engine: string
  readonly status: string
  readonly multiAz: boolean | null
  readonly az: string | null
  readonly secondaryAz: string | null
  readonly retentionDays: number | null
  readonly latestRestorableAt: string | null
  readonly recoveryPointLagSeconds: number | null
}

/** What one poll of everything brought. `nowMs` is AWS time. */
export interface PolledStatus {
  readonly isTraining: boolean
  readonly status: WatchStatus
  readonly tenants: readonly TenantDetail[]
  readonly nowMs: number
}

export function statusReport({ isTraining, status, tenants, nowMs }: PolledStatus): StatusReport {
  return {
    at: iso(nowMs),
    source: isTraining ? 'training' : 'live',
    scopes: status.accounts.flatMap((account) => account.scopes.map((scope) => scopeReport(account, scope))),
    tenants: worstFirst(tenants).map((tenant) => tenantReport(tenant, nowMs)),
    spend: { requests: status.spend.requests, dollars: status.spend.dollars },
  }
}

/** 3 when no account answered at all, 1 when anything is wrong or could not be read, else 0. */
export function statusExitCode({ status, tenants }: Pick<PolledStatus, 'status' | 'tenants'>): ExitCode {
  const scopes = status.accounts.flatMap((account) => account.scopes)
  if (!scopes.some(isReached)) return exitCodes.unreachable
  const unwell = tenants.some(({ health, findings }) => health !== 'healthy' || findings.some(({ severity }) => isFinding(severity)))
  return unwell || scopes.some(({ outcome }) => outcome !== 'ok') ? exitCodes.findings : exitCodes.fine
}

/** Worst health first, then by id. */
export function worstFirst(tenants: readonly TenantDetail[]): readonly TenantDetail[] {
  return [...tenants].sort((left, right) => healths.indexOf(left.health) - healths.indexOf(right.health) || (left.row.id < right.row.id ? -1 : 1))
}

/** Watch or worse, or a verdict that could not be given. */
export const isFinding = (severity: Severity): boolean => severities.indexOf(severity) <= severities.indexOf('watch')

// AWS refused: it was reached. A time-out, a reset, a page that no AWS service would send, or having no keys to ask with is no answer.
const answers: ReadonlySet<string> = new Set(['throttled', 'denied', 'expired', 'serverFault', 'unsupported', 'invalidInput', 'notFound', 'conflict'])

/** `at` names the exchange with AWS that failed; a sign-in that failed before any has none. */
function isReached({ outcome, error }: ScopeStatus): boolean {
  return outcome === 'ok' || (error?.at !== undefined && answers.has(error.kind))
}

/** A scope that was not asked because of another one's failure (targets follow app groups) shares that one's outcome. */
function scopeReport(account: AccountStatus, scope: ScopeStatus): ScopeReport {
  const told = scope.outcome === 'pending' ? account.outcome : scope.outcome
  const outcome = scopeOutcomes.find((known) => known === told) ?? 'failed'
  return { account: account.id, region: scope.region, service: scope.service, outcome, observedAt: isoOrNull(scope.observedAtMs), requests: scope.requests }
}

function tenantReport({ row, health, findings, view }: TenantDetail, nowMs: number): TenantReport {
  return {
    id: row.id,
    name: row.name,
    model: row.model,
    health,
    findings: findings.map(findingReport),
    environments: environmentNames(view, row.environments).map((name) => ({
      name,
      databases: view.databases.filter(({ environment }) => environment === name).map(databaseReport),
      apps: view.appGroups.filter(({ environment }) => environment === name).map(appReport),
      probes: view.probes.filter(({ config }) => config.environment === name).map((probe) => probeReport(probe, view.contract.availabilityPercent, nowMs)),
    })),
    alarms: alarmCounts(view.alarms),
  }
}

function findingReport({ check, severity, subject, clause, sinceAtMs, evidence }: Finding): FindingReport {
  return { check, severity, subject: subject.id, clause, sinceAt: isoOrNull(sinceAtMs), evidence: evidence.map(({ label, value }) => ({ label, value })) }
}

function databaseReport({ record, observedAtMs }: DatabaseView): DatabaseReport {
  return {
    id: record.id,
    engine: record.engine,
    status: record.status,
    multiAz: record.multiAz ?? null,
    az: record.az ?? null,
    secondaryAz: record.secondaryAz ?? null,
    retentionDays: record.retentionDays ?? null,
    latestRestorableAt: isoOrNull(record.latestRestorableAtMs),
    recoveryPointLagSeconds: lagSeconds(observedAtMs, record.latestRestorableAtMs),
  }
}

function appReport({ record }: AppGroupView) {
  const inService = record.instances.filter(({ lifecycle }) => lifecycle === 'InService')
  return { id: record.id, desired: record.desired, inService: inService.length, azs: [...new Set(inService.map(({ az }) => az))].sort() }
}

function alarmCounts(alarms: readonly AlarmView[]) {
  const inState = (state: string): number => alarms.filter(({ record }) => record.state === state).length
  return { firing: inState('ALARM'), noData: inState('INSUFFICIENT_DATA'), total: alarms.length }
}

function probeReport(probe: ProbeView, goalPercent: number, nowMs: number): ProbeReport {
  const reading = readingOf(probe, nowMs)
  const { last } = probe.state
  const month = availabilityOf(probe, goalPercent, nowMs)
  const isKnown = month.contract.percent !== undefined
  return {
    url: probe.config.url,
    state: reading.kind,
    since: isoOrNull(reading.sinceMs),
    lastAnswer: last === undefined ? null : answerText(last),
    lastAnswerAt: isoOrNull(last?.atMs),
    certificateExpiresAt: isoOrNull(last?.certificateExpiresAtMs),
    availabilityPercent: month.contract.percent ?? null,
    errorBudgetLeftPercent: isKnown ? month.budgetLeftPercent : null,
  }
}

function environmentNames({ databases, appGroups, probes }: TenantDetail['view'], known: readonly string[]): readonly string[] {
  return [...new Set([...known, ...[...databases, ...appGroups].map(({ environment }) => environment), ...probes.map(({ config }) => config.environment)])]
}

/** AWS time of the observation minus the restorable time; the Date header has whole seconds, so just under zero is zero. */
function lagSeconds(observedAtMs: number, restorableAtMs: number | undefined): number | null {
  return restorableAtMs === undefined ? null : Math.max(0, Math.round((observedAtMs - restorableAtMs) / 1000))
}

const iso = (atMs: number): string => new Date(atMs).toISOString()
const isoOrNull = (atMs: number | undefined): string | null => (atMs === undefined || !Number.isFinite(atMs) ? null : iso(atMs))
