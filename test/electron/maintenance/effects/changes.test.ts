import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { PlanStep } from '#shared/maintenance/plan-step'
import { automationEffect, tokenOf } from '#electron/maintenance/effects/automation'
import { effectHandlers } from '#electron/maintenance/effects/registry'
import type { EffectHandler } from '#electron/maintenance/effect-handler'
import { effectsOf } from '#shared/maintenance/effects'
import { arnOf, home, notAccepted, openEffectStage, region, seen, type EffectStage, type StageWish } from './stage'

const db = arnOf('acme-frontend')
const maintenance = { kind: 'db.pending-maintenance', at: 'PT0S', tenant: 'acme', environment: 'frontend', action: 'system-update' }

let stage: EffectStage
afterEach(() => stage.stop())

async function open(step: PlanStep, more: Partial<StageWish> = {}): Promise<EffectHandler> {
  stage = await openEffectStage({ steps: [step], ...more })
  const keep = await stage.context.operators(home, region).databases.database(stage.context.call, 'acme-frontend')
  if (keep.ok) await stage.context.before.keep([keep.value.value])
  return effectHandlers(stage.context)(change())
}
const change = () => effectsOf(stage.context.plan).find(({ phase }) => phase === 'change')!
const at = (atMs: number, accepted: boolean) => ({ ...notAccepted, accepted, sinceMs: atMs, begunMs: atMs })

describe('A failover drill', () => {
  const step: PlanStep = { kind: 'db.failover-drill' }
  const failovers = async () => {
    const told = await stage.context.operators(home, region).databases.events(stage.context.call, 'acme-frontend', stage.nowMs() - 60 * minuteMs)
    if (!told.ok) throw new Error(told.error.error.message)
    return new Set(told.value.value.filter(({ message }) => message.includes('failover completed')).map(({ atMs }) => atMs)).size
  }

  it('is on its way while the database restarts, and done when AWS says that it failed over', async () => {
    const handler = await open(step)
    const begunMs = stage.nowMs()
    expect(await handler.perform(change())).toMatchObject({ kind: 'inProgress' })
    await stage.pass(20 * secondMs)
    expect(await seen(handler, change(), at(begunMs, true))).toMatchObject({ kind: 'inProgress' })
    await stage.pass(5 * minuteMs)
    expect(await seen(handler, change(), at(begunMs, true))).toMatchObject({ kind: 'done', evidence: [{ label: 'Failed over at' }, { label: 'Zone', value: expect.stringMatching(/^eu-west-1. → eu-west-1.$/) as unknown }, { label: 'Status', value: 'available' }] })
    expect(await failovers()).toBe(1)
  })

  it('whose answer was lost is waited for, and found however late somebody looks', async () => {
    const handler = await open(step)
    const begunMs = stage.nowMs()
    await handler.perform(change())
    await stage.pass(3 * minuteMs)
    expect(['done', 'inProgress', 'tooEarly']).toContain((await seen(handler, change(), at(begunMs, false))).kind)
    await stage.pass(30 * minuteMs)
    expect(await seen(handler, change(), at(begunMs, false))).toMatchObject({ kind: 'done' })
  })

  it('that never left is not asked for again before AWS must have told of it', async () => {
    const handler = await open(step)
    const begunMs = stage.nowMs()
    await stage.pass(4 * minuteMs)
    expect(await seen(handler, change(), at(begunMs, false))).toMatchObject({ kind: 'tooEarly' })
    await stage.pass(2 * minuteMs)
    expect(await seen(handler, change(), at(begunMs, false))).toEqual({ kind: 'notThere', untouched: true })
  })

  it('is not one that happened before it', async () => {
    const handler = await open(step, { events: [{ at: 'PT0S', kind: 'db.failover', tenant: 'acme', environment: 'frontend' }] })
    await stage.pass(10 * minuteMs)
    expect(await failovers()).toBe(1)
    const begunMs = stage.nowMs()
    await stage.pass(6 * minuteMs)
    expect(await seen(handler, change(), at(begunMs, false))).toEqual({ kind: 'notThere', untouched: true })
  })

  it('that AWS took and does not make has failed', async () => {
    const handler = await open(step)
    const begunMs = stage.nowMs()
    await stage.pass(11 * minuteMs)
    expect(await seen(handler, change(), at(begunMs, true))).toMatchObject({ kind: 'failed', again: 'never' })
  })
})

