import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { silentLogger } from '#electron/adapters/system/logger'
import type { DrillReport } from '#electron/drill/report'
import { runDrill } from '#electron/drill/run-drill'
import { loadScenario } from '#electron/training/index'
import { cli } from './cli'
import { randomScenario } from './random-scenario'

interface Run {
  readonly code: number
  readonly report: DrillReport
  readonly text: string
}

async function drill(scenario: string, length = 'PT30M'): Promise<Run> {
  const { code, stdout, stderr } = await cli(['drill', 'run', '--scenario', scenario, '--for', length, '--speed', '60', '--json'])
  if (stdout === '') throw new Error(stderr)
  return { code, report: JSON.parse(stdout) as DrillReport, text: stdout } // its documented shape
}

const clean = { missed: 0, falseFindings: [], falseHealthyMs: 0 }

describe('A drill', () => {
  it('over bad-night misses nothing, invents nothing and shows nothing green that is not, the same way twice', async () => {
    const first = await drill('bad-night')
    expect(first.report).toMatchObject(clean)
    expect(first.code).toBe(0)
    expect(first.report.conditions.length).toBeGreaterThan(20)
    expect(first.report.throttled).toBeGreaterThan(0)
    expect((await drill('bad-night')).text).toBe(first.text)
  })

  it('over az-outage tells of the zone that is lost, of whom it takes and of whom it cannot spare, and is content again when it is back', async () => {
    const { report, code } = await drill('az-outage', 'PT1H10M')
    expect(report).toMatchObject(clean)
    expect(code).toBe(0)
    const [zone, ...others] = report.zones
    expect(others).toEqual([])
    expect(zone).toMatchObject({ account: '111122223333', az: 'eu-west-1b', failingOver: [] })
    // The events of databases are read each minute.
    expect(zone?.latencyMs).toBeLessThan(3 * minuteMs)
    // Single-AZ by contract, and one that lost its standby an hour before.
    expect(zone?.cannotFailOver).toEqual(['hollowbeck-savings-bank-frontend', 'quillbourne-leasing-frontend', 'sablewick-trust-frontend'])
    expect(zone?.failedOver.length).toBeGreaterThan(10)
    expect(report.incidents).toEqual({ expected: zone?.failedOver.length, missed: [], doubled: [], wrong: [] })
    const failedOver = report.conditions.filter(({ kind }) => kind === 'db.failover')
    expect(failedOver.map(({ subject }) => subject).sort()).toEqual(zone?.failedOver)
    expect(Math.max(...failedOver.map(({ latencyMs }) => latencyMs ?? Infinity))).toBeLessThan(4 * minuteMs)
    // The app tier lost its zone too; the databases' standbys there are gone until it is back; the other account slept well.
    const kinds = (kind: string) => report.conditions.filter((condition) => condition.kind === kind)
    expect(kinds('app.az-lost').length).toBeGreaterThan(1)
    expect(kinds('db.lost-standby').length).toBeGreaterThan(zone?.failedOver.length ?? 0)
    const ended = kinds('db.status').filter(({ clearedMs }) => clearedMs !== null)
    expect(ended.map(({ subject }) => subject).sort()).toEqual(zone?.cannotFailOver)
    expect(ended.every(({ resolvedMs }) => resolvedMs !== null)).toBe(true)
  })

  it('has exactly the keys that scripts rely on', async () => {
    const { report } = await drill('test/integration/scenarios/standing-trouble.json', 'PT3M')
    expect(Object.keys(report)).toEqual(['conditions', 'missed', 'falseFindings', 'falseHealthyMs', 'requests', 'dollars', 'throttled', 'zones', 'incidents'])
    expect(Object.keys(report.conditions[0] ?? {})).toEqual(['kind', 'tenant', 'environment', 'subject', 'sinceMs', 'detectedMs', 'latencyMs', 'clearedMs', 'resolvedMs'])
  })

  it.each(['first-shift', 'test/integration/scenarios/four-environments.json', 'test/integration/scenarios/everything.json', 'test/integration/scenarios/bad-wire.json', 'test/integration/scenarios/hard-to-read.json', 'test/integration/scenarios/odd-but-legal.json'])('over %s is clean', async (scenario) => {
    const { report, code } = await drill(scenario)
    expect(report).toMatchObject(clean)
    expect(code).toBe(0)
  })

  it.each([4, 6, 21, 49])('over what nobody thought of (seed %i) is clean', async (seed) => {
    const scenario = loadScenario(randomScenario(seed), 'random')
    if (!scenario.ok) throw new Error(JSON.stringify(scenario.error))
    const drilled = await runDrill({ scenario: scenario.value, forMs: 30 * minuteMs, logger: silentLogger })
    expect(drilled).toMatchObject({ ok: true, value: { doubled: 0, report: clean } })
  })

  it('refuses what it cannot play', async () => {
    const unknownKind = await cli(['drill', 'run', '--scenario', 'test/integration/scenarios/unknown-kind.json', '--for', 'PT5M', '--json'])
    expect(unknownKind).toMatchObject({ code: 2, stdout: '' })
    expect(unknownKind.stderr).toContain("unknown kind 'db.melts'")
    expect(await cli(['drill', 'run', '--scenario', 'bad-night', '--for', '30m'])).toMatchObject({ code: 2, stdout: '' })
    expect(await cli(['drill', 'run', '--scenario', 'bad-night', '--speed', '0'])).toMatchObject({ code: 2, stdout: '' })
    expect(await cli(['drill', 'run', '--for', 'PT1M'])).toMatchObject({ code: 2, stdout: '' })
  })
})
