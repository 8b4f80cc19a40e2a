import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { hourMs } from '#shared/kernel/time'
import { muteEffect, muteLongerEffect, unmuteEffect } from '#electron/maintenance/effects/mute'
import { muteTargets } from '#electron/maintenance/effects/mute-targets'
import type { AlarmName } from '#electron/maintenance/effects/run-context'
import { home, openEffectStage, region, seen, type EffectStage } from './stage'

/** A Region that has no mute rules. */
const without = 'eu-south-2'
const names = ['acme-frontend-cpu-high', 'acme-frontend-free-storage-low']
const alarmsIn = (at: string): readonly AlarmName[] => names.map((name) => ({ account: home, region: at, name }))

describe('Alarms of a tenant are muted together', () => {
  it('by place, at most a hundred to a rule, the same in whichever order they come', () => {
    const some = fc.array(fc.record({ account: fc.constantFrom('1', '2'), region: fc.constantFrom('a', 'b'), name: fc.integer({ min: 0, max: 400 }).map(String) }), { maxLength: 500 })
    fc.assert(
      fc.property(some, (alarms) => {
        const targets = muteTargets('r1', 'acme', alarms)
        expect(Math.max(0, ...targets.map((target) => target.alarms.length))).toBeLessThanOrEqual(100)
        const covered = targets.flatMap(({ account, region: at, alarms: of }) => of.map((name) => `${account}/${at}/${name}`))
        expect([...covered].sort()).toEqual([...new Set(alarms.map(({ account, region: at, name }) => `${account}/${at}/${name}`))].sort())
        expect(new Set(targets.map(({ account, region: at, rule }) => `${account}/${at}/${rule}`)).size).toBe(targets.length)
        expect(muteTargets('r1', 'acme', alarms.toReversed())).toEqual(targets)
      }),
    )
  })
})

describe('A run mutes a tenant’s alarms', () => {
  let stage: EffectStage
  afterEach(() => stage.stop())
  const effect = (kind: 'mute' | 'unmute') => stage.effect(`${kind}:acme`)

  it.each([
    ['by a rule that ends with the window', region],
    ['by switching actions off where there are no rules', without],
  ])('%s, and takes it back', async (_, at) => {
    stage = await openEffectStage({ steps: [], alarms: alarmsIn(at), region: at })
    const [mute, unmute] = [muteEffect(stage.context), unmuteEffect(stage.context)]
    expect(await seen(mute, effect('mute'))).toEqual({ kind: 'notThere' })
    expect(await mute.perform(effect('mute'))).toMatchObject({ kind: 'inProgress' })
    expect(await seen(mute, effect('mute'))).toEqual({ kind: 'done', evidence: [{ label: 'Muted', value: '2' }, { label: `${home}/${at}`, value: 'wf-r1-acme-1' }] })
    expect(await mute.perform(effect('mute'))).toMatchObject({ kind: 'inProgress' })

    expect(await seen(unmute, effect('unmute'))).toEqual({ kind: 'notThere' })
    expect(await unmute.perform(effect('unmute'))).toMatchObject({ kind: 'inProgress' })
    expect(await seen(unmute, effect('unmute'))).toMatchObject({ kind: 'done' })
    expect(await seen(mute, effect('mute'))).toEqual({ kind: 'notThere' })
    expect(await unmute.perform(effect('unmute'))).toMatchObject({ kind: 'inProgress' })
  })

  it('an hour beyond the window’s end and no longer, should every console die', async () => {
    stage = await openEffectStage({ steps: [], alarms: alarmsIn(region) })
    await muteEffect(stage.context).perform(effect('mute'))
    await stage.pass(4 * hourMs + 50 * 60_000)
    expect(await seen(muteEffect(stage.context), effect('mute'))).toMatchObject({ kind: 'done' })
    await stage.pass(11 * 60_000)
    expect(await seen(unmuteEffect(stage.context), effect('unmute'))).toMatchObject({ kind: 'done' })
  })

  it.each([
    ['for longer by the same rules, after an extension', region],
    ['and stays so where actions are off, after an extension', without],
  ])('%s', async (_, at) => {
    stage = await openEffectStage({ steps: [], alarms: alarmsIn(at), region: at })
    const untilMs = stage.nowMs() + 7 * hourMs
    const longer = muteLongerEffect(stage.context, untilMs)
    const again = { id: `muteLonger:${untilMs}:acme`, phase: 'muteLonger' as const, subject: 'acme', untilMs }
    await muteEffect(stage.context).perform(effect('mute'))
    expect((await seen(longer, again)).kind).toBe(at === region ? 'notThere' : 'done')
    expect(await longer.perform(again)).toEqual({ kind: 'inProgress', lookAgainInMs: 0 })
    expect(await longer.perform(again)).toEqual({ kind: 'inProgress', lookAgainInMs: 0 })
    expect(await seen(longer, again)).toEqual({ kind: 'done', evidence: [{ label: 'Rules end by', value: '2026-03-02T20:00:00.000Z' }, { label: 'Muted', value: '2' }, { label: `${home}/${at}`, value: 'wf-r1-acme-1' }] })
    const rules = await stage.context.operators(home, at).alarms.muteRules(stage.context.call)
    if (rules.ok) expect(rules.value.value).toEqual(['wf-r1-acme-1'])
    // Long after the end that stood first, and until an hour after the new one.
    await stage.pass(7 * hourMs + 50 * 60_000)
    expect((await seen(longer, again)).kind).toBe('done')
    await stage.pass(11 * 60_000)
    expect((await seen(longer, again)).kind).toBe(at === region ? 'notThere' : 'done')
    await unmuteEffect(stage.context).perform(effect('unmute'))
    expect(await seen(unmuteEffect(stage.context), effect('unmute'))).toMatchObject({ kind: 'done' })
  })

  it('that has none, and one that was never muted, without a request', async () => {
    stage = await openEffectStage({ steps: [] })
    expect(await muteEffect(stage.context).perform(effect('mute'))).toEqual({ kind: 'done', evidence: [{ label: 'Muted', value: '0' }] })
    expect(await seen(unmuteEffect(stage.context), effect('unmute'))).toMatchObject({ kind: 'done' })
  })

  it('half switched on again is not unmuted yet', async () => {
    stage = await openEffectStage({ steps: [], alarms: alarmsIn(without), region: without })
    await muteEffect(stage.context).perform(effect('mute'))
    await stage.context.operators(home, without).alarms.enableActions(stage.context.call, names.slice(0, 1))
    expect(await seen(unmuteEffect(stage.context), effect('unmute'))).toEqual({ kind: 'notThere' })
    expect(await seen(muteEffect(stage.context), effect('mute'))).toEqual({ kind: 'notThere' })
  })
})
