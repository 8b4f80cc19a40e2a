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

  it('has exactly the keys that scripts rely on', async () => {
    const { report } = await drill('test/integration/scenarios/standing-trouble.json', 'PT3M')
    expect(Object.keys(report)).toEqual(['conditions', 'missed', 'falseFindings', 'falseHealthyMs', 'requests', 'dollars', 'throttled'])
    expect(Object.keys(report.conditions[0] ?? {})).toEqual(['kind', 'tenant', 'environment', 'subject', 'sinceMs', 'detectedMs', 'latencyMs', 'clearedMs', 'resolvedMs'])
  })

  it.each(['first-shift', 'test/integration/scenarios/four-environments.json', 'test/integration/scenarios/everything.json', 'test/integration/scenarios/bad-wire.json', 'test/integration/scenarios/hard-to-read.json'])('over %s is clean', async (scenario) => {
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
