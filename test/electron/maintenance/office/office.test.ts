import { afterEach, describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import { aDraft, openOfficeStage, startAtMs, valueOf } from './office-stage'

type Stage = ReturnType<typeof openOfficeStage>
let stage: Stage
const open = (wish?: Parameters<typeof openOfficeStage>[0]): Stage => (stage = openOfficeStage(wish))
afterEach(() => stage.close())

/** Some text with these words in it. */
const containing = (words: string): string => expect.stringContaining(words) as string // an asymmetric matcher stands for a text

const opensAtMs = Date.UTC(2026, 2, 5, 21)

/** Written by ana, approved by ben, told to everybody. */
async function readyWindow({ consoleOf }: Stage, draft = aDraft()) {
  const [ana, ben] = [consoleOf('ana'), consoleOf('ben')]
  const window = valueOf(await ana.save(draft))
  valueOf(await ben.approve(window.id, window.hash))
  return { ana, ben, window: valueOf(await ana.announce(window.id)) }
}

describe('A window', () => {
  it('is written, approved by somebody else, announced, started in its time and run to its end', async () => {
    const { consoleOf, pass, happened } = open()
    const [ana, ben] = [consoleOf('ana'), consoleOf('ben')]
    const written = valueOf(await ana.save(aDraft()))
    expect(written).toMatchObject({ id: 'upgrade-mysql-2026-03-05', stage: 'planned', author: 'ana', tenants: ['acme', 'zenith'], sequence: 1 })
    expect(written.blockers.map(({ kind }) => kind)).toEqual(['early', 'approval', 'notice', 'notice'])
    expect(await ana.approve(written.id, written.hash)).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
    expect(await ana.announce(written.id)).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    expect(valueOf(await ben.approve(written.id, written.hash)).approval).toMatchObject({ isApproved: true, approvers: ['ben'] })
    expect(valueOf(await ana.announce(written.id))).toMatchObject({ stage: 'ready' })
    expect(await ana.start({ id: written.id, hash: written.hash })).toMatchObject({ ok: false, error: { kind: 'conflict', issues: [{ path: 'early' }] } })
    await pass(opensAtMs - startAtMs)
    expect(valueOf(await ana.window(written.id)).stage).toBe('due')
    const started = valueOf(await ana.start({ id: written.id, hash: written.hash }))
    expect(started.run).toMatchObject({ startedBy: 'ana', carriedBy: { kind: 'here' } })
    expect(valueOf(await ben.window(written.id)).run?.carriedBy).toEqual({ kind: 'other', holder: 'ana@ana-s-desk' })
    await pass(30 * minuteMs)
    await ana.over(written.id)
    const ended = valueOf(await ben.window(written.id))
    expect(ended).toMatchObject({ stage: 'ended', outcome: 'succeeded', percent: 100 })
    expect(new Set(happened).size).toBe(happened.length)
    expect(ended.run?.lines.at(0)?.words).toContain('Tell')
  })

  it('has an approval voided by an edit, and tenants are told anew', async () => {
    const { ana, ben, window } = await readyWindow(open())
    expect(window.stage).toBe('ready')
    const edited = valueOf(await ana.save(aDraft({ window: { ...aDraft().window, durationMinutes: 300 } }), { id: window.id, version: window.version }))
    expect(edited).toMatchObject({ stage: 'planned', sequence: 2, approval: { isApproved: false, void: [{ because: 'planChanged' }] } })
    expect(await ben.approve(window.id, window.hash)).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    expect(await ben.save(aDraft(), { id: window.id, version: window.version })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  it('keeps no approval through an edit that is taken back', async () => {
    const { ana, ben, window } = await readyWindow(open())
    const edited = valueOf(await ana.save(aDraft({ why: 'Another reason' }), { id: window.id, version: window.version }))
    const back = valueOf(await ana.save(aDraft(), { id: window.id, version: edited.version }))
    expect(back).toMatchObject({ hash: window.hash, approval: { isApproved: false, void: [{ because: 'planChanged' }] } })
    expect(valueOf(await ben.approve(back.id, back.hash)).approval.isApproved).toBe(true)
  })

  it('does not start for a database that somebody changed since, and says which', async () => {
    const { versions, pass } = open()
    const { ana, window } = await readyWindow(stage)
    versions.set('zenith-frontend', '8.0.39')
    await pass(opensAtMs - startAtMs)
    const answer = await ana.start({ id: window.id, hash: window.hash })
    expect(answer).toMatchObject({ ok: false, error: { kind: 'conflict', issues: [{ path: 'database', message: containing('zenith-frontend runs 8.0.39') }] } })
    expect(valueOf(await ana.window(window.id)).stage).toBe('due')
  })

  it('does not start where AWS has no room for its snapshots', async () => {
    const { room, pass } = open()
    const { ana, window } = await readyWindow(stage)
    room.most = 91
    await pass(opensAtMs - startAtMs)
    expect(await ana.start({ id: window.id, hash: window.hash })).toMatchObject({ ok: false, error: { issues: [{ path: 'quota', message: containing('has 90 of 91 manual snapshots; this plan needs 2 more') }] } })
    expect(valueOf(await ana.validate(window.id)).map(({ kind }) => kind)).toEqual(['quota'])
  })

  it('is missed once its cut-off went by, and not made up for', async () => {
    const { pass } = open()
    const { ana, window } = await readyWindow(stage)
    await pass(opensAtMs - startAtMs + 4 * hourMs)
    expect(valueOf(await ana.window(window.id)).stage).toBe('missed')
    expect(await ana.start({ id: window.id, hash: window.hash })).toMatchObject({ ok: false, error: { issues: [{ path: 'late' }] } })
  })

  it('asks for its title where more than three tenants are touched', async () => {
    const tenants = ['acme', 'beta', 'gamma', 'zenith']
    const { pass } = open({ tenants })
    const { ana, window } = await readyWindow(stage, aDraft({ select: { tenants } }))
    await pass(opensAtMs - startAtMs)
    expect(await ana.start({ id: window.id, hash: window.hash, confirm: 'upgrade' })).toMatchObject({ ok: false, error: { kind: 'invalidInput', issues: [{ path: 'confirm' }] } })
    expect(valueOf(await ana.start({ id: window.id, hash: window.hash, confirm: 'Upgrade MySQL' })).stage).toBe('running')
  })

  it('is called off with a word to whoever was told of it', async () => {
    const { ana, ben, window } = await readyWindow(open())
    const off = valueOf(await ben.callOff(window.id, 'The vendor withdrew the release'))
    expect(off).toMatchObject({ stage: 'calledOff', calledOff: { by: 'ben' } })
    expect(off.deliveries.filter(({ occasion }) => occasion === 'calledOff').map(({ tenant }) => tenant)).toEqual(['acme', 'acme', 'zenith', 'zenith'])
    expect(await ana.start({ id: window.id, hash: window.hash })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  it('refuses names that nothing answers to, a time that is past, and one that is too short for a restore', async () => {
    const ana = open().consoleOf('ana')
    expect(await ana.save(aDraft({ select: { tenants: ['acme', 'nobody'] } }))).toMatchObject({ ok: false, error: { issues: [{ path: 'select', message: containing('nobody') }] } })
    expect(await ana.save(aDraft({ window: { ...aDraft().window, start: '2026-03-01T22:00' } }))).toMatchObject({ ok: false, error: { issues: [{ path: 'window.start' }] } })
    expect(await ana.save(aDraft({ window: { ...aDraft().window, durationMinutes: 60 } }))).toMatchObject({ ok: false, error: { issues: [{ path: 'window.durationMinutes' }] } })
    expect(await ana.preview(aDraft({ window: { ...aDraft().window, start: '2026-03-29T02:30' } }))).toMatchObject({ ok: false, error: { issues: [{ path: 'window.start' }] } })
  })

  it('is refused in a blackout and beside another window of the same bank, with the next free time', async () => {
    const blackout = { calendar: 'freeze', title: 'Quarter end', span: { fromMs: opensAtMs, toMs: opensAtMs + dayMs } }
    const ana = open({ blackouts: [blackout] }).consoleOf('ana')
    expect(await ana.save(aDraft())).toMatchObject({ ok: false, error: { kind: 'conflict', message: containing('Quarter end') } })
    expect(valueOf(await ana.preview(aDraft())).nextFree).toEqual({ fromMs: opensAtMs + dayMs, toMs: opensAtMs + dayMs + 4 * hourMs })
    valueOf(await ana.save(aDraft({ window: { ...aDraft().window, start: '2026-03-07T22:00' } })))
    expect(await ana.save(aDraft({ title: 'Another', window: { ...aDraft().window, start: '2026-03-07T23:00' } }))).toMatchObject({ ok: false, error: { kind: 'conflict', message: containing('Upgrade MySQL') } })
  })
})

describe('What is not known', () => {
  it('is in the way: a calendar that was never read, and a window that another version wrote', async () => {
    const at = open({ troubles: [{ calendar: 'freeze', message: 'The calendar freeze cannot be read.', isBlind: true }] })
    const { ana, window } = await readyWindow(at).catch(async () => ({ ana: at.consoleOf('ana'), window: undefined }))
    expect(window).toBeUndefined()
    expect(await ana.save(aDraft())).toMatchObject({ ok: false, error: { kind: 'conflict', message: 'The calendar freeze cannot be read.' } })
  })

  it('of one window hides no other, and is told; nothing is begun beside it', async () => {
    const at = open()
    const { ana, window } = await readyWindow(at)
    valueOf(await at.storeOf('zoe').put({ kind: 'window', id: 'newer', expected: 0, body: { plan: { another: 'version' } }, writeId: 'newer' }))
    expect(valueOf(await ana.calendar())).toMatchObject({ windows: [{ id: window.id }], calendarTroubles: [{ calendar: 'newer', message: containing('another version') }] })
    await at.pass(opensAtMs - startAtMs)
    expect(await ana.start({ id: window.id, hash: window.hash })).toMatchObject({ ok: false, error: { issues: [{ path: 'conflict', message: containing('“newer” cannot be read') }] } })
  })
})

describe('A run', () => {
  async function running(at: Stage) {
    const ready = await readyWindow(at)
    await at.pass(opensAtMs - startAtMs)
    valueOf(await ready.ana.start({ id: ready.window.id, hash: ready.window.hash }))
    await at.settle()
    return ready
  }

  it('is paused, resumed, extended and cancelled by whoever has a reason, in their own name', async () => {
    const at = open()
    const { ana, ben, window } = await running(at)
    expect(valueOf(await ben.say(window.id, { kind: 'pause' })).run?.pausedBy).toBe('ben')
    expect(await ben.say(window.id, { kind: 'extend', toMs: window.span.toMs - 1 })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
    const extended = valueOf(await ben.say(window.id, { kind: 'extend', toMs: window.span.toMs + hourMs }))
    expect(extended.run?.toMs).toBe(window.span.toMs + hourMs)
    expect(extended.sequence).toBe(2)
    valueOf(await ben.say(window.id, { kind: 'resume' }))
    valueOf(await ben.say(window.id, { kind: 'cancel' }))
    await at.pass(20 * minuteMs)
    await ana.over(window.id)
    expect(valueOf(await ana.window(window.id))).toMatchObject({ stage: 'ended', outcome: 'unchanged' })
    expect(at.happened.some((id) => id.startsWith('change:'))).toBe(false)
    expect(await ben.say(window.id, { kind: 'pause' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  it('is taken over when its console is gone, and says meanwhile that nobody carries it', async () => {
    const at = open()
    const { ana, ben, window } = await running(at)
    expect(await ben.takeOver(window.id)).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    await ana.stop()
    expect(valueOf(await ben.window(window.id)).run?.carriedBy).toEqual({ kind: 'nobody' })
    valueOf(await ben.takeOver(window.id))
    await at.pass(30 * minuteMs)
    await ben.over(window.id)
    expect(valueOf(await ben.window(window.id))).toMatchObject({ outcome: 'succeeded' })
    expect(new Set(at.happened).size).toBe(at.happened.length)
  })

  it('holds its databases until it is over, however late, and is not extended over another window', async () => {
    const at = open()
    const { ana, ben, window } = await running(at)
    // Nobody carries it on.
    await ana.stop()
    await at.pass(5 * hourMs)
    const late = aDraft({ title: 'Later', window: { ...aDraft().window, start: '2026-03-06T03:00' } })
    expect(await ben.save(late)).toMatchObject({ ok: false, error: { kind: 'conflict', message: containing('Upgrade MySQL') } })
    const after = valueOf(await ben.save(aDraft({ title: 'Later', window: { ...aDraft().window, start: '2026-03-06T10:00' } })))
    expect(await ben.say(window.id, { kind: 'extend', toMs: after.span.fromMs + hourMs })).toMatchObject({ ok: false, error: { kind: 'conflict', message: containing('“Later” is there') } })
    valueOf(await ben.say(window.id, { kind: 'extend', toMs: after.span.fromMs }))
    expect(await ben.save(aDraft({ title: 'In between', window: { ...aDraft().window, start: '2026-03-06T06:00' } }))).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  it('takes no answer to a question that it does not ask', async () => {
    const at = open()
    const { ana, window } = await running(at)
    expect(await ana.say(window.id, { kind: 'answer', question: 'rest:plan', choice: 'keep' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })
})
