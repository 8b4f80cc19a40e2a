import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCase, type CaseFacts } from '#electron/drill/crash/crash-case'
import { judge } from '#electron/drill/crash/crash-judgement'
import { scenarios } from '#electron/drill/crash/scenarios'

const drill = scenarios.find(({ name }) => name === 'db.failover-drill')!
let folder: string
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-crash-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function play(deaths: readonly number[]): Promise<CaseFacts> {
  const facts = await runCase(drill, { deaths, absentMs: 31_000 }, path.join(folder, 'desk.sqlite'))
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
