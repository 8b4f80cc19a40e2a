import { afterEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { closeEffect } from '#electron/maintenance/effects/close'
import { closeLongerEffect } from '#electron/maintenance/effects/close-longer'
import { tagsOfRules } from '#electron/maintenance/effects/door-rules'
import { reopenEffect } from '#electron/maintenance/effects/reopen'
import type { Door } from '#electron/maintenance/effects/run-context'
import type { Outcome } from '#electron/ports/operator/outcome'
import { doorsOf, heardNotices, type HeardNotices } from './remembered'
import { accepted, home, openEffectStage, region, seen, type EffectStage } from './stage'

const hosts = ['frontend.acme.example', 'a.acme.example', 'b.acme.example', 'c.acme.example', 'd.acme.example', 'e.acme.example']

let stage: EffectStage
let notices: HeardNotices
let doors: Door[]
afterEach(() => stage.stop())

async function open(withDoor = true, hasScreen = true): Promise<void> {
  notices = heardNotices({ hasScreen })
  doors = []
  stage = await openEffectStage({ steps: [], parts: { notices, doors: doorsOf(doors) } })
  if (withDoor) doors.push({ account: home, region, loadBalancerArn: await stage.loadBalancer('frontend-app'), hosts })
}

const access = () => stage.context.operators(home, region).access
function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.error.message)
  return outcome.value.value
}
const listener = async () => done(await access().listeners(stage.context.call, doors[0]!.loadBalancerArn))[0]!.arn
const rules = async () => done(await access().rules(stage.context.call, await listener())).filter(({ priority }) => priority !== 'default')
const page = async () => fetch(`${stage.fleet.endpoint}/_tenants/acme/frontend/health`)
const close = () => closeEffect(stage.context)
const reopen = () => reopenEffect(stage.context)
const effect = (kind: 'close' | 'reopen') => stage.effect(`${kind}:acme`)
const begun = () => ({ ...accepted, sinceMs: stage.nowMs(), begunMs: stage.nowMs() })

