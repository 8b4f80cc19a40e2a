import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { Blocker } from '#shared/maintenance/blocker'
import type { Door, TenantCondition, TenantProblem } from '#electron/maintenance/effects/run-context'
import { compareEffect } from '#electron/maintenance/effects/compare'
import { tellEffect } from '#electron/maintenance/effects/tell'
import { validateEffect } from '#electron/maintenance/effects/validate'
import { verifyEffect } from '#electron/maintenance/effects/verify'
import { doorsOf, healthOf, heardNotices } from './remembered'
import { accepted, arnOf, home, openEffectStage, region, seen, type EffectStage } from './stage'

let stage: EffectStage
let condition: TenantCondition
let blockers: readonly Blocker[]
afterEach(() => stage.stop())

const problem = (id: string, severity: TenantProblem['severity'] = 'critical'): TenantProblem => ({ id, severity, words: `${id} is wrong` })
const door: Door = { account: home, region, loadBalancerArn: 'arn:lb', hosts: ['acme.example'] }

async function open({ before = [], doors = [] }: { before?: readonly TenantProblem[]; doors?: readonly Door[] } = {}): Promise<void> {
  blockers = []
  stage = await openEffectStage({ steps: [], parts: { health: healthOf(() => condition), doors: doorsOf(doors), preflight: async () => ok(blockers), notices: heardNotices() } })
  condition = { asOfMs: stage.nowMs(), problems: before }
}

describe('Validation at the start of a run', () => {
  const validate = () => validateEffect(stage.context).perform(stage.effect('validate:plan'))

  it('keeps every database and every tenant as they are, and what it kept first when it is done again', async () => {
    await open({ before: [problem('db-status|db|acme-frontend')] })
    expect(await validate()).toEqual({ kind: 'done', evidence: [{ label: 'In the way of the plan', value: 'nothing' }, { label: 'Databases kept as they were', value: '2' }, { label: 'Problems before', value: '1' }] })
    condition = { asOfMs: stage.nowMs() + 1, problems: [] }
    expect(await seen(validateEffect(stage.context), stage.effect('validate:plan'))).toEqual({ kind: 'notThere' })
    await validate()
    expect(await stage.context.health.kept('acme')).toMatchObject(ok({ problems: [{ id: 'db-status|db|acme-frontend' }] }))
    expect(await stage.context.before.read(arnOf('acme-portal'))).toMatchObject(ok({ id: 'acme-portal', status: 'available' }))
  })

  it('fails for good with every word that is in the way', async () => {
    await open()
    blockers = [
      { kind: 'clock', message: 'Set the clock right.' },
      { kind: 'approval', message: 'Another operator has to approve this plan.' },
    ]
    expect(await validate()).toEqual({ kind: 'failed', message: 'Set the clock right. Another operator has to approve this plan.', again: 'never' })
    expect(await stage.context.health.kept('acme')).toEqual(ok(undefined))
  })

  it('is tried again when AWS cannot be read', async () => {
    await open()
    stage.fleet.setFaults([{ fault: 'error', service: 'rds', operation: 'DescribeDBInstances' }])
    expect(await validate()).toMatchObject({ kind: 'failed', again: 'later' })
  })
})

