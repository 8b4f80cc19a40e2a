import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsOf } from '#shared/maintenance/effect-calls'
import { effectsOf } from '#shared/maintenance/effects'
import { longerEffects } from '#shared/maintenance/longer'
import { replay } from '#shared/maintenance/run-state'
import { againEffects } from '#shared/maintenance/verify-again'
import type { CaseFacts } from '#electron/drill/crash/case-facts'
import { runCase } from '#electron/drill/crash/crash-case'
import { judge } from '#electron/drill/crash/crash-judgement'
import { scenarios } from '#electron/drill/crash/scenarios'

const drill = scenarios.find(({ name }) => name === 'db.failover-drill')!
let folder: string
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-crash-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function play(deaths: readonly number[], scenario = drill): Promise<CaseFacts> {
  const facts = await runCase(scenario, { deaths, absentMs: 31_000 }, path.join(folder, 'desk.sqlite'))
  if (!facts.ok) throw new Error(facts.error.message)
  return facts.value
}

describe('A crash drill', () => {
  let undisturbed: CaseFacts
  beforeAll(async () => void (undisturbed = await play([])))

  it('runs a window over the wire to its end, and leaves nothing behind', () => {
    expect(undisturbed).toMatchObject({ outcome: 'succeeded', leftovers: [], unproven: 0 })
    expect([...undisturbed.deeds].filter(([deed]) => /^(reboot|createSnapshot|send)/.test(deed)).map(([, times]) => times)).toEqual([1, 1, 1, 1])
  })

  it.each(['before reboot', 'after reboot', 'after createSnapshot', 'after createRule', 'before deleteRule'])('loses a console %s, and the next neither doubles nor leaves out anything', async (edge) => {
    const at = undisturbed.edges.findIndex((label) => label.endsWith(edge))
    expect(at).toBeGreaterThan(0)
    const facts = await play([at])
    expect(facts.edges.length).toBeLessThan(undisturbed.edges.length)
    expect(judge(drill, undisturbed, facts)).toEqual({ doubled: [], missing: [], wrongEnds: [] })
  })

  it('says of mail that may have left that it does not know, and does not send it twice', async () => {
    const [before, after] = ['before send', 'after send'].map((edge) => undisturbed.edges.findIndex((label) => label.endsWith(edge))) as [number, number] // two labels
    const lost = await play([before])
    expect(lost.unproven).toBe(1)
    expect([...lost.deeds.keys()].filter((deed) => deed.startsWith('send'))).toHaveLength(1)
    const left = await play([after])
    expect(left.unproven).toBe(1)
    expect(judge(drill, undisturbed, left)).toEqual({ doubled: [], missing: [], wrongEnds: [] })
  })
})

/** Only where a Region has no mute rules. */
const instead = new Set(['DisableAlarmActions', 'EnableAlarmActions', 'DescribeAlarms'])

/** Where AWS refuses the first call, the others are not asked. */
const carriedOut = scenarios.filter(({ outcome }) => outcome !== 'unchanged')

describe('What a plan says that it will ask of AWS', () => {
  it.each(carriedOut.map((scenario) => [scenario.name, scenario] as const))('is what its run asks, in the scenario %s', async (_, scenario) => {
    const { requests, plan, outcome, events } = await play([], scenario)
    expect(outcome).toBe(scenario.outcome)
    const effects = [...effectsOf(plan), ...longerEffects(plan, replay(events)), ...againEffects(plan, replay(events))]
    for (const [id, operations] of requests) {
      const said = callsOf(plan, effects.find((effect) => effect.id === id)!).map((call) => call.split(':')[1])
      expect({ id, unsaid: [...operations].filter((operation) => !said.includes(operation) && !(scenario.region === 'eu-south-2' && instead.has(operation))) }).toEqual({ id, unsaid: [] })
    }
    const changes = effects.filter(({ phase }) => phase === 'change')
    for (const effect of changes) expect({ effect: effect.id, asked: [...(requests.get(effect.id) ?? [])].sort() }).toEqual({ effect: effect.id, asked: callsOf(plan, effect).map((call) => call.split(':')[1]).sort() })
  })
})
