import { describe, expect, test } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { documentText, readDocument } from '#shared/support/document'
import { createFakeSupportAws, type Operation } from './fake-support-aws'
import { aWish, openSupportStage, startAtMs, supportConfig, valueOf } from './support-stage'

const parameter = '/watchfloor/support-access/acme/frontend'
const group = 'sg-0123456789abcdef0'

/** A desk whose console of `ana` is at work. */
function openStage() {
  const aws = createFakeSupportAws(() => stage.time.clock.nowMs())
  const stage = openSupportStage({ operators: aws.operators })
  const open = (more: Parameters<typeof stage.consoleOf>[1] = {}) => {
    const office = stage.consoleOf('ana', more)
    office.makeRounds(() => undefined)
    return office
  }
  const pass = async (ms: number) => {
    const until = stage.time.clock.nowMs() + ms
    while (stage.time.clock.nowMs() < until) {
      await stage.pass(Math.min(5 * secondMs, until - stage.time.clock.nowMs()))
      aws.fire(stage.time.clock.nowMs())
    }
    for (let turn = 0; turn < 40; turn += 1) await stage.settle()
  }
  const refuse = (...operations: readonly Operation[]) => (aws.fate = (operation) => (operations.includes(operation) ? 'refused' : 'fine'))
  const rules = () => aws.rules.get(group) ?? []
  return { ...stage, aws, open, pass, refuse, rules }
}

async function openGrant(stage: ReturnType<typeof openStage>) {
  const ana = stage.open()
  const asked = valueOf(await ana.ask(aWish({ what: ['application', 'ssh'] })))
  valueOf(await stage.consoleOf('ben').approve(asked.id, asked.hash))
  await stage.pass(20 * secondMs)
  expect(valueOf(await ana.grant(asked.id)).stage).toBe('open')
  return { ana, asked }
}

const namedIn = (text: string | undefined): readonly string[] | undefined => readDocument(text ?? '')?.grants.map(({ id }) => id)

describe('a door that the fleet file moves while a grant is open', () => {
  test('stays where it was opened, is closed there, and the new place is never touched', async () => {
    const stage = openStage()
    const { asked } = await openGrant(stage)
    const [acme, ...others] = supportConfig().tenants
    const moved = { ...supportConfig(), tenants: [{ ...acme!, support: { ...acme!.support!, doors: [{ ...acme!.support!.doors[0]!, parameter: '/other/place', securityGroup: 'sg-0fedcba9876543210' }] } }, ...others] }
    const ana = stage.open({ config: moved })
    await stage.pass(2 * minuteMs)
    expect(stage.aws.document('/other/place')).toBeUndefined()
    expect(stage.aws.rules.get('sg-0fedcba9876543210')).toBeUndefined()
    expect(valueOf(await ana.grant(asked.id)).doors.map(({ target }) => target)).toEqual([parameter, `${group} port 22 from 198.51.100.7/32`])
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(20 * secondMs)
    expect(valueOf(await ana.grant(asked.id)).stage).toBe('closed')
    expect([namedIn(stage.aws.document(parameter)), stage.rules(), stage.aws.schedules.size]).toEqual([[], [], 0])
  })
})

describe('a document that cannot be read while a grant is open', () => {
  test('keeps its schedule, is told, and is not said to be open as it was read', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    stage.aws.write(parameter, stage.aws.document(parameter)!.slice(0, -1))
    await stage.pass(2 * minuteMs)
    expect([...stage.aws.schedules.values()].map(({ does }) => does.operation).toSorted()).toEqual(['putParameter', 'revokeSecurityGroupIngress'])
    expect(valueOf(await ana.grant(asked.id)).words).toMatch(/since then \/watchfloor\/support-access\/acme\/frontend is in trouble: .*cannot be read/)
    expect(valueOf(await stage.consoleOf('ben').grant(asked.id)).words).toContain('in trouble')
    expect(valueOf(await ana.reconcile()).drifts.map(({ kind }) => kind)).toEqual(['document-unreadable'])
  })

  test.each([
    ['broken', (text: string) => text.slice(0, -1)],
    ['extended to an hour that does not exist', (text: string) => text.replaceAll('2026-11-22T12:00:00Z', '2026-11-22T24:00:00Z')],
    ['extended to a day that does not exist', (text: string) => text.replaceAll('2026-11-22T12:00:00Z', '2026-11-31T12:00:00Z')],
  ])('is written closed at the end before anything is proven: %s', async (_how, change) => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    stage.aws.write(parameter, change(stage.aws.document(parameter)!))
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(20 * secondMs)
    expect(valueOf(await ana.grant(asked.id)).stage).toBe('closed')
    expect(namedIn(stage.aws.document(parameter))).toEqual([])
    expect(stage.aws.schedules.size).toBe(0)
  })
})

