import { describe, expect, test } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { err, ok } from '#shared/kernel/result'
import { appError } from '#shared/kernel/app-error'
import { aWish, openSupportStage, startAtMs, valueOf } from './support-stage'

describe('asking for support access', () => {
  test('what is asked for waits for somebody else', async () => {
    const { consoleOf } = openSupportStage()
    const [ana, ben] = [consoleOf('ana'), consoleOf('ben')]
    const asked = valueOf(await ana.ask(aWish()))
    expect(asked).toMatchObject({ stage: 'asked', by: 'ana', may: { approve: 'You asked for this, so somebody else approves it.' } })
    expect(valueOf(await ben.grant(asked.id))).toMatchObject({ stage: 'asked', may: { approve: true, refuse: true } })
    expect(await ana.approve(asked.id, asked.hash)).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
    expect(valueOf(await ben.approve(asked.id, asked.hash))).toMatchObject({ stage: 'opening', approvals: [{ by: 'ben' }] })
  })

  test('an approval is of the very grant that was looked at', async () => {
    const { consoleOf } = openSupportStage()
    const asked = valueOf(await consoleOf('ana').ask(aWish()))
    expect(await consoleOf('ben').approve(asked.id, 'f'.repeat(64))).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  test('nobody ends or refuses anything with words that a terminal would obey', async () => {
    const { consoleOf } = openSupportStage()
    const asked = valueOf(await consoleOf('ana').ask(aWish()))
    expect(await consoleOf('ana').end(asked.id, 'fine\u001b[2J')).toMatchObject({ ok: false, error: { kind: 'invalidInput', issues: [{ path: 'why' }] } })
    expect(await consoleOf('ben').refuse(asked.id, 'x'.repeat(1_001))).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
    expect(valueOf(await consoleOf('ana').grant(asked.id)).stage).toBe('asked')
  })

  test('two approvals at once are one grant', async () => {
    const { consoleOf } = openSupportStage()
    const asked = valueOf(await consoleOf('ana').ask(aWish()))
    const both = await Promise.all([consoleOf('ben').approve(asked.id, asked.hash), consoleOf('cleo').approve(asked.id, asked.hash)])
    expect(both.filter(({ ok: isDone }) => isDone).length).toBeGreaterThan(0)
    expect(valueOf(await consoleOf('ana').desk()).grants).toMatchObject([{ id: asked.id, stage: 'opening' }])
  })

  test('a request under another’s id is none, whoever writes it into the store', async () => {
    const { consoleOf, storeOf } = openSupportStage()
    const ana = consoleOf('ana')
    const asked = valueOf(await ana.ask(aWish()))
    const said = valueOf(await storeOf('ana').said({ kind: 'grant', subject: asked.id })).value[0]!
    valueOf(await storeOf('mallory').say({ ...said, body: { ...(said.body as object), untilMs: startAtMs + 400 * hourMs } }))
    valueOf(await storeOf('mallory').say({ ...said, subject: 'g-000000000000' }))
    expect(valueOf(await ana.desk()).grants.map(({ id, untilMs }) => ({ id, untilMs }))).toEqual([{ id: asked.id, untilMs: asked.untilMs }])
  })

  test('where the fleet file says so nobody needs to approve', async () => {
    const { consoleOf } = openSupportStage()
    expect(valueOf(await consoleOf('ana').ask(aWish({ tenant: 'zenith' })))).toMatchObject({ stage: 'opening', isSelfService: true })
  })

  test.each([
    ['longer than the policy', { untilMs: startAtMs + 8 * hourMs + 1_000 }, 'untilMs'],
    ['longer than the policy from a later start', { fromMs: startAtMs + hourMs, untilMs: startAtMs + 9 * hourMs + 1_000 }, 'untilMs'],
    ['an end that has passed', { untilMs: startAtMs - 1 }, 'untilMs'],
    ['without a reference', { reference: '  ' }, 'reference'],
    ['a reference of two lines', { reference: 'REQ-1\nREQ-2' }, 'reference'],
    ['a name that turns the writing around', { askedBy: 'J. \u202eeoD' }, 'askedBy'],
    ['a reason without end', { reason: 'x'.repeat(301) }, 'reason'],
    ['an unknown environment', { environment: 'backend' }, 'environment'],
    ['a tenant without doors', { tenant: 'closed' }, 'tenant'],
    ['SSH where there is no security group', { tenant: 'zenith', what: ['ssh'] as const }, 'what'],
    ['nothing at all', { what: [] }, 'what'],
  ])('it is not granted: %s', async (_, over, path) => {
    const { consoleOf } = openSupportStage()
    const ana = consoleOf('ana')
    expect(await ana.ask(aWish(over))).toMatchObject({ ok: false, error: { kind: 'invalidInput', issues: [{ path }] } })
    expect(valueOf(await ana.preview(aWish(over))).issues[0]?.path).toBe(path)
    expect(valueOf(await ana.desk()).grants).toEqual([])
  })

  test('a minute is long enough, also when its end was cut to a second and it came in a moment later', async () => {
    const stage = openSupportStage()
    const ana = stage.consoleOf('ana')
    const wish = aWish({ untilMs: stage.time.clock.nowMs() + minuteMs + 999 })
    await stage.pass(3 * secondMs)
    expect(valueOf(await ana.ask(wish))).toMatchObject({ stage: 'asked', untilMs: startAtMs + minuteMs })
    expect(await ana.ask(aWish({ untilMs: stage.time.clock.nowMs() + 20 * secondMs }))).toMatchObject({ ok: false, error: { message: 'It is too short: at least a minute.' } })
  })

  test.each([90, -90])('a clock that is %i s off refuses, in words', async (seconds) => {
    const stage = openSupportStage()
    stage.world.offsetMs = seconds * secondMs
    const ana = stage.consoleOf('ana')
    expect(await ana.ask(aWish())).toMatchObject({ ok: false, error: { kind: 'forbidden', message: expect.stringContaining(`90 s ${seconds > 0 ? 'behind' : 'ahead of'} AWS time`) as string } })
    stage.world.offsetMs = 60 * secondMs
    const asked = valueOf(await ana.ask(aWish()))
    stage.world.offsetMs = seconds * secondMs
    expect(await stage.consoleOf('ben').approve(asked.id, asked.hash)).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  })

  test('nobody approves what has lapsed', async () => {
    const { consoleOf, pass } = openSupportStage()
    const ben = consoleOf('ben')
    const asked = valueOf(await consoleOf('ana').ask(aWish({ untilMs: startAtMs + 10 * minuteMs })))
    await pass(10 * minuteMs)
    expect(await ben.approve(asked.id, asked.hash)).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    expect(valueOf(await ben.grant(asked.id))).toMatchObject({ stage: 'lapsed', ended: { how: 'expired' } })
  })

  test('refused and taken back are over', async () => {
    const { consoleOf } = openSupportStage()
    const [ana, ben] = [consoleOf('ana'), consoleOf('ben')]
    const first = valueOf(await ana.ask(aWish()))
    expect(valueOf(await ben.refuse(first.id, 'No such request'))).toMatchObject({ stage: 'refused', words: 'Refused by ben: No such request' })
    expect(await ben.approve(first.id, first.hash)).toMatchObject({ ok: false })
    const second = valueOf(await ana.ask(aWish({ reference: 'REQ-2' })))
    expect(valueOf(await ana.end(second.id, 'Not needed'))).toMatchObject({ stage: 'withdrawn' })
  })

  test('SSH is bound to the address from which AWS sees the operator come', async () => {
    const { consoleOf, world } = openSupportStage()
    const ana = consoleOf('ana')
    expect(valueOf(await ana.ask(aWish({ what: ['ssh'] })))).toMatchObject({ cidr: '198.51.100.7/32', doors: [{ kind: 'ssh', target: 'sg-0123456789abcdef0 port 22 from 198.51.100.7/32' }] })
    world.address = '2001:db8::1'
    expect(valueOf(await ana.ask(aWish({ what: ['ssh'] })))).toMatchObject({ cidr: '2001:db8::1/128' })
    world.address = undefined
    expect(await ana.ask(aWish({ what: ['ssh'] }))).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })

  test('the preview names the schedule before the opening, and who has the same', async () => {
    const { consoleOf } = openSupportStage()
    const ana = consoleOf('ana')
    valueOf(await ana.ask(aWish({ tenant: 'zenith' })))
    const { calls, overlaps, issues } = valueOf(await ana.preview(aWish({ tenant: 'zenith' })))
    expect(issues).toEqual([])
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['scheduler:CreateSchedule', 'ssm:PutParameter', 'ssm:GetParameter', 'ssm:PutParameter', 'scheduler:DeleteSchedule'])
    expect(overlaps).toHaveLength(1)
  })
})

describe('break-glass', () => {
  test('it needs the tenant’s id as typed, no approval, and a review by somebody else', async () => {
    const { consoleOf } = openSupportStage()
    const ana = consoleOf('ana')
    expect(await ana.breakGlass(aWish(), 'acmee')).toMatchObject({ ok: false, error: { kind: 'invalidInput', issues: [{ path: 'confirm' }] } })
    const broken = valueOf(await ana.breakGlass(aWish(), 'acme'))
    expect(broken).toMatchObject({ stage: 'opening', isBreakGlass: true })
    expect(valueOf(await ana.desk()).openReviews).toBe(1)
    expect(await ana.review(broken.id, 'All fine', true)).toMatchObject({ ok: false })
  })

  test('it opens at once: one that begins later is refused, because it can be approved until then', async () => {
    const { consoleOf } = openSupportStage()
    const ana = consoleOf('ana')
    const later = aWish({ fromMs: startAtMs + minuteMs })
    expect(await ana.breakGlass(later, 'acme')).toMatchObject({ ok: false, error: { kind: 'invalidInput', message: expect.stringContaining('leave its beginning out') as string, issues: [{ path: 'fromMs' }] } })
    expect(valueOf(await ana.desk()).grants).toEqual([])
    expect(valueOf(await ana.ask(later))).toMatchObject({ stage: 'asked' })
    expect(valueOf(await ana.breakGlass(aWish({ fromMs: startAtMs }), 'acme'))).toMatchObject({ isBreakGlass: true })
  })

  test('nothing is said that the trail does not keep first', async () => {
    const deeds: string[] = []
    const audit = { intend: async ({ what }: { readonly what: string }) => (deeds.push(what), err(appError('storageFailed', 'The disk is full.'))), note: async () => ok(null) }
    const { consoleOf } = openSupportStage({ audit })
    const ana = consoleOf('ana')
    expect(await ana.breakGlass(aWish(), 'acme')).toMatchObject({ ok: false, error: { kind: 'storageFailed' } })
    expect(deeds).toEqual(['support.said'])
    expect(valueOf(await ana.desk()).grants).toEqual([])
  })
})
