import { describe, expect, it } from 'vitest'
import { runDrill } from '#electron/drill/run-drill'
import type { DrillReport } from '#electron/drill/report'
import { loadScenario } from '#electron/training/index'
import { minuteMs, secondMs } from '#shared/kernel/time'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

async function drill(events: readonly object[], minutes: number): Promise<DrillReport> {
  const scenario = loadScenario(
    JSON.stringify({
      version: 1,
      name: 'probes',
      seed: 11,
      startAt: '2026-03-02T06:00:00Z',
      fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 6 }], tenants: [{ id: 'acme-bank', region: 'eu-central-1', environments: ['frontend', 'portal'] }, { id: 'kauri-bank', region: 'eu-central-1', environments: ['frontend'] }] },
      events,
    }),
    'probes.json',
  )
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error.issues))
  const played = await runDrill({ scenario: scenario.value, forMs: minutes * minuteMs, logger: quiet })
  if (!played.ok) throw new Error(played.error.message)
  expect(played.value.doubled).toBe(0)
  return played.value.report
}

const clean = { missed: 0, falseFindings: [], falseHealthyMs: 0 }

describe('a drill with probes', () => {
  it('sees a page that is down within its interval and the second question, and sees it recover', async () => {
    const report = await drill([{ at: 'PT5M', kind: 'probe.down', tenant: 'acme-bank', environment: 'portal', for: 'PT10M' }], 25)
    expect(report).toMatchObject(clean)
    const [down] = report.conditions.filter(({ kind }) => kind === 'probe.down')
    expect(down?.latencyMs).toBeLessThanOrEqual(85 * secondMs)
    expect((down?.resolvedMs ?? Infinity) - (down?.clearedMs ?? 0)).toBeLessThanOrEqual(85 * secondMs)
  })

  it('is clean through failovers, stopped databases, lost app servers and errors that clients feel', async () => {
    const report = await drill(
      [
        { at: 'PT3M', kind: 'db.failover', tenant: 'acme-bank', environment: 'frontend', outageSeconds: 240 },
        { at: 'PT4M', kind: 'db.status', status: 'stopped', tenant: 'kauri-bank', for: 'PT8M' },
        { at: 'PT6M', kind: 'app.capacity-short', tenant: 'acme-bank', environment: 'portal', count: 2, for: 'PT6M' },
        { at: 'PT8M', kind: 'app.latency-high', tenant: 'acme-bank', environment: 'frontend', ms: 15_000, for: 'PT6M' },
        { at: 'PT16M', kind: 'app.errors-high', tenant: 'kauri-bank', ratio: 0.4, for: 'PT6M' },
        { at: 'PT10M', kind: 'account.access-denied', account: '111122223333', for: 'PT8M' },
      ],
      40,
    )
    expect(report).toMatchObject(clean)
  })

  it('shows everybody as unknown, nobody as down, when no page of anybody answers', async () => {
    const everybody = ['acme-bank', 'kauri-bank']
    const scenario = loadScenario(JSON.stringify({ version: 1, name: 'ours', seed: 11, startAt: '2026-03-02T06:00:00Z', fleet: { tenants: [...everybody, 'rata-bank', 'totara-bank'].map((id) => ({ id, region: 'eu-west-1' })) }, events: [...everybody, 'rata-bank', 'totara-bank'].map((tenant) => ({ at: 'PT5M', kind: 'probe.down', tenant, for: 'PT10M' })) }), 'ours.json')
    if (!scenario.ok) throw new Error(JSON.stringify(scenario.error.issues))
    const played = await runDrill({ scenario: scenario.value, forMs: 25 * minuteMs, logger: quiet })
    if (!played.ok) throw new Error(played.error.message)
    expect(played.value.report).toMatchObject(clean)
  })
})
