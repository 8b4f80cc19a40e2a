import { describe, expect, it } from 'vitest'
import type { FindingMoment, HistoryEntry } from '#shared/history/entry'
import type { TenantAt } from '#shared/history/fleet-at'
import { entryWords } from '#shared/history/entry-words'
import { handoverSheet } from '#shared/history/handover'
import { differences, type TenantMoment } from '#shared/history/tenant-moment'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { deriveIncidents } from '#shared/incidents/derive'
import { aStory, mondayMs, subject } from '../incidents/stories'

const finding = (check: FindingMoment['check'], severity: FindingMoment['severity'], summary: string): FindingMoment => ({ key: `${check}|${summary}`, check, severity, clause: 'availability', subject: { kind: 'database', id: 'db' }, sinceAtMs: mondayMs, summary })
const tenant = (id: string, health: TenantAt['health'], findings = 1): TenantAt => ({ tenant: id, name: id.toUpperCase(), health, sinceMs: mondayMs, findings })
const healthChange = (id: string, atMs: number, was?: TenantAt['health']): HistoryEntry => ({ kind: 'health', id: `${id}${atMs}`, atMs, tenant: id, name: id.toUpperCase(), health: 'critical', ...(was === undefined ? {} : { was }) })

describe('A hand-over sheet', () => {
  const incidents = deriveIncidents(subject, aStory().witnesses)
  const sheet = handoverSheet(
    { fromMs: mondayMs, untilMs: mondayMs + 8 * hourMs },
    {
      desk: 'Night desk',
      changes: { entries: [healthChange('newcomer', mondayMs + 1), healthChange('bravo', mondayMs + minuteMs, 'healthy'), healthChange('acme', mondayMs + 2 * minuteMs, 'watch')], incidents, gaps: [{ fromMs: mondayMs, untilMs: mondayMs + minuteMs }], leftOut: 0 },
      tenants: [tenant('bravo', 'watch'), tenant('acme', 'critical'), tenant('calm', 'healthy', 0), tenant('patchy', 'healthy'), tenant('late', 'degraded')],
      findings: new Map([
        ['acme', [finding('recovery-point', 'critical', 'Recovery point is 18 m old.'), finding('db-status', 'info', 'Modifying.')]],
        ['bravo', [finding('pitr-window', 'watch', '17 of 30 d.')]],
        ['patchy', [finding('pending-maintenance', 'watch', 'AWS will patch it.')]],
        ['late', [finding('pending-maintenance', 'degraded', 'AWS will patch it tomorrow: less than the notice promised.')]],
      ]),
    },
  )

  it('says what is open, worst first, without what is merely good to know', () => {
    expect(sheet.open.map(({ tenant: { tenant: id }, findings }) => [id, findings.map(({ summary }) => summary)])).toEqual([
      ['acme', ['Recovery point is 18 m old.']],
      // What comes without the notice promised is planned, and wrong.
      ['late', ['AWS will patch it tomorrow: less than the notice promised.']],
      ['bravo', ['17 of 30 d.']],
    ])
    expect([sheet.healthyTenants, sheet.knownTenants]).toEqual([2, 5])
  })

  it('says what is planned apart from what is wrong', () => {
    expect(sheet.planned).toEqual([
      { tenant: 'patchy', name: 'PATCHY', summary: 'AWS will patch it.' },
      { tenant: 'late', name: 'LATE', summary: 'AWS will patch it tomorrow: less than the notice promised.' },
    ])
  })

  it('says what changed, worst tenant first, and takes the first sight of a tenant for no change', () => {
    expect(sheet.changed.map(({ tenant: id }) => id)).toEqual(['acme', 'bravo'])
  })

  it('says who took care of which alarm, apart from what changed', () => {
    const mark: HistoryEntry = { kind: 'mark', id: 'm', atMs: mondayMs + 3, alarm: 'cpu', mark: 'acknowledged', by: 'ana', note: 'on it', tenants: ['Acme'], tenant: 'acme' }
    const alarm: HistoryEntry = { kind: 'alarm', id: 'a', atMs: mondayMs + 4, change: 'began', alarm: 'billing', summary: 'Alarm billing is firing, and belongs to no tenant.' }
    const { alarms, changed } = handoverSheet({ fromMs: mondayMs, untilMs: mondayMs + hourMs }, { desk: '', changes: { entries: [mark, alarm], incidents: [], gaps: [], leftOut: 0 }, tenants: [tenant('acme', 'healthy')], findings: new Map() })
    expect([alarms, changed]).toEqual([[mark, alarm], []])
    expect([mark, alarm, { ...alarm, change: 'over' as const }, { ...mark, mark: 'withdrawn' as const }].map(entryWords)).toEqual(['ana takes care of alarm cpu: on it', 'Alarm billing is firing, and belongs to no tenant.', 'Over: Alarm billing is firing, and belongs to no tenant.', 'ana took back a mark on alarm cpu: on it'])
  })

  it('names incidents and the time in which nobody watched', () => {
    expect(sheet.incidents).toEqual(incidents)
    expect(sheet.gaps).toHaveLength(1)
  })
})