describe('a schedule that cannot be looked after', () => {
  test('does not keep anything open, nor its proof back: it is found afterwards, and deleted at a press', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    stage.refuse('schedule.get')
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(20 * secondMs)
    expect([namedIn(stage.aws.document(parameter)), stage.rules()]).toEqual([[], []])
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', proof: {} })
    stage.refuse()
    let desk = valueOf(await ana.reconcile())
    expect(desk.drifts.map(({ kind }) => kind)).toEqual(['schedule-without-grant', 'schedule-without-grant'])
    for (const { id } of desk.drifts) desk = valueOf(await ana.repair(id))
    expect([desk.drifts, stage.aws.schedules.size]).toEqual([[], 0])
  })

  test('that AWS does not delete is tried once more; then what was read as closed is proven, with words about it', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    stage.refuse('schedule.delete')
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(20 * secondMs)
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', proof: { words: expect.stringContaining('Its schedule could not be removed: AWS says refused.') as string } })
    const asks = stage.aws.asked.length
    await stage.pass(minuteMs)
    expect(stage.aws.asked.length - asks).toBeLessThan(20)
  })

  test('is not deleted as nobody’s while what it closes is open', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    const [kept] = [...stage.aws.schedules.values()].filter(({ does }) => does.service === 'ssm')
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(20 * secondMs)
    const strange = { id: 'g-ffffffffffff', operator: 'mallory', reference: 'none', reason: '', fromMs: startAtMs, untilMs: startAtMs + 2 * hourMs }
    stage.aws.write(parameter, documentText({ tenant: 'acme', environment: 'frontend', grants: [strange], ended: [], untilMs: strange.untilMs, writtenAtMs: startAtMs }))
    stage.aws.schedules.set(`${kept!.group}/${kept!.name}`, kept!)
    const { drifts } = valueOf(await ana.reconcile())
    const of = (kind: string) => drifts.find((drift) => drift.kind === kind)!.id
    expect(await ana.repair(of('schedule-without-grant'))).toMatchObject({ ok: false, error: { kind: 'conflict', message: expect.stringContaining('which is open') as string } })
    valueOf(await ana.repair(of('document-without-grant')))
    expect(valueOf(await ana.repair(of('schedule-without-grant'))).drifts).toEqual([])
    expect([namedIn(stage.aws.document(parameter)), stage.aws.schedules.size]).toEqual([[], 0])
  })
})

describe('an end that the client writes in a form of their own', () => {
  const forms: readonly (readonly [string, (id: string) => unknown])[] = [
    ['a list of ids', (id) => [id]],
    ['an id', (id) => id],
    ['another key', (id) => [{ grant: id }]],
    ['no list', (id) => ({ id })],
    ['nothing that is known', () => 'all of them'],
    ['null', () => null],
  ]
  test.each(forms)('is seen, and closes the rest: %s', async (_how, form) => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    stage.aws.write(parameter, JSON.stringify({ ...(JSON.parse(stage.aws.document(parameter)!) as object), ended: form(asked.id) }))
    await stage.pass(2 * minuteMs)
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', ended: { how: 'client' } })
    expect([namedIn(stage.aws.document(parameter)), stage.rules()]).toEqual([[], []])
  })
})

test('the history of a document that cannot be read keeps nothing open, and lets nobody in', async () => {
  const stage = openStage()
  const { ana, asked } = await openGrant(stage)
  stage.refuse('history')
  // A console that has not seen this document yet.
  const cleo = stage.consoleOf('cleo')
  valueOf(await cleo.end(asked.id, 'Done'))
  await stage.pass(20 * secondMs)
  valueOf(await cleo.reconcile())
  expect(valueOf(await ana.grant(asked.id)).stage).toBe('closed')
  const next = valueOf(await ana.ask(aWish({ reference: 'REQ-2' })))
  valueOf(await stage.consoleOf('ben').approve(next.id, next.hash))
  stage.aws.write(parameter, stage.aws.document(parameter)!)
  stage.aws.write(parameter, stage.aws.document(parameter)!)
  await stage.pass(20 * secondMs)
  expect(namedIn(stage.aws.document(parameter))).toEqual([])
  expect(valueOf(await ana.grant(next.id))).toMatchObject({ stage: 'opening', trouble: { words: 'AWS says refused.' } })
})

test('of two doors each is told as it was read: one is closed, the other in trouble', async () => {
  const stage = openStage()
  const { ana, asked } = await openGrant(stage)
  stage.refuse('put')
  valueOf(await ana.end(asked.id, 'Done'))
  await stage.pass(20 * secondMs)
  expect(stage.rules()).toEqual([])
  for (const office of [ana, stage.consoleOf('ben')]) {
    const seen = valueOf(await office.grant(asked.id))
    expect(seen).toMatchObject({ stage: 'revoking', trouble: { words: 'AWS says refused.' }, doors: [{ kind: 'application', trouble: 'AWS says refused.' }, { kind: 'ssh', state: 'closed' }] })
    expect(seen.doors[1]).not.toHaveProperty('trouble')
  }
  stage.refuse()
  await stage.pass(minuteMs)
  expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', doors: [{ state: 'closed' }, { state: 'closed' }] })
})

