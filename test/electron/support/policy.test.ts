import { describe, expect, test } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { readDocument } from '#shared/support/document'
import type { SupportMatter } from '#shared/support/matter'
import { createFakeSupportAws } from './fake-support-aws'
import { aWish, openSupportStage, startAtMs, supportConfig, valueOf } from './support-stage'

const parameter = '/watchfloor/support-access/acme/frontend'
const allowing = (longestMinutes: number) => ({ ...supportConfig(), support: { ...supportConfig().support, longestMinutes } })

function openStage() {
  const aws = createFakeSupportAws(() => stage.time.clock.nowMs())
  const stage = openSupportStage({ operators: aws.operators })
  const told: SupportMatter[] = []
  const open = (person: string, longestMinutes: number) => {
    const office = stage.consoleOf(person, { config: allowing(longestMinutes) })
    office.makeRounds((matters) => void told.push(...matters))
    return office
  }
  const pass = async (ms: number) => {
    const until = stage.time.clock.nowMs() + ms
    while (stage.time.clock.nowMs() < until) await stage.pass(Math.min(10 * secondMs, until - stage.time.clock.nowMs()))
    for (let turn = 0; turn < 40; turn += 1) await stage.settle()
  }
  return { ...stage, aws, open, pass, told, document: () => readDocument(aws.document(parameter) ?? '') }
}

describe('A console whose fleet file allows less', () => {
  test('does not open what another one granted for longer, and tells everybody', async () => {
    const stage = openStage()
    const [ana, ben] = [stage.consoleOf('ana', { config: allowing(480) }), stage.consoleOf('ben', { config: allowing(480) })]
    const asked = valueOf(await ana.ask(aWish({ untilMs: startAtMs + 2 * hourMs })))
    valueOf(await ben.approve(asked.id, asked.hash))
    const cleo = stage.open('cleo', 60)
    await stage.pass(minuteMs)
    expect(valueOf(await cleo.grant(asked.id))).toMatchObject({ stage: 'refused', askedUntilMs: asked.untilMs, words: expect.stringContaining('longer than this desk’s fleet file allows (1 h)') as string })
    expect(stage.document()).toBeUndefined()
    expect(stage.told).toContainEqual(expect.objectContaining({ kind: 'drift', tenant: 'acme', grant: asked.id, id: `overPolicy|${asked.id}` }))
    expect(await cleo.approve(asked.id, asked.hash)).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  test('shortens what is open to what it allows, in the document and its schedule, and closes it then for good', async () => {
    const stage = openStage()
    const [ana, ben] = [stage.consoleOf('ana', { config: allowing(480) }), stage.consoleOf('ben', { config: allowing(480) })]
    const asked = valueOf(await ana.ask(aWish({ untilMs: startAtMs + 2 * hourMs })))
    valueOf(await ben.approve(asked.id, asked.hash))
    valueOf(await ana.reconcile())
    expect(stage.document()).toMatchObject({ grants: [{ id: asked.id }], untilMs: startAtMs + 2 * hourMs })
    const cleo = stage.open('cleo', 60)
    await stage.pass(2 * minuteMs)
    expect(stage.document()).toMatchObject({ grants: [{ id: asked.id, untilMs: startAtMs + hourMs }], untilMs: startAtMs + hourMs })
    expect(valueOf(await cleo.grant(asked.id))).toMatchObject({ stage: 'open', untilMs: startAtMs + hourMs, doors: [{ closesByItselfAtMs: startAtMs + hourMs }] })
    await stage.pass(hourMs)
    expect(valueOf(await cleo.grant(asked.id))).toMatchObject({ stage: 'closed' })
    expect(stage.document()?.grants).toEqual([])
    valueOf(await ana.reconcile())
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed' })
    expect(stage.document()?.grants).toEqual([])
  })
})