describe('Verification of a tenant', () => {
  const effect = () => stage.effect('verify:acme')
  const look = (begunMs: number) => seen(verifyEffect(stage.context), effect(), { ...accepted, sinceMs: begunMs, begunMs })
  const kept = () => stage.context.health.keep('acme', condition)
  const now = (problems: readonly TenantProblem[]) => (condition = { asOfMs: stage.nowMs() + secondMs, problems })

  it('waits for a reading that is newer than the change, and asks a person when none comes', async () => {
    await open()
    await kept()
    const begunMs = stage.nowMs()
    expect(await look(begunMs)).toMatchObject({ kind: 'inProgress' })
    await stage.pass(11 * minuteMs)
    expect(await look(begunMs)).toMatchObject({ kind: 'unclear' })
    now([])
    expect(await look(begunMs)).toMatchObject({ kind: 'done' })
  })

  it('counts what was not there before, and gives it ten minutes to settle', async () => {
    await open({ before: [problem('old')] })
    await kept()
    const begunMs = stage.nowMs()
    now([problem('old'), problem('new', 'degraded')])
    expect(await look(begunMs)).toMatchObject({ kind: 'inProgress' })
    await stage.pass(11 * minuteMs)
    expect(await look(begunMs)).toEqual({ kind: 'failed', message: 'acme has a problem that it had not before: new is wrong', again: 'never' })
    now([problem('old')])
    expect(await look(begunMs)).toMatchObject({ kind: 'done', evidence: [{ label: 'Compared' }, { label: 'Problems before and now', value: '1 and 1, none of them new' }] })
  })

  it('counts what became worse than to be watched, and only tells what is newly to be watched', async () => {
    await open({ before: [problem('lag', 'watch')] })
    await kept()
    const begunMs = stage.nowMs()
    await stage.pass(11 * minuteMs)
    now([problem('lag', 'critical')])
    expect(await look(begunMs)).toMatchObject({ kind: 'failed' })
    now([problem('lag', 'watch'), problem('cpu', 'watch')])
    expect(await look(begunMs)).toMatchObject({ kind: 'done', evidence: [{}, {}, { label: 'New, to be watched', value: 'cpu is wrong' }] })
  })

  it('counts every rise, and says from what to what; what stays or gets better is no news', async () => {
    await open({ before: [problem('lag', 'degraded'), problem('disk', 'critical'), problem('cpu', 'critical')] })
    await kept()
    const begunMs = stage.nowMs()
    await stage.pass(11 * minuteMs)
    now([problem('lag', 'critical'), problem('disk', 'critical'), problem('cpu', 'degraded')])
    expect(await look(begunMs)).toEqual({ kind: 'failed', message: 'acme has a problem that is worse than before: lag is wrong (degraded before, critical now)', again: 'never' })
    now([problem('lag', 'critical'), problem('page', 'degraded')])
    expect(await look(begunMs)).toMatchObject({ kind: 'failed', message: 'acme has 2 problems that are new or worse than before: lag is wrong (degraded before, critical now); page is wrong' })
    now([problem('lag', 'degraded'), problem('disk', 'watch'), problem('cpu', 'unknown')])
    expect(await look(begunMs)).toMatchObject({ kind: 'done' })
  })

  it.each(['degraded', 'critical'] as const)('asks a person about what was not known before and is %s now: nobody knows whether it is new', async (severity) => {
    await open({ before: [problem('pitr', 'unknown'), problem('role', 'unknown')] })
    await kept()
    const begunMs = stage.nowMs()
    await stage.pass(11 * minuteMs)
    now([problem('pitr', severity), problem('role', 'unknown')])
    expect(await look(begunMs)).toEqual({ kind: 'unclear', message: `Whether acme is as it was before cannot be told: pitr is wrong (not known before, ${severity} now)` })
  })

  it('asks a person about what was degraded and is not known any more: it may be worse', async () => {
    await open({ before: [problem('lag', 'degraded')] })
    await kept()
    const begunMs = stage.nowMs()
    await stage.pass(11 * minuteMs)
    now([problem('lag', 'unknown')])
    expect(await look(begunMs)).toMatchObject({ kind: 'unclear' })
  })

  it('asks a person about what cannot be judged, because nobody is restored for being unseen', async () => {
    await open()
    await kept()
    const begunMs = stage.nowMs()
    await stage.pass(11 * minuteMs)
    now([problem('pitr', 'unknown')])
    expect(await look(begunMs)).toMatchObject({ kind: 'unclear', message: 'Whether acme is as it was before cannot be told: pitr is wrong' })
  })

  it('does not judge pages behind doors that this run closed', async () => {
    await open({ doors: [door] })
    await kept()
    const begunMs = stage.nowMs()
    await stage.pass(11 * minuteMs)
    now([problem('probe|page|acme/frontend')])
    expect(await look(begunMs)).toMatchObject({ kind: 'failed' })
    await stage.context.doors.keep('acme', [door])
    expect(await look(begunMs)).toMatchObject({ kind: 'done' })
  })

  it('asks a person when how it was before was not kept', async () => {
    await open()
    expect(await look(stage.nowMs())).toMatchObject({ kind: 'unclear' })
  })
})