test.each(['0.0.0.0/0', '198.51.100.0/24'])('nothing is proven closed while a rule of more addresses lets the operator in: %s', async (cidr) => {
  const stage = openStage()
  const { ana, asked } = await openGrant(stage)
  stage.aws.rules.set(group, [...stage.rules(), { id: 'sgr-wide', securityGroup: group, protocol: 'tcp', fromPort: 22, toPort: 22, cidr, description: 'temporary' }, { id: 'sgr-far', securityGroup: group, protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '203.0.113.0/24', description: 'bastion' }])
  valueOf(await ana.end(asked.id, 'Done'))
  await stage.pass(20 * secondMs)
  expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'revoking', trouble: { words: expect.stringContaining('sgr-wide') as string } })
  const { drifts } = valueOf(await ana.reconcile())
  expect(drifts.map(({ kind, words }) => [kind, words.includes(cidr)])).toEqual([['rule-without-grant', true]])
  valueOf(await ana.repair(drifts[0]!.id))
  await stage.pass(minuteMs)
  expect(valueOf(await ana.grant(asked.id)).stage).toBe('closed')
  expect(stage.rules().map(({ id }) => id)).toEqual(['sgr-far'])
})

test('the client ends a grant for SSH alone in their document too', async () => {
  const stage = openStage()
  const ana = stage.open()
  const asked = valueOf(await ana.ask(aWish({ what: ['ssh'] })))
  valueOf(await stage.consoleOf('ben').approve(asked.id, asked.hash))
  await stage.pass(20 * secondMs)
  expect(stage.rules()).toHaveLength(1)
  stage.aws.write(parameter, documentText({ tenant: 'acme', environment: 'frontend', grants: [], ended: [{ id: asked.id, by: 'client: j.doe' }], writtenAtMs: startAtMs }))
  await stage.pass(2 * minuteMs)
  expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', ended: { how: 'client', by: 'client: j.doe' } })
  expect(stage.rules()).toEqual([])
})

test.each([['disabled', { isEnabled: false }], ['gave another time zone or a window', { firesThen: false }]] as const)('of a schedule that somebody %s nobody reads that AWS closes the door then, while it cannot be put right', async (_how, change) => {
  const stage = openStage()
  const { ana, asked } = await openGrant(stage)
  for (const [name, schedule] of stage.aws.schedules) stage.aws.schedules.set(name, { ...schedule, ...change })
  stage.refuse('schedule.update')
  await stage.pass(2 * minuteMs)
  const grant = valueOf(await ana.grant(asked.id))
  expect(grant.words).not.toContain('AWS closes it by itself at')
  expect(grant.doors.map(({ closesByItselfAtMs }) => closesByItselfAtMs)).toEqual([undefined, undefined])
})

test.each([
  ['gave another role', { roleArn: 'arn:aws:iam::111122223333:role/other' }, ['disabled or changed', 'disabled or changed']],
  ['disabled', { isEnabled: false }, ['disabled or changed', 'disabled or changed']],
  ['gave another time zone or a window', { firesThen: false }, ['disabled or changed', 'disabled or changed']],
  ['moved', { atMs: Date.UTC(2030, 0, 1) }, ['disabled or changed', 'moved to 2030-01-01 00:00:00 UTC']],
] as const)('a schedule that somebody %s is put right, and the story says so', async (_how, change, found) => {
  const stage = openStage()
  const { ana, asked } = await openGrant(stage)
  for (const [name, schedule] of stage.aws.schedules) stage.aws.schedules.set(name, { ...schedule, ...change })
  await stage.pass(2 * minuteMs)
  expect([...stage.aws.schedules.values()].map(({ atMs }) => atMs)).toEqual([startAtMs + 2 * hourMs, startAtMs + 2 * hourMs])
  expect(valueOf(await ana.grant(asked.id)).lines.filter(({ isTrouble }) => isTrouble).map(({ words }) => /^Somebody had (.*) the schedule that closes/.exec(words)?.[1])).toEqual(found)
  const longer = valueOf(await ana.ask(aWish({ reference: 'REQ-2', untilMs: startAtMs + 3 * hourMs })))
  valueOf(await stage.consoleOf('ben').approve(longer.id, longer.hash))
  await stage.pass(minuteMs)
  expect(valueOf(await ana.grant(asked.id)).lines.filter(({ isTrouble }) => isTrouble)).toHaveLength(2)
})

test('a stranger in the document is no other grant in the proof of a closing', async () => {
  const stage = openStage()
  const { ana, asked } = await openGrant(stage)
  stage.aws.write(parameter, stage.aws.document(parameter)!.replace(asked.id, 'g-ffffffffffff'))
  valueOf(await ana.end(asked.id, 'Done'))
  await stage.pass(20 * secondMs)
  const words = valueOf(await ana.grant(asked.id)).proof?.words
  expect(words).toContain('It names 1 that nobody of this desk granted')
  expect(words).not.toContain('other grant')
})
