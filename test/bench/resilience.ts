import { minuteMs } from '#shared/kernel/time'
import { silentLogger } from '#electron/adapters/system/logger'
import { runDrill } from '#electron/drill/run-drill'
import { loadScenario } from '#electron/training/index'
import { faultyScenario } from './scenarios'
import type { Measured } from './measure'

const minutes = 60

/** A10: with one request in twenty failing, does any state get lost, shown twice or painted green? Exact counts, no time. */
export async function measureResilience(): Promise<readonly Measured[]> {
  const scenario = loadScenario(faultyScenario(), 'bench')
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error))
  const drill = await runDrill({ scenario: scenario.value, forMs: minutes * minuteMs, logger: silentLogger })
  if (!drill.ok) throw new Error(JSON.stringify(drill.error))
  const { report, doubled } = drill.value
  const { missed, falseFindings, falseHealthyMs, conditions, requests, throttled } = report
  return [
    {
      id: 'A10',
      measure: 'states lost, doubled or falsely healthy under 5 % faults',
      unit: 'states',
      value: missed + doubled + falseFindings.length + (falseHealthyMs > 0 ? 1 : 0),
      goal: 0,
      how: `${minutes} simulated minutes over 150 tenants, 5 % of all requests fail (errors, resets, throttling, truncated replies, hangs), judged against the world's truth`,
      details: { conditions: conditions.length, lost: missed, doubled, falseFindings: falseFindings.length, falseHealthyMs, requests, throttled },
    },
  ]
}
