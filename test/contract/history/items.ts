import type { Baseline, HistoryItem } from '#shared/history/batch'
import type { FindingEntry, FindingMoment, HealthEntry } from '#shared/history/entry'
import type { Health, Severity } from '#shared/health/finding'
import { minuteMs } from '#shared/kernel/time'

export const startMs = Date.UTC(2026, 2, 2, 6)

export const health = (tenant: string, atMs: number, to: Health, was?: Health, id = `health/${tenant}/${atMs}/${to}`): HistoryItem => ({
  kind: 'entry',
  entry: { kind: 'health', id, atMs, tenant, name: nameOf(tenant), health: to, ...(was === undefined ? {} : { was }) } satisfies HealthEntry,
})

export const finding = (tenant: string, atMs: number, change: FindingEntry['change'], severity: Severity = 'critical', key = 'db-failover|acme'): HistoryItem => ({
  kind: 'entry',
  entry: { kind: 'finding', id: `finding/${tenant}/${key}/${atMs}/${change}`, atMs, tenant, change, ...moment(severity, key) },
})

export const moment = (severity: Severity = 'critical', key = 'db-failover|acme'): FindingMoment => ({
  key,
  check: 'db-failover',
  severity,
  clause: 'availability',
  subject: { kind: 'database', id: 'acme-frontend', environment: 'frontend' },
  sinceAtMs: startMs,
  summary: 'Database acme-frontend is failing over.',
})

export const baseline = (tenant: string, atMs: number, to: Health, findings: readonly FindingMoment[] = []): HistoryItem => ({
  kind: 'baseline',
  baseline: { id: `baseline/${tenant}/${atMs}`, atMs, tenant, name: nameOf(tenant), health: to, more: {}, findings } satisfies Baseline,
})

export const watched = (atMs: number, begins = false): HistoryItem => ({ kind: 'watched', atMs, everyMs: minuteMs, ...(begins ? { begins: true as const } : {}) })

const nameOf = (tenant: string): string => tenant.toUpperCase()