describe('Access of a tenant', () => {
  it('is closed by rules of at most five host names with a page, and its login screen says so', async () => {
    await open()
    expect((await page()).status).toBe(200)
    expect(await seen(close(), effect('close'))).toEqual({ kind: 'notThere' })
    expect(await close().perform(effect('close'))).toEqual({ kind: 'inProgress', lookAgainInMs: 0 })
    expect((await rules()).map(({ hosts: of, status, priority }) => [of.length, status, priority])).toEqual([
      [5, 503, 1],
      [1, 503, 2],
    ])
    const answer = await page()
    expect(answer.status).toBe(503)
    expect(await answer.text()).toMatch(/Closed for maintenance.*Upgrade.*16:00 on 2026-03-02 \(UTC, UTC\+00:00\)/)
    expect(await seen(close(), effect('close'), begun())).toMatchObject({ kind: 'done', evidence: [{ label: /^Rule 1 answers/ }, { label: 'Rule 2 answers frontend.acme.example' }, { label: 'Login screen' }, { label: 'Mail', value: 'started, sent' }].map((each) => expect.objectContaining(typeof each.label === 'string' ? each : {}) as unknown) })
    expect(notices.screen()).toBe('running, closed')
    expect(done(await access().ruleTags(stage.context.call, [(await rules())[0]!.arn]))).toMatchObject({ [(await rules())[0]!.arn]: { 'watchfloor-run': 'r1', 'watchfloor-tenant': 'acme' } })
  })

  it('closed half by a console that died is closed the rest of the way, not twice', async () => {
    await open()
    await close().perform(effect('close'))
    done(await access().deleteRule(stage.context.call, (await rules())[0]!.arn))
    expect(await seen(close(), effect('close'))).toEqual({ kind: 'notThere' })
    await close().perform(effect('close'))
    await close().perform(effect('close'))
    expect(await rules()).toHaveLength(2)
  })

  it('is closed before rules of others that answer the same host names, which keep their order', async () => {
    await open()
    const other = (priority: number, host: string) => access().createRule(stage.context.call, { listenerArn: doors[0]!.loadBalancerArn, priority, hosts: [host], html: '', tags: {} })
    const arn = await listener()
    for (const [priority, host] of [[1, '*.acme.example'], [2, 'other.example']] as const) done(await access().createRule(stage.context.call, { listenerArn: arn, priority, hosts: [host], html: host, tags: {} }))
    expect((await other(1, 'x')).ok).toBe(false)
    await close().perform(effect('close'))
    const inOrder = (await rules()).map(({ hosts: of }) => of.at(-1))
    expect(inOrder.indexOf('*.acme.example')).toBeGreaterThan(inOrder.indexOf('frontend.acme.example'))
    expect(inOrder.indexOf('other.example')).toBeGreaterThan(inOrder.indexOf('*.acme.example'))
    expect(await (await page()).text()).toContain('Closed for maintenance')
  })

  it('is opened again by taking away this run’s rules, and no other run’s', async () => {
    await open()
    await close().perform(effect('close'))
    const tags = { 'watchfloor-run': 'r2', 'watchfloor-tenant': 'acme' }
    done(await access().createRule(stage.context.call, { listenerArn: await listener(), priority: 40, hosts: ['a.acme.example'], html: 'theirs', tags }))
    expect(await seen(reopen(), effect('reopen'))).toEqual({ kind: 'notThere' })
    expect(await reopen().perform(effect('reopen'))).toMatchObject({ kind: 'inProgress' })
    expect((await rules()).map(({ body }) => body)).toEqual(['theirs'])
    expect(notices.screen()).toBe('running, open')
    const sighting = await seen(reopen(), effect('reopen'), begun())
    expect(sighting).toMatchObject({ kind: 'done' })
    expect(JSON.stringify(sighting)).toContain('run r2: it opens when that window does')
    expect((await page()).status).toBe(200)
    // Again, without harm.
    expect(await reopen().perform(effect('reopen'))).toMatchObject({ kind: 'inProgress' })
  })

  it('is read on a shared door while others take their rules away: what is gone is left out, the rest has its tags', async () => {
    await open()
    const arn = await listener()
    for (let at = 0; at < 25; at += 1) done(await access().createRule(stage.context.call, { listenerArn: arn, priority: 100 + at, hosts: [`h${at}.example`], html: 'closed', tags: { 'watchfloor-run': `r${at}` } }))
    const listed = (await rules()).map((rule) => rule.arn)
    const taken = new Set([0, 7, 8, 19, 20, 24].map((at) => listed[at]!))
    for (const gone of taken) done(await access().deleteRule(stage.context.call, gone))
    const read = await tagsOfRules(access(), stage.context.call, listed)
    if (!read.ok) throw new Error(read.error.error.message)
    expect([...read.value].map(([rule, tags]) => [rule, tags['watchfloor-run']]).toSorted()).toEqual(listed.flatMap((rule, at) => (taken.has(rule) ? [] : [[rule, `r${at}`]])).toSorted())
  })

  it('that stays closed for longer has the new end on the pages and the login screen, by the same rules', async () => {
    await open()
    await close().perform(effect('close'))
    const before = await rules()
    const untilMs = Date.UTC(2026, 2, 2, 18, 30)
    const again = { id: `closeLonger:${untilMs}:acme`, phase: 'closeLonger' as const, subject: 'acme', untilMs }
    const longer = closeLongerEffect(stage.context, untilMs)
    expect(await seen(longer, again)).toEqual({ kind: 'notThere' })
    expect(await longer.perform(again)).toEqual({ kind: 'inProgress', lookAgainInMs: 0 })
    const answer = await page()
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('by 18:30 on 2026-03-02')])
    expect((await rules()).map(({ arn, hosts: of, priority }) => [arn, of, priority])).toEqual(before.map(({ arn, hosts: of, priority }) => [arn, of, priority]))
    expect(await seen(longer, again, begun())).toEqual({ kind: 'done', evidence: [{ label: 'Pages name the new end', value: '2' }, { label: 'Access is expected back', value: '2026-03-02T18:30:00.000Z' }, { label: 'Login screen', value: 'says that access is closed' }] })
    // Again, without harm; and a second extension after it.
    expect(await longer.perform(again)).toEqual({ kind: 'inProgress', lookAgainInMs: 0 })
    expect((await seen(closeLongerEffect(stage.context, untilMs + 60 * minuteMs), again)).kind).toBe('notThere')
    await reopen().perform(effect('reopen'))
    expect(await rules()).toEqual([])
  })

  it('that somebody opened meanwhile is not closed by an extension', async () => {
    await open()
    await close().perform(effect('close'))
    for (const { arn } of await rules()) done(await access().deleteRule(stage.context.call, arn))
    const untilMs = Date.UTC(2026, 2, 2, 18, 30)
    await closeLongerEffect(stage.context, untilMs).perform({ id: 'closeLonger', phase: 'closeLonger', subject: 'acme', untilMs })
    expect(await rules()).toEqual([])
  })

  it('without a load balancer is said on the login screen alone, and the evidence says that', async () => {
    await open(false)
    await close().perform(effect('close'))
    expect(await seen(close(), effect('close'), begun())).toMatchObject({ kind: 'done', evidence: [{ label: 'Load balancers', value: 'none is known for this tenant: only its login screen says that access is closed' }, {}, {}] })
    await reopen().perform(effect('reopen'))
    expect(await seen(reopen(), effect('reopen'), begun())).toMatchObject({ kind: 'done' })
  })

  it('without a login screen is never said to be told by one', async () => {
    await open(false, false)
    await close().perform(effect('close'))
    const screen = { label: 'Login screen', value: 'nothing is written: Add notice.' }
    expect(await seen(close(), effect('close'), begun())).toMatchObject({ kind: 'done', evidence: [{ label: 'Load balancers', value: 'none is known for this tenant: nothing keeps its people out' }, screen, {}] })
    await reopen().perform(effect('reopen'))
    expect(await seen(reopen(), effect('reopen'), begun())).toMatchObject({ kind: 'done', evidence: [{}, screen] })
  })

  it('counts as closed only when the login screen’s readers are told, and as open also when they get it late', async () => {
    await open()
    notices.readLate(true)
    await close().perform(effect('close'))
    const before = begun()
    expect(await seen(close(), effect('close'), before)).toMatchObject({ kind: 'tooEarly' })
    await stage.pass(3 * minuteMs)
    expect(await seen(close(), effect('close'), before)).toMatchObject({ kind: 'failed', again: 'later' })

    await reopen().perform(effect('reopen'))
    const later = begun()
    expect(await seen(reopen(), effect('reopen'), later)).toMatchObject({ kind: 'tooEarly' })
    await stage.pass(3 * minuteMs)
    expect(await seen(reopen(), effect('reopen'), later)).toMatchObject({ kind: 'done', evidence: [{}, { label: 'Login screen', value: 'written, but its readers still get the old one' }] })
  })
})