describe('Pending maintenance', () => {
  const step: PlanStep = { kind: 'db.apply-pending-maintenance', action: 'system-update' }

  it('is applied once: pending, on its way, pending no more', async () => {
    const handler = await open(step, { events: [maintenance] })
    const begunMs = stage.nowMs()
    expect(await seen(handler, change(), at(begunMs, false))).toMatchObject({ kind: 'tooEarly' })
    expect(await handler.perform(change())).toMatchObject({ kind: 'inProgress' })
    // Whoever comes after a crash sees that it was asked for.
    expect(await seen(handler, change(), at(begunMs, false))).toMatchObject({ kind: 'inProgress' })
    await stage.pass(20 * minuteMs)
    expect(await seen(handler, change(), at(begunMs, true))).toMatchObject({ kind: 'done', evidence: [{ label: 'Pending', value: 'system-update no more' }, { label: 'Status', value: 'available' }] })
  })

  it('that AWS took and does not begin has failed', async () => {
    const handler = await open(step, { events: [maintenance] })
    const begunMs = stage.nowMs()
    await stage.pass(31 * minuteMs)
    expect(await seen(handler, change(), at(begunMs, true))).toMatchObject({ kind: 'failed', again: 'never' })
  })
})

describe('A refresh of app servers', () => {
  const step: PlanStep = { kind: 'app.instance-refresh', minHealthyPercent: 50 }
  const groups = [{ arn: `arn:aws:autoscaling:${region}:${home}:autoScalingGroup:x:autoScalingGroupName/frontend-app`, name: 'frontend-app', tenants: ['acme'], environment: 'frontend' }]

  it('is found by its time, however late somebody takes over, and done when every machine is new', async () => {
    const handler = await open(step, { groups })
    const begunMs = stage.nowMs()
    expect(await seen(handler, change(), at(begunMs, false))).toMatchObject({ kind: 'tooEarly' })
    expect(await handler.perform(change())).toMatchObject({ kind: 'inProgress' })
    await stage.pass(3 * minuteMs)
    const taken = { ...at(stage.nowMs(), true), begunMs }
    expect(await seen(handler, change(), taken)).toMatchObject({ kind: 'inProgress' })
    await stage.pass(60 * minuteMs)
    expect(await seen(handler, change(), taken)).toMatchObject({ kind: 'done', evidence: [{ label: 'Refresh' }, { label: 'Status', value: 'Successful' }] })
  })

  it('of somebody else is waited for, and is not taken for ours', async () => {
    const handler = await open(step, { groups })
    await stage.context.operators(home, region).groups.startRefresh(stage.context.call, 'frontend-app', { minHealthyPercent: 50 })
    await stage.pass(2 * minuteMs)
    const begunMs = stage.nowMs()
    expect(await handler.perform(change())).toMatchObject({ kind: 'failed', again: 'later', untouched: true })
    expect(await seen(handler, change(), at(begunMs, false))).toMatchObject({ kind: 'tooEarly' })
    await stage.pass(minuteMs)
    expect(await seen(handler, change(), at(begunMs, false))).toEqual({ kind: 'notThere', untouched: true })
  })

  it('that was cancelled in AWS has failed', async () => {
    const handler = await open(step, { groups })
    const begunMs = stage.nowMs()
    await handler.perform(change())
    await stage.pass(10 * secondMs)
    await stage.context.operators(home, region).groups.cancelRefresh(stage.context.call, 'frontend-app')
    await stage.pass(minuteMs)
    expect(await seen(handler, change(), at(begunMs, true))).toMatchObject({ kind: 'failed', again: 'never' })
  })
})

