import { describe, expect, it } from 'vitest'
import type { TenantView } from '#shared/fleet/tenant-view'
import { dayMs, hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { judgeTenant, nextJudgementAtMs } from '#shared/health/judge'
import { holdsMs, probeDefaults, type ProbeConfig } from '#shared/probes/probe-config'
import type { ProbeResult } from '#shared/probes/probe-result'
import { afterAnswer, blankProbe, unseen, type ProbeState } from '#shared/probes/probe-state'
import { aDatabase, anAppGroup, anEvent, monday } from '#test/builders/fleet'
import { viewWith } from '#test/builders/views'

const config: ProbeConfig = { environment: 'frontend', url: 'https://acme.example/health', ...probeDefaults }
const up = (atMs: number, more: Partial<ProbeResult> = {}): ProbeResult => ({ atMs, elapsedMs: 40, outcome: { kind: 'up' }, status: 200, ...more })
const failed = (atMs: number): ProbeResult => ({ atMs, elapsedMs: 3, outcome: { kind: 'failed', failure: 'status', detail: 'HTTP 503 instead of 200' }, status: 503 })
const after = (results: readonly ProbeResult[]): ProbeState => results.reduce((state, result) => afterAnswer(state, result, config, true), blankProbe)
const withProbe = (state: ProbeState, view: TenantView = viewWith([]), more: Partial<ProbeConfig> = {}): TenantView => ({ ...view, probes: [{ config: { ...config, ...more }, state }] })
const found = (view: TenantView, nowMs = monday) => judgeTenant(view, nowMs).filter(({ check }) => check === 'probe')
const down = after([up(monday - 120 * secondMs), failed(monday - 60 * secondMs), failed(monday - 55 * secondMs)])

describe('probe', () => {
  it('has nothing to say of a page that answers, nor of a tenant without probes', () => {
    expect(found(withProbe(after([up(monday)])))).toEqual([])
    expect(found(viewWith([]))).toEqual([])
  })

  it('is critical when clients are cut off, says since when, and that AWS shows nothing wrong', () => {
    const [finding] = found(withProbe(down))
    expect(finding).toMatchObject({ severity: 'critical', clause: 'availability', sinceAtMs: monday - 60 * secondMs, subject: { kind: 'probe', id: config.url, environment: 'frontend', account: '111122223333' }, basis: { feed: 'probe', observedAtMs: monday - 55 * secondMs } })
    expect(finding?.summary).toMatch(/^Frontend of .* does not work for its clients since 2 Mar 2026 05:59:00 UTC \(it answers with an error\), although AWS shows its database and app servers as fine/)
    expect(finding?.evidence).toContainEqual({ label: 'Last answer', value: '2 Mar 2026 05:59:05 UTC: HTTP 503 instead of 200' })
  })

  it('is degraded where tenants only train and test', () => {
    expect(found(withProbe(down, viewWith([]), { environment: 'sandbox' }))).toMatchObject([{ severity: 'degraded' }])
    // What a budget was spent by is said only where one is spent.
    const view: TenantView = { ...viewWith([]), probes: [{ config, state: after([up(monday)]) }, { config: { ...config, environment: 'sandbox', url: 'https://acme.example/sandbox' }, state: down }] }
    expect(found(view)[0]?.evidence).toContainEqual({ label: 'Error budget', value: 'a sandbox spends none of it' })
  })

  it('waits for the second failure', () => {
    expect(found(withProbe(after([up(monday - minuteMs), failed(monday)])))).toEqual([])
  })

  it.each<[string, () => TenantView, RegExp]>([
    ['a failover under way', () => viewWith([anEvent('failoverStarted', monday - 50 * secondMs)]), /, while its database acme-bank-frontend fails over\.$/],
    ['a failover that is over', () => viewWith([anEvent('failoverStarted', monday - 50 * secondMs), anEvent('failoverCompleted', monday - 10 * secondMs)]), /although its database acme-bank-frontend has failed over/],
    ['a stopped database', () => viewWith([aDatabase({ status: 'stopped' })]), /: its database acme-bank-frontend is stopped\.$/],
    ['no app server', () => viewWith([anAppGroup({ instances: [] })]), /: none of the app servers of frontend-app is in service\.$/],
  ])('is joined with what AWS says: %s', (_name, view, words) => {
    expect(found(withProbe(down, view()))[0]?.summary).toMatch(words)
  })

  it('does not claim that AWS shows nothing wrong when AWS was not read', () => {
    const summary = found(withProbe(after([up(monday + hourMs), failed(monday + hourMs), failed(monday + hourMs + 5000)])), monday + hourMs + 5000)[0]?.summary
    expect(summary).toMatch(/What AWS would say of it cannot be read now\.$/)
  })

  it('is unknown before the first answer, when asked too long ago, and while our own network is in the way', () => {
    expect(found(withProbe(blankProbe))[0]).toMatchObject({ severity: 'unknown', summary: expect.stringContaining('has not answered yet') as string })
    const state = after([up(monday)])
    const limitMs = monday + holdsMs(config)
    expect(found(withProbe(state), limitMs)).toEqual([])
    expect(found(withProbe(state), limitMs + 1)[0]).toMatchObject({ severity: 'unknown', summary: expect.stringContaining('the last answer is too old') as string })
    expect(nextJudgementAtMs(withProbe(state), monday)).toBeLessThanOrEqual(limitMs + 1)
    expect(found(withProbe(unseen(down, monday - minuteMs, 'ourNetwork')))[0]).toMatchObject({ severity: 'unknown', summary: expect.stringContaining('our network and not blamed on them') as string })
  })

  it.each([
    [30 * dayMs + 1, undefined],
    [30 * dayMs, 'watch'],
    [7 * dayMs + 1, 'watch'],
    [7 * dayMs, 'degraded'],
    [dayMs, 'critical'],
    [-1, 'critical'],
  ])('warns of a certificate that ends in %d ms: %s', (leftMs, severity) => {
    const view = withProbe(after([up(monday, { certificateExpiresAtMs: monday + leftMs })]))
    expect(found(view).map((finding) => finding.severity)).toEqual(severity === undefined ? [] : [severity])
  })

  it('warns once of a certificate that several pages show', () => {
    const state = after([up(monday, { certificateExpiresAtMs: monday + dayMs })])
    const view: TenantView = { ...viewWith([]), probes: [{ config, state }, { config: { ...config, environment: 'portal', url: 'https://acme.example/portal' }, state }] }
    expect(found(view).map(({ subject }) => subject.id)).toEqual(['acme.example'])
  })

  it('looks again when a certificate gets near and when the month ends', () => {
    const state = after([up(monday, { certificateExpiresAtMs: monday + 30 * dayMs + 1000 })])
    expect(nextJudgementAtMs(withProbe(state), monday)).toBe(monday + 1000)
  })

  it('says that the month is broken, but wakes nobody with it', () => {
    const broken = after([up(monday - 20 * minuteMs), ...Array.from({ length: 10 }, (_, i) => failed(monday - (19 - i) * minuteMs)), up(monday - minuteMs), up(monday)])
    expect(found(withProbe(broken))).toMatchObject([{ severity: 'info', clause: 'availability', subject: { kind: 'tenant', id: 'acme-bank' }, summary: expect.stringContaining('99.99 % availability') as string }])
  })
})