describe('Comparing a tenant whose people are in again', () => {
  const look = (begunMs: number) => seen(compareEffect(stage.context), stage.effect('compare:acme'), { ...accepted, sinceMs: begunMs, begunMs })
  const url = 'https://acme.example/health'
  const page = (answeredAtMs: number | undefined, isSuspected = false) => [{ url, isSuspected, ...(answeredAtMs === undefined ? {} : { answeredAtMs }) }]
  const now = (problems: readonly TenantProblem[], pages: TenantCondition['pages']) => (condition = { asOfMs: stage.nowMs() + secondMs, problems, ...(pages === undefined ? {} : { pages }) })

  async function reopened(): Promise<number> {
    await open({ doors: [door] })
    await stage.context.health.keep('acme', condition)
    await stage.context.doors.keep('acme', [door])
    return stage.nowMs()
  }

  it('counts a page that stays down, though this run had closed its doors', async () => {
    const begunMs = await reopened()
    await stage.pass(11 * minuteMs)
    now([problem('probe|page|acme/frontend')], page(stage.nowMs()))
    expect(await look(begunMs)).toEqual({ kind: 'failed', message: 'acme has a problem that it had not before: probe|page|acme/frontend is wrong', again: 'never' })
    now([], page(stage.nowMs()))
    expect(await look(begunMs)).toMatchObject({ kind: 'done', evidence: [{ label: 'Compared' }, { label: 'Problems before and now' }] })
  })

  it('waits for an answer that is newer than the opening and no mere suspicion', async () => {
    const begunMs = await reopened()
    for (const pages of [page(undefined), page(begunMs), page(begunMs + secondMs, true)]) {
      now([], pages)
      expect(await look(begunMs)).toMatchObject({ kind: 'inProgress' })
    }
    now([], page(begunMs + secondMs))
    expect(await look(begunMs)).toMatchObject({ kind: 'done' })
  })

  it('does not wait for ever: it says which page was not compared, and that none is asked', async () => {
    const begunMs = await reopened()
    now([], [])
    expect(await look(begunMs)).toMatchObject({ kind: 'done', evidence: [{}, {}, { label: 'Not compared', value: 'pages: none of this tenant is asked' }] })
    await stage.pass(11 * minuteMs)
    now([problem('probe|page|acme/frontend', 'unknown')], page(begunMs))
    expect(await look(begunMs)).toMatchObject({ kind: 'done', evidence: [{}, {}, { label: 'Not compared', value: `${url} did not answer for certain since access was opened` }] })
    condition = { asOfMs: begunMs, problems: [] }
    expect(await look(begunMs)).toMatchObject({ kind: 'unclear' })
  })
})

describe('Telling a tenant that it is over', () => {
  it('writes the login screen and sends mail, once, and is done when both are read back', async () => {
    await open()
    const notices = stage.context.notices
    const tell = tellEffect(stage.context)
    const effect = stage.effect('tell:acme')
    expect(await seen(tell, effect)).toEqual({ kind: 'notThere' })
    expect(await tell.perform(effect)).toEqual({ kind: 'inProgress', lookAgainInMs: 0 })
    await tell.perform(effect)
    expect(await seen(tell, effect)).toEqual({ kind: 'done', evidence: [{ label: 'Login screen', value: 'says that it is over' }, { label: 'Mail', value: 'completed, sent' }] })
    expect(await notices.isPublished('acme', { state: 'completed', access: 'open' })).toEqual(ok({ kind: 'says' }))
  })
})
