import { describe, expect, test } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { closedDocument, documentText, readDocument } from '#shared/support/document'
import { statementRows } from '#shared/support/statement-row'
import type { SupportMatter } from '#shared/support/matter'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { AuditDeed, AuditOutcome, AuditTrail } from '#electron/ports/audit-trail'
import { createFakeSupportAws } from './fake-support-aws'
import { aWish, openSupportStage, startAtMs, valueOf } from './support-stage'

const parameter = '/watchfloor/support-access/acme/frontend'
const group = 'sg-0123456789abcdef0'

function openStage(audit?: AuditTrail) {
  const aws = createFakeSupportAws(() => stage.time.clock.nowMs())
  const stage = openSupportStage({ operators: aws.operators, ...(audit === undefined ? {} : { audit }) })
  const told: SupportMatter[][] = []
  /** A console whose rounds run. */
  const open = (person: string) => {
    const office = stage.consoleOf(person)
    office.makeRounds((matters) => told.push([...matters]))
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
  const grantsIn = () => readDocument(aws.document(parameter) ?? '')?.grants.map(({ id }) => id)
  return { ...stage, aws, open, pass, told, grantsIn }
}

const renameRules = ({ aws }: ReturnType<typeof openStage>, description: string) => aws.rules.set(group, aws.rules.get(group)!.map((rule) => ({ ...rule, description })))

async function openGrant(stage: ReturnType<typeof openStage>, over: Parameters<typeof aWish>[0] = {}) {
  const ana = stage.open('ana')
  const ben = stage.consoleOf('ben')
  const asked = valueOf(await ana.ask(aWish(over)))
  valueOf(await ben.approve(asked.id, asked.hash))
  await stage.pass(20 * secondMs)
  return { ana, ben, asked }
}

describe('what is done in AWS', () => {
  test('the schedule stands before the document names anybody, and goes after it names nobody', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'open', doors: [{ state: 'open', closesByItselfAtMs: asked.untilMs }] })
    expect(stage.grantsIn()).toEqual([asked.id])
    const writes = () => stage.aws.asked.map((each) => each.split(' ')[0]).filter((each) => ['schedule.create', 'schedule.update', 'put', 'schedule.delete'].includes(each!))
    expect(writes()).toEqual(['schedule.create', 'put'])
    expect(valueOf(await ana.end(asked.id, 'Done'))).toMatchObject({ stage: 'revoking', words: expect.stringContaining('unverified') as string })
    await stage.pass(20 * secondMs)
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', proof: { words: expect.stringContaining('does not name') as string } })
    expect(stage.grantsIn()).toEqual([])
    expect(writes()).toEqual(['schedule.create', 'put', 'put', 'schedule.delete'])
    expect(stage.aws.schedules.size).toBe(0)
  })

  test('SSH is opened for one address, named in the rule, and revoked at its end', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage, { what: ['ssh', 'application'] })
    expect(stage.aws.rules.get(group)).toMatchObject([{ cidr: '198.51.100.7/32', fromPort: 22, description: `watchfloor support ${asked.id}` }])
    await stage.pass(2 * hourMs)
    expect(stage.aws.rules.get(group)).toEqual([])
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', ended: { how: 'expired' } })
    expect(stage.aws.schedules.size).toBe(0)
  })

  test('overlapping grants: the door stays open until the last of them ends', async () => {
    const stage = openStage()
    const { ana, ben, asked } = await openGrant(stage)
    const second = valueOf(await ana.ask(aWish({ reference: 'REQ-2', untilMs: startAtMs + 3 * hourMs })))
    valueOf(await ben.approve(second.id, second.hash))
    await stage.pass(20 * secondMs)
    expect(stage.grantsIn()?.toSorted()).toEqual([asked.id, second.id].toSorted())
    expect([...stage.aws.schedules.values()].map(({ atMs }) => atMs)).toEqual([startAtMs + 3 * hourMs])
    await stage.pass(2 * hourMs)
    expect(stage.grantsIn()).toEqual([second.id])
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', proof: { words: expect.stringContaining('stays open for 1 other grant') as string } })
    await stage.pass(hourMs)
    expect(stage.grantsIn()).toEqual([])
    expect(stage.aws.schedules.size).toBe(0)
  })

  test('what is done to a door that grants share, and what does not succeed there, is in the trail of each', async () => {
    const kept: (AuditDeed & { readonly outcome?: AuditOutcome })[] = []
    const stage = openStage({
      intend: async (deed) => (kept.push(deed), ok({ id: 'x', outcome: async () => undefined })),
      note: async (deed) => (kept.push(deed), ok(null)),
    })
    const { ana, ben, asked } = await openGrant(stage)
    const second = valueOf(await ana.ask(aWish({ reference: 'REQ-2', untilMs: startAtMs + 3 * hourMs })))
    valueOf(await ben.approve(second.id, second.hash))
    await stage.pass(20 * secondMs)
    stage.aws.fate = (operation) => (operation === 'put' ? 'refused' : 'fine')
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(20 * secondMs)
    const trailOf = (id: string, what: string) => kept.filter((deed) => deed.about?.id === id && deed.what === what)
    expect(trailOf(second.id, 'support.door').map(({ words }) => words)).toContainEqual(expect.stringContaining('chedule'))
    expect(trailOf(asked.id, 'support.trouble')[0]).toMatchObject({ outcome: { kind: 'failed' } })
    expect(trailOf(second.id, 'support.trouble')[0]).toMatchObject({ outcome: { kind: 'failed' } })
  })

  test('a grant that follows right upon another stays open, though the first one’s schedule fires', async () => {
    const stage = openStage()
    const { ana, ben } = await openGrant(stage)
    const next = valueOf(await ana.ask(aWish({ reference: 'REQ-2', fromMs: startAtMs + 2 * hourMs, untilMs: startAtMs + 3 * hourMs })))
    valueOf(await ben.approve(next.id, next.hash))
    await stage.pass(2 * hourMs + 10 * secondMs)
    expect(valueOf(await ana.grant(next.id)).stage).toBe('open')
    // Schedules fire within the minute after their time: this one was on its way when it was moved.
    stage.aws.write(parameter, documentText(closedDocument({ tenant: 'acme', environment: 'frontend' }, startAtMs + 2 * hourMs)))
    await stage.pass(80 * secondMs)
    expect(stage.grantsIn()).toEqual([next.id])
    expect(valueOf(await ana.grant(next.id)).stage).toBe('open')
  })

  test('a revoke that fails three times is red, tried again, told, and proven in the end', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage, { what: ['ssh'] })
    let fails = 3
    stage.aws.fate = (operation) => (operation === 'revoke' && fails-- > 0 ? 'refused' : 'fine')
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(10 * secondMs)
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'revoking', trouble: { tries: 2, words: 'AWS says refused.' } })
    expect(stage.told.at(-1)).toMatchObject([{ kind: 'trouble', tenant: 'acme', grant: asked.id }])
    await stage.pass(minuteMs)
    const closed = valueOf(await ana.grant(asked.id))
    expect(closed.stage).toBe('closed')
    expect(closed.trouble).toBeUndefined()
    expect(stage.told.at(-1)).toEqual([])
  })

  test('the client’s statement has what was open and what may have been, and not what never was', async () => {
    const stage = openStage()
    const span = { fromMs: startAtMs, toMs: startAtMs + 4 * hourMs }
    stage.aws.fate = (operation) => (operation === 'schedule.create' ? 'refused' : 'fine')
    const { ana, asked } = await openGrant(stage)
    expect(valueOf(await ana.grant(asked.id)).stage).toBe('opening')
    expect(valueOf(await ana.granted('acme', span))).toEqual([])
    stage.aws.fate = (operation) => (operation === 'put' ? 'refused' : 'fine')
    await stage.pass(2 * minuteMs)
    const maybe = valueOf(await ana.granted('acme', span))
    expect(maybe).toMatchObject([{ id: asked.id, wasOpen: 'maybe' }])
    expect(statementRows({ grants: maybe })).toMatchObject([{ opened: expect.stringContaining('may have been open') as string, ended: 'not ended yet' }])
    stage.aws.fate = () => 'fine'
    await stage.pass(2 * minuteMs)
    expect(valueOf(await ana.granted('acme', span))).toMatchObject([{ id: asked.id, wasOpen: 'proven' }])
  })

  test('what is not proven closed is in every later statement', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    stage.aws.fate = () => 'refused'
    await stage.pass(3 * hourMs)
    const later = { fromMs: startAtMs + 150 * minuteMs, toMs: startAtMs + 4 * hourMs }
    expect(valueOf(await ana.granted('acme', later))).toMatchObject([{ id: asked.id, stage: 'revoking' }])
  })

  test('whom somebody wrote into the document of an open grant is taken out, and that is told', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    const there = JSON.parse(stage.aws.document(parameter)!) as { grants: object[] }
    stage.aws.write(parameter, JSON.stringify({ ...there, grants: [...there.grants, { ...there.grants[0], id: 'g-aaaaaaaaaaaa', operator: 'mallory' }] }))
    await stage.pass(2 * minuteMs)
    expect(stage.grantsIn()).toEqual([asked.id])
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'open' })
    expect(valueOf(await ana.grant(asked.id)).lines.filter(({ isTrouble }) => isTrouble).map(({ words }) => words)).toEqual([expect.stringContaining('nobody of this desk granted anything (g-aaaaaaaaaaaa); it was taken out')])
    expect(stage.told.at(-1)).toMatchObject([{ kind: 'drift', tenant: 'acme', grant: asked.id, words: expect.stringContaining('g-aaaaaaaaaaaa') as string }])
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(20 * secondMs)
    expect(stage.told.at(-1)).toEqual([])
  })

  test('what the client ends is closed, and stays in the document', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    const there = JSON.parse(stage.aws.document(parameter)!) as object
    stage.aws.write(parameter, JSON.stringify({ ...there, ended: [{ id: asked.id, at: '2026-11-22T10:05:00Z', by: 'client: j.doe' }] }))
    await stage.pass(2 * minuteMs)
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', ended: { how: 'client', by: 'client: j.doe' } })
    expect(readDocument(stage.aws.document(parameter)!)).toMatchObject({ grants: [], ended: [{ id: asked.id, by: 'client: j.doe' }] })
  })

  test('an end that the client writes between our look and our write is not lost', async () => {
    const stage = openStage()
    const { ana, ben, asked } = await openGrant(stage)
    const there = JSON.parse(stage.aws.document(parameter)!) as object
    stage.aws.edge = async (at) => {
      if (at !== 'before put') return
      stage.aws.edge = async () => undefined
      stage.aws.write(parameter, JSON.stringify({ ...there, ended: [{ id: asked.id, by: 'client: j.doe' }] }))
    }
    const second = valueOf(await ana.ask(aWish({ reference: 'REQ-2' })))
    valueOf(await ben.approve(second.id, second.hash))
    await stage.pass(2 * minuteMs)
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', ended: { how: 'client' } })
    expect(stage.grantsIn()).toEqual([second.id])
  })

  test('what somebody took away is a finding, put back only at a press', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    stage.aws.parameters.delete(parameter)
    await stage.pass(2 * minuteMs)
    expect(stage.aws.document(parameter)).toBeUndefined()
    // Who has not read AWS since reads it in the journal.
    expect(valueOf(await stage.consoleOf('cleo').grant(asked.id)).words).toContain('AWS does not show it open any more')
    const desk = valueOf(await ana.reconcile())
    expect(desk.drifts).toMatchObject([{ kind: 'grant-without-document', tenant: 'acme', grant: asked.id }])
    const after = valueOf(await ana.repair(desk.drifts[0]!.id))
    expect(after.drifts).toEqual([])
    expect(stage.grantsIn()).toEqual([asked.id])
    expect(valueOf(await stage.consoleOf('cleo').grant(asked.id)).words).toContain('Open, read back from AWS')
    expect(await ana.repair(desk.drifts[0]!.id)).toMatchObject({ ok: false, error: { kind: 'notFound' } })
  })

  test('a schedule that somebody deleted is made again at once', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    const remarks = async () => valueOf(await ana.grant(asked.id)).lines.filter(({ words }) => words.startsWith('AWS had lost the schedule'))
    expect(await remarks()).toEqual([])
    stage.aws.schedules.clear()
    await stage.pass(75 * secondMs)
    expect(await remarks()).toMatchObject([{ isTrouble: true, words: expect.stringContaining('made again, for 2026-11-22 12:00:00 UTC') as string }])
    expect([...stage.aws.schedules.values()].map(({ atMs }) => atMs)).toEqual([startAtMs + 2 * hourMs])
  })

  test('rules, documents and schedules that nobody granted are found and taken away at a press', async () => {
    const stage = openStage()
    const ana = stage.consoleOf('ana')
    stage.aws.rules.set(group, [{ id: 'sgr-stray', securityGroup: group, protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '203.0.113.9/32', description: 'watchfloor support g-aaaaaaaaaaaa' }, { id: 'sgr-other', securityGroup: group, protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' }])
    stage.aws.write(parameter, JSON.stringify({ format: 'watchfloor/support-access', version: 1, tenant: 'acme', environment: 'frontend', grants: [{ id: 'g-bbbbbbbbbbbb', operator: 'mallory', reference: 'none', reason: '', from: '2026-11-22T09:00:00Z', until: '2026-11-22T19:00:00Z' }], until: '2026-11-22T19:00:00Z', writtenAt: '2026-11-22T09:00:00Z' }))
    stage.aws.schedules.set('watchfloor-support/wf-stray', { group: 'watchfloor-support', name: 'wf-stray', atMs: startAtMs + hourMs, description: '', roleArn: '', does: { service: 'ssm', operation: 'putParameter', input: {} } })
    let desk = valueOf(await ana.reconcile())
    expect(desk.drifts.map(({ kind }) => kind).toSorted()).toEqual(['document-without-grant', 'rule-without-grant', 'schedule-without-grant'])
    for (const { id } of desk.drifts) desk = valueOf(await ana.repair(id))
    expect(desk.drifts).toEqual([])
    expect(stage.aws.rules.get(group)?.map(({ id }) => id)).toEqual(['sgr-other'])
    expect(stage.grantsIn()).toEqual([])
    expect(stage.aws.schedules.size).toBe(0)
  })

  test('a schedule that is left over is told to everybody, as that of whoever had the rule, or beside a tenant of its place', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage, { what: ['ssh'] })
    const [name, left] = [...stage.aws.schedules][0]!
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(20 * secondMs)
    expect([valueOf(await ana.grant(asked.id)).stage, stage.aws.schedules.size]).toEqual(['closed', 0])
    stage.aws.schedules.set(name, left)
    stage.aws.schedules.set('watchfloor-support/wf-stray', { ...left, name: 'wf-stray', does: { service: 'ssm', operation: 'putParameter', input: {} } })
    let desk = valueOf(await ana.reconcile())
    expect(desk.drifts.map(({ words }) => words).toSorted()).toEqual([
      '111122223333/eu-west-1: the schedule wf-stray would close something that no grant has open.',
      `acme, frontend: the schedule ${left.name} would close something that no grant has open.`,
    ])
    await stage.pass(minuteMs)
    expect(stage.told.at(-1)?.map(({ kind, tenant }) => [kind, tenant])).toEqual([['drift', 'acme'], ['drift', 'acme']])
    for (const { id } of desk.drifts) desk = valueOf(await ana.repair(id))
    expect([desk.drifts, stage.aws.schedules.size]).toEqual([[], 0])
  })

  test('a schedule that nobody knows and that fires in another time zone stays while what it closes is open', async () => {
    const stage = openStage()
    const ana = stage.consoleOf('ana')
    stage.aws.rules.set(group, [{ id: 'sgr-stray', securityGroup: group, protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '203.0.113.9/32', description: '' }])
    const input = { GroupId: group, IpPermissions: [{ IpRanges: [{ CidrIp: '203.0.113.9/32' }] }] }
    const stray = { group: 'watchfloor-support', name: 'wf-stray', atMs: startAtMs - hourMs, description: '', roleArn: '', does: { service: 'ec2', operation: 'revokeSecurityGroupIngress', input } }
    stage.aws.schedules.set('watchfloor-support/wf-stray', { ...stray, firesThen: false })
    const { drifts } = valueOf(await ana.reconcile())
    const { id } = drifts.find(({ kind }) => kind === 'schedule-without-grant')!
    expect(await ana.repair(id)).toMatchObject({ ok: false, error: { kind: 'conflict', message: expect.stringContaining('it stays until that is closed') as string } })
    expect(stage.aws.schedules.size).toBe(1)
  })

  test('a laptop that sleeps past the end finds it closed by the schedule, and shows the proof', async () => {
    const stage = openStage()
    const ana = stage.consoleOf('ana')
    const ben = stage.consoleOf('ben')
    const asked = valueOf(await ana.ask(aWish({ what: ['application', 'ssh'] })))
    valueOf(await ben.approve(asked.id, asked.hash))
    valueOf(await ana.reconcile())
    await stage.pass(3 * hourMs)
    expect(stage.grantsIn()).toEqual([])
    expect(stage.aws.rules.get(group)).toEqual([])
    expect(valueOf(await ana.grant(asked.id)).stage).toBe('revoking')
    valueOf(await stage.open('cleo').reconcile())
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', ended: { how: 'expired' } })
    expect(stage.aws.schedules.size).toBe(0)
  })

  test('the operator’s address changes: the grant says so', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage, { what: ['ssh'] })
    stage.world.address = '203.0.113.77'
    await stage.pass(6 * minuteMs)
    expect(valueOf(await ana.grant(asked.id)).words).toContain('203.0.113.77/32 now')
  })

  test('what is ended is taken out and proven closed, though somebody else’s access has no room', async () => {
    const stage = openStage()
    const { ana, ben, asked } = await openGrant(stage)
    let last = asked
    for (let nth = 0; nth < 30; nth += 1) {
      last = valueOf(await ana.ask(aWish({ reference: `REQ-${nth}-${'R'.repeat(80)}`, untilMs: startAtMs + 3 * hourMs })))
      valueOf(await ben.approve(last.id, last.hash))
    }
    await stage.pass(20 * secondMs)
    expect(stage.grantsIn()).toContain(asked.id)
    expect(valueOf(await ana.grant(last.id))).toMatchObject({ stage: 'opening', trouble: { words: expect.stringContaining('4,096 bytes') as string } })
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(2 * minuteMs)
    expect(stage.grantsIn()).not.toContain(asked.id)
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', proof: { words: expect.stringContaining('does not name') as string } })
    expect(valueOf(await ana.grant(last.id))).toMatchObject({ stage: 'opening', trouble: { words: expect.stringContaining('4,096 bytes') as string } })
  })

  test('more grants from one address than a rule names: each that is ended is taken out of it', async () => {
    const stage = openStage()
    const { ana, ben, asked } = await openGrant(stage, { what: ['ssh'] })
    for (let nth = 0; nth < 20; nth += 1) {
      const more = valueOf(await ana.ask(aWish({ what: ['ssh'], reference: `REQ-${nth + 2}` })))
      valueOf(await ben.approve(more.id, more.hash))
    }
    await stage.pass(20 * secondMs)
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(2 * minuteMs)
    expect(valueOf(await ana.grant(asked.id)).stage).toBe('closed')
    expect((stage.aws.rules.get(group) ?? []).filter(({ description }) => description?.includes(asked.id))).toEqual([])
  })

  test('what is ended is taken out though no schedule can be moved, and though the trail keeps nothing', async () => {
    const audit = { intend: async ({ closes, input }: AuditDeed) => (isFull && closes !== true ? err(appError('storageFailed', `The disk is full. ${JSON.stringify(input)}`)) : ok({ id: 'x', outcome: async () => undefined })), note: async () => ok(null) }
    let isFull = false
    const stage = openStage(audit)
    const { ana, ben, asked } = await openGrant(stage)
    stage.aws.fate = (operation) => (operation === 'schedule.update' ? 'refused' : 'fine')
    const second = valueOf(await ana.ask(aWish({ reference: 'REQ-2', untilMs: startAtMs + 3 * hourMs })))
    valueOf(await ben.approve(second.id, second.hash))
    await stage.pass(20 * secondMs)
    isFull = true
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(2 * minuteMs)
    expect(stage.grantsIn()).toEqual([])
  })

  test('somebody else’s rule for the same address is not taken over', async () => {
    const stage = openStage()
    stage.aws.rules.set(group, [{ id: 'sgr-own', securityGroup: group, protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '198.51.100.7/32', description: 'their own' }])
    const { ana, asked } = await openGrant(stage, { what: ['ssh'] })
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'opening', trouble: { words: expect.stringContaining('Somebody else’s rule') as string } })
    expect(stage.aws.schedules.size).toBe(0)
    valueOf(await ana.end(asked.id, 'Not possible'))
    await stage.pass(minuteMs)
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'revoking', trouble: { words: expect.stringContaining('by a rule that is not ours (sgr-own)') as string } })
    expect(stage.aws.rules.get(group)?.map(({ id }) => id)).toEqual(['sgr-own'])
    const { drifts } = valueOf(await ana.reconcile())
    expect(drifts).toMatchObject([{ kind: 'rule-without-grant', words: expect.stringContaining('is not ours') as string }])
    valueOf(await ana.repair(drifts[0]!.id))
    await stage.pass(minuteMs)
    expect(valueOf(await ana.grant(asked.id)).stage).toBe('closed')
  })

  test.each(['temporary', '', 'watchfloor support g-ffffffffffff', 'watchfloor'])('a rule of ours that somebody calls “%s” is named anew while the grant is live, and its schedule stays', async (description) => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage, { what: ['ssh'] })
    renameRules(stage, description)
    const before = stage.aws.asked.length
    valueOf(await ana.reconcile())
    expect(stage.aws.rules.get(group)).toMatchObject([{ description: `watchfloor support ${asked.id}` }])
    expect(stage.aws.asked.slice(before).filter((each) => each.startsWith('schedule.delete'))).toEqual([])
    expect(stage.aws.schedules.size).toBe(1)
    expect(valueOf(await ana.desk()).drifts).toEqual([])
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'open', words: expect.stringContaining('closes it by itself at 2026-11-22 12:00:00 UTC') as string })
  })

  test.each(['temporary', 'watchfloor support g-ffffffffffff'])('a rule of ours that somebody calls “%s” is revoked at the end, before anything is proven', async (description) => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage, { what: ['ssh'] })
    renameRules(stage, description)
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(20 * secondMs)
    expect(stage.aws.rules.get(group)).toEqual([])
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'closed', proof: { words: expect.stringContaining('there is no such rule') as string } })
    expect(stage.aws.schedules.size).toBe(0)
  })

  test.each([
    ['more ports', { protocol: 'tcp', fromPort: 0, toPort: 65_535 }],
    ['every protocol', { protocol: '-1' }],
  ])('nothing is proven closed, and no schedule goes, while another rule lets the address in by %s', async (_, wide) => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage, { what: ['ssh'] })
    stage.aws.rules.set(group, [...stage.aws.rules.get(group)!, { id: 'sgr-wide', securityGroup: group, cidr: '198.51.100.7/32', ...wide }])
    valueOf(await ana.end(asked.id, 'Done'))
    await stage.pass(minuteMs)
    expect(stage.aws.rules.get(group)?.map(({ id }) => id)).toEqual(['sgr-wide'])
    expect(valueOf(await ana.grant(asked.id))).toMatchObject({ stage: 'revoking', trouble: { words: expect.stringContaining('sgr-wide') as string } })
    expect(stage.aws.schedules.size).toBe(1)
    expect(valueOf(await ana.reconcile()).drifts).toMatchObject([{ kind: 'rule-without-grant' }])
    stage.aws.rules.set(group, [])
    await stage.pass(70 * secondMs)
    expect(valueOf(await ana.grant(asked.id)).stage).toBe('closed')
    expect(stage.aws.schedules.size).toBe(0)
  })

  test('a door that vanished, or that no schedule was read of, is not said to close by itself', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage, { what: ['ssh'] })
    stage.aws.rules.set(group, [])
    valueOf(await ana.reconcile())
    const { words } = valueOf(await ana.grant(asked.id))
    expect(words).toContain('does not show it open any more')
    expect(words).not.toContain('by itself')
  })

  test('two consoles at work open one grant once', async () => {
    const stage = openStage()
    const ana = stage.open('ana')
    const ben = stage.open('ben')
    const asked = valueOf(await ana.ask(aWish()))
    valueOf(await ben.approve(asked.id, asked.hash))
    await stage.pass(minuteMs)
    expect(valueOf(await ben.grant(asked.id)).stage).toBe('open')
    expect(stage.aws.asked.filter((each) => each.startsWith('put'))).toHaveLength(1)
  })
})