describe('A runbook', () => {
  const step = { kind: 'ssm.automation', document: 'Bank-PostUpgradeTasks', parameters: {} } as const

  it('is one execution, however often it is begun, and done when it succeeded', async () => {
    const handler = await open(step)
    expect(await seen(handler, change())).toEqual({ kind: 'notThere' })
    await handler.perform(change())
    await handler.perform(change())
    await stage.pass(minuteMs)
    expect(await seen(handler, change(), at(stage.nowMs(), true))).toMatchObject({ kind: 'inProgress', percent: 33 })
    await stage.pass(5 * minuteMs)
    const sighting = await seen(handler, change(), at(stage.nowMs(), true))
    expect(sighting).toMatchObject({ kind: 'done', evidence: [{ label: `Execution in ${home}/${region}` }, { label: 'Status', value: 'Success' }] })
  })

  it('that fails says at which of its steps, and where to look', async () => {
    const failing = { ...step, parameters: { fail: ['true'] } }
    const handler = await open(failing)
    await handler.perform(change())
    await stage.pass(10 * minuteMs)
    expect(await seen(handler, change(), at(stage.nowMs(), true))).toMatchObject({ kind: 'failed', again: 'never', message: expect.stringMatching(/^Bank-PostUpgradeTasks in 111122223333\/eu-west-1 is Failed at its step rebuildStatistics: .* Look at the execution [0-9a-f-]+ in AWS\.$/) as unknown })
  })

  it('that AWS does not know fails for good', async () => {
    const handler = await open({ ...step, document: 'Nobody-Wrote-This' })
    expect(await handler.perform(change())).toMatchObject({ kind: 'failed', again: 'never', untouched: true })
  })

  it('of a plan that touches nothing has no place to run', async () => {
    await open(step)
    const nowhere = automationEffect({ ...stage.context, plan: { ...stage.context.plan, databases: [], groups: [] } }, step)
    expect(await nowhere.perform(change())).toMatchObject({ kind: 'failed', again: 'never', untouched: true })
  })

  it('has a UUID for a token, the same for the same run, effect and place', () => {
    const token = tokenOf(['r1', 'change:0:plan', home, region])
    expect(token).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(tokenOf(['r1', 'change:0:plan', home, region])).toBe(token)
    expect(new Set([['r1', 'change:1:plan', home, region], ['r2', 'change:0:plan', home, region], ['r1', 'change:0:plan', home, 'eu-north-1']].map(tokenOf)).add(token).size).toBe(4)
  })
})

describe('What is done by hand', () => {
  it('is asked of a person, with what is to be done', async () => {
    const handler = await open({ kind: 'manual', instructions: 'Turn the key.' })
    expect(await handler.perform(change())).toMatchObject({ kind: 'unknown' })
    expect(await handler.observe(change(), notAccepted)).toEqual(ok({ kind: 'unclear', message: 'To do by hand: Turn the key.' }))
  })
})

describe('The registry of effects', () => {
  it('has a handler for every effect of every kind of step', async () => {
    await open({ kind: 'db.failover-drill' })
    const { plan } = stage.context
    const steps: readonly PlanStep[] = [{ kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }, { kind: 'db.modify', changes: {} }, { kind: 'db.failover-drill' }, { kind: 'db.apply-pending-maintenance', action: 'x' }, { kind: 'app.instance-refresh', minHealthyPercent: 90 }, { kind: 'ssm.automation', document: 'x', parameters: {} }, { kind: 'manual', instructions: 'x' }]
    const whole = { ...plan, steps, groups: [{ arn: 'arn:g', name: 'g', tenants: ['acme'], environment: 'frontend' }] }
    const handlers = effectHandlers({ ...stage.context, plan: whole })
    const effects = effectsOf(whole)
    expect(new Set(effects.map(({ phase }) => phase)).size).toBe(11)
    for (const effect of effects) expect(handlers(effect)).toMatchObject({ perform: expect.any(Function) as unknown, observe: expect.any(Function) as unknown })
    expect(db).toBe(effects.find(({ phase }) => phase === 'snapshot')!.subject)
  })
})