describe('A hand-over sheet of a storm', () => {
  it('lists the worst, the latest of what comes in time, and counts the rest', () => {
    const ids = Array.from({ length: 500 }, (_, n) => `bank-${String(n).padStart(3, '0')}`)
    const entries = ids.flatMap((id, n) => Array.from({ length: 12 }, (_, turn) => healthChange(id, mondayMs + n * 100 + turn, 'healthy')))
    const alarms = Array.from({ length: 300 }, (_, n): HistoryEntry => ({ kind: 'alarm', id: `a${n}`, atMs: mondayMs + n, change: 'began', alarm: `a${n}`, summary: `Alarm a${n}.` }))
    const sheet = handoverSheet(
      { fromMs: mondayMs, untilMs: mondayMs + hourMs },
      {
        desk: '',
        changes: { entries: [...entries, ...alarms], incidents: [], gaps: [], leftOut: 9 },
        tenants: ids.map((id, n) => tenant(id, n === 499 ? 'critical' : 'watch')),
        findings: new Map(ids.map((id) => [id, [finding('pitr-window', 'watch', '17 of 30 d.')]])),
      },
    )
    expect([sheet.open.length, sheet.changed.length, sheet.alarms.length]).toEqual([200, 200, 200])
    expect(sheet.more).toEqual({ open: 300, changed: 300, alarms: 100, incidents: 0, planned: 0, gaps: 0 })
    expect(sheet.open[0]?.tenant.tenant).toBe('bank-499')
    expect(sheet.changed[0]).toMatchObject({ tenant: 'bank-499', earlier: 4 })
    expect(sheet.changed[0]?.entries.at(-1)?.atMs).toBe(mondayMs + 49_911)
    expect(sheet.alarms.at(-1)).toMatchObject({ alarm: 'a299' })
  })
})

describe('Differences of two judgements', () => {
  const moment = (health: TenantMoment['health'], ...findings: readonly FindingMoment[]): TenantMoment => ({ tenant: 'acme', name: 'Acme', health, findings })
  const one = finding('db-failover', 'critical', 'Failing over.')

  it('are health, and findings opened, changed and closed', () => {
    const entries = differences(moment('watch', { ...one, severity: 'watch' }, finding('pitr-window', 'watch', '17 d')), moment('critical', one, finding('db-status', 'critical', 'Down')), mondayMs, 'run/1')
    expect(entries.map((entry) => (entry.kind === 'finding' ? [entry.change, entry.check] : [entry.kind, 'was' in entry ? entry.was : undefined]))).toEqual([
      ['health', 'watch'],
      ['changed', 'db-failover'],
      ['opened', 'db-status'],
      ['closed', 'pitr-window'],
    ])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(4)
  })

  it('are none when only words changed', () => {
    expect(differences(moment('critical', one), moment('critical', { ...one, summary: 'Failing over since then.' }), mondayMs, 'x')).toEqual([])
  })
})
