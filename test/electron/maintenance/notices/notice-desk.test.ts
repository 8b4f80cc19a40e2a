import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Result } from '#shared/kernel/result'
import type { AppError } from '#shared/kernel/app-error'
import { dayMs, minuteMs } from '#shared/kernel/time'
import { announcementsOf, isProven, type Delivery } from '#shared/maintenance/notice-ledger'
import { noticeStanding } from '#shared/maintenance/notice-rule'
import { runNotices } from '#electron/maintenance/notices/run-notices'
import { openNoticeStage, home, never, region, startAtMs, type NoticeStage } from './notice-stage'

const valueOf = <T>(result: Result<T, AppError>): T => {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const states = (deliveries: readonly Delivery[]): string[] => deliveries.map(({ tenant, channel, state }) => `${tenant} ${channel} ${state}`).sort()

let stage: NoticeStage
beforeEach(async () => {
  stage = await openNoticeStage()
})
afterEach(() => stage.stop())

describe('Tenants are told of a window', () => {
  it('each by mail and on its login screen, with proof, and the 48 hours run from then', async () => {
    const desk = stage.console()
    const told = valueOf(await desk.tell(stage.window(), { occasion: 'planned' }, never))
    expect(states(told)).toEqual(stage.tenants.flatMap((tenant) => [`${tenant} email sent`, `${tenant} loginScreen confirmed`]).sort())
    expect(stage.fleet.mails()).toHaveLength(12)
    const proofs = told.filter(({ channel }) => channel === 'email').map(({ proof }) => proof)
    expect(new Set(proofs)).toEqual(new Set(stage.fleet.mails().map(({ messageId }) => messageId)))
    const [mail] = stage.fleet.mails()
    expect(mail).toMatchObject({ from: 'notices@training.example', account: home, region, subject: expect.stringContaining('Maintenance planned: Upgrade of the databases') as string })
    const document = (await (await fetch(stage.options.tenant(stage.tenants[0]!)!.notice!.url)).json()) as unknown
    expect(document).toMatchObject({ tenant: stage.tenants[0], windows: [{ id: 'p-1', sequence: 1, state: 'planned', access: 'closed' }] })
    const { span } = stage.window()
    const standing = noticeStanding({ kind: 'downtime', startMs: span.fromMs, sequence: 1, tenants: stage.tenants.map((tenant) => ({ tenant, noticeHours: 48 })), announcements: announcementsOf(valueOf(await desk.deliveries('p-1'))) })
    expect(standing).toEqual({ isLegal: true, earliestMs: startAtMs + 2 * dayMs, waitingFor: [] })
  })

  it('once: what was proven is not told again, not by another console either', async () => {
    valueOf(await stage.console().tell(stage.window(), { occasion: 'planned' }, never))
    const again = valueOf(await stage.console().tell(stage.window(), { occasion: 'planned', again: true }, never))
    expect(again.every(isProven)).toBe(true)
    expect(stage.fleet.mails()).toHaveLength(12)
  })

  it('by two consoles at once, each address once', async () => {
    const [left, right] = [stage.console(), stage.console()]
    const both = await Promise.all([left.tell(stage.window(), { occasion: 'planned' }, never), right.tell(stage.window(), { occasion: 'planned' }, never)])
    expect(both.every(({ ok }) => ok)).toBe(true)
    expect(stage.fleet.mails()).toHaveLength(12)
    expect(new Set(stage.fleet.mails().flatMap(({ to }) => to)).size).toBe(12)
    expect(valueOf(await left.deliveries('p-1')).every(isProven)).toBe(true)
  })

  it('and each change anew', async () => {
    const desk = stage.console()
    valueOf(await desk.tell(stage.window(), { occasion: 'planned' }, never))
    await stage.pass(minuteMs)
    valueOf(await desk.tell(stage.window({ sequence: 2 }), { occasion: 'calledOff' }, never))
    expect(stage.fleet.mails()).toHaveLength(24)
    const document = (await (await fetch(stage.options.tenant(stage.tenants[0]!)!.notice!.url)).json()) as unknown
    expect(document).toMatchObject({ windows: [{ sequence: 2, state: 'cancelled', access: 'open' }] })
    expect(announcementsOf(valueOf(await desk.deliveries('p-1'))).filter(({ startMs }) => startMs === undefined)).toHaveLength(24)
  })

  it('and whom a change leaves out that it is called off, whom it takes in that it is planned', async () => {
    const desk = stage.console()
    const [first, second, third] = stage.tenants
    const databasesOf = (...ids: readonly (string | undefined)[]) => stage.window().plan.databases.filter(({ tenant }) => ids.includes(tenant))
    valueOf(await desk.tell(stage.window({ plan: { databases: databasesOf(first, second) } }), { occasion: 'planned' }, never))
    const changed = stage.window({ sequence: 2, plan: { databases: databasesOf(second, third) } })
    const told = valueOf(await desk.tell(changed, { occasion: 'changed' }, never))
    expect(told.filter(({ channel }) => channel === 'loginScreen').map(({ tenant, occasion, state }) => [tenant, occasion, state]).sort()).toEqual([[first, 'calledOff', 'confirmed'], [second, 'changed', 'confirmed'], [third, 'planned', 'confirmed']])
    expect(stage.fleet.mails().slice(2).map(({ to, subject }) => `${to[0]} ${subject.split(':')[0]}`).sort()).toEqual([`ops@${first}.example Maintenance called off`, `ops@${second}.example Maintenance changed`, `ops@${third}.example Maintenance planned`])
    // Said again, nothing is said twice; called off for good, the first hears nothing any more.
    valueOf(await desk.tell(changed, { occasion: 'changed' }, never))
    expect(stage.fleet.mails()).toHaveLength(5)
    const off = valueOf(await desk.tell({ ...changed, sequence: 3 }, { occasion: 'calledOff' }, never))
    expect([...new Set(off.map(({ tenant }) => tenant))].sort()).toEqual([second, third])
  })

  it('but nobody that it is called off who never heard of it', async () => {
    expect(valueOf(await stage.console().tell(stage.window({ sequence: 2 }), { occasion: 'calledOff' }, never))).toEqual([])
    expect(stage.fleet.mails()).toEqual([])
  })

  it('one alone, where one is asked for', async () => {
    const told = valueOf(await stage.console().tell(stage.window(), { occasion: 'in24h', tenant: stage.tenants[3]! }, never))
    expect(states(told)).toEqual([`${stage.tenants[3]} email sent`])
    expect(stage.fleet.mails()).toHaveLength(1)
  })
})

describe('A console that dies', () => {
  it('between the line and the answer leaves what nobody knows: not sent again unasked, sent once more when an operator asks later', async () => {
    const { operators } = stage.options
    const dead = new Promise<never>(() => undefined)
    const dying = stage.console({ operators: (account, at) => ({ ...operators(account, at), mail: { ...operators(account, at).mail, send: async (call, mail) => (await operators(account, at).mail.send(call, mail), dead) } }) })
    const [tenant] = stage.tenants
    void dying.tell(stage.window(), { occasion: 'planned', tenant: tenant! }, never)
    await expect.poll(() => stage.fleet.mails().length).toBe(1)
    const next = stage.console()
    const mailsOf = (told: readonly Delivery[]) => told.filter(({ channel }) => channel === 'email').map(({ state }) => state)
    expect(mailsOf(valueOf(await next.tell(stage.window(), { occasion: 'planned', tenant: tenant! }, never)))).toEqual(['sending'])
    // Another console may still be at it.
    expect(mailsOf(valueOf(await next.tell(stage.window(), { occasion: 'planned', tenant: tenant!, again: true }, never)))).toEqual(['sending'])
    expect(stage.fleet.mails()).toHaveLength(1)
    await stage.pass(3 * minuteMs)
    expect(mailsOf(valueOf(await next.tell(stage.window(), { occasion: 'planned', tenant: tenant! }, never)))).toEqual(['sending'])
    expect(mailsOf(valueOf(await next.tell(stage.window(), { occasion: 'planned', tenant: tenant!, again: true }, never)))).toEqual(['sent'])
    expect(stage.fleet.mails()).toHaveLength(2)
  })

  it('cannot send what it could not write down', async () => {
    const { store } = stage.options
    const offline = { ...store, journal: store.journal.bind(store), append: async () => ({ ok: false as const, error: { kind: 'denied' as const, message: 'not yours', retry: 'never' as const } }) }
    expect(await stage.console({ store: offline }).tell(stage.window(), { occasion: 'planned' }, never)).toMatchObject({ ok: false, error: { kind: 'denied' } })
    expect(stage.fleet.mails()).toEqual([])
  })

  it('in a reply that was cut is not taken for one that failed', async () => {
    stage.fleet.setFaults([{ fault: 'truncate', service: 'ses' }])
    const told = valueOf(await stage.console().tell(stage.window(), { occasion: 'in1h', tenant: stage.tenants[0]! }, never))
    expect(told).toMatchObject([{ state: 'sending', words: expect.stringContaining('not known') as string }])
    expect(stage.fleet.mails()).toHaveLength(1)
  })
})

describe('A run tells its tenants', () => {
  it('of its start and end once, step by step on the login screen, and finds what it told', async () => {
    const desk = stage.console()
    const [tenant] = stage.tenants
    let sequence = 1
    const notices = runNotices(desk, () => stage.window({ sequence, outcome: 'succeeded' }), never)
    expect(valueOf(await notices.told(tenant!, 'completed'))).toBeUndefined()
    expect(valueOf(await notices.isPublished(tenant!, { state: 'running', access: 'closed' }))).toEqual({ kind: 'saysElse' })
    expect(valueOf(await notices.publish(tenant!, { state: 'running', access: 'closed' }))).toMatchObject([{ label: 'Login screen', value: expect.stringContaining('confirmed, revision 1') as string }])
    expect(valueOf(await notices.isPublished(tenant!, { state: 'running', access: 'closed' }))).toEqual({ kind: 'says' })
    sequence = 2
    valueOf(await desk.tell(stage.window({ sequence }), { occasion: 'extended', tenant: tenant! }, never))
    expect(valueOf(await notices.isPublished(tenant!, { state: 'running', access: 'closed' }))).toEqual({ kind: 'says' })
    expect(valueOf(await notices.isPublished(tenant!, { state: 'running', access: 'open' }))).toEqual({ kind: 'saysElse' })
    const [evidence] = valueOf(await notices.tell(tenant!, 'completed'))
    expect(evidence?.value).toContain(`ops@${tenant}.example, sent, ${stage.fleet.mails().at(-1)?.messageId}`)
    sequence = 3
    valueOf(await notices.tell(tenant!, 'completed'))
    expect(stage.fleet.mails().filter(({ subject }) => subject.startsWith('Maintenance finished'))).toHaveLength(1)
    expect(valueOf(await notices.told(tenant!, 'completed'))).toEqual([evidence])
  })

  it('goes on with the address that a dead console did not come to, and tells the other nothing twice', async () => {
    const [tenant] = stage.tenants
    const config = stage.options.tenant(tenant!)!
    const [first] = config.contacts
    valueOf(await runNotices(stage.console(), () => stage.window(), never).tell(tenant!, 'completed'))
    const next = runNotices(stage.console({ tenant: () => ({ ...config, contacts: [first!, 'night@desk.example'] }) }), () => stage.window(), never)
    expect(valueOf(await next.told(tenant!, 'completed'))).toBeUndefined()
    valueOf(await next.tell(tenant!, 'completed'))
    expect(stage.fleet.mails().map(({ to }) => to)).toEqual([[first], ['night@desk.example']])
    expect(valueOf(await next.told(tenant!, 'completed'))).toHaveLength(2)
  })

  it('and is not held up by a tenant that the fleet file names nobody of', async () => {
    const notices = runNotices(stage.console({ tenant: () => undefined }), () => stage.window(), never)
    expect(valueOf(await notices.publish(stage.tenants[0]!, { state: 'running', access: 'closed' }))).toMatchObject([{ value: expect.stringMatching(/^nothing is written: .*Add notice/) as string }])
    expect(valueOf(await notices.isPublished(stage.tenants[0]!, { state: 'running', access: 'closed' }))).toMatchObject({ kind: 'noScreen', words: expect.stringContaining('Add notice') as string })
    expect(valueOf(await notices.tell(stage.tenants[0]!, 'completed'))).toMatchObject([{ value: expect.stringContaining('Add contacts') as string }])
  })

  it('fails where a login screen cannot be reached, and may be tried again', async () => {
    stage.fleet.inject({ kind: 'notice.unreachable', tenant: stage.tenants[0]!, for: 'PT10M' })
    const notices = runNotices(stage.console(), () => stage.window(), never)
    expect(await notices.publish(stage.tenants[0]!, { state: 'running', access: 'closed' })).toMatchObject({ ok: false, error: { retry: 'later' } })
    expect(await notices.isPublished(stage.tenants[0]!, { state: 'running', access: 'closed' })).toMatchObject({ ok: false })
  })
})

describe('What went wrong for one tenant', () => {
  it('takes the proof of mail that came back, and leaves the others theirs', async () => {
    const address = `ops@${stage.tenants[0]}.example`
    expect(stage.fleet.inject({ kind: 'mail.bounces', address })).toMatchObject({ ok: true })
    const desk = stage.console()
    valueOf(await desk.tell(stage.window(), { occasion: 'planned' }, never))
    await stage.pass(minuteMs)
    const known = valueOf(await desk.confirm(stage.window(), never))
    expect(known.filter(({ state }) => state === 'bounced')).toMatchObject([{ tenant: stage.tenants[0], to: address, words: expect.stringContaining('came back') as string }])
    expect(known.filter(isProven)).toHaveLength(23)
    // Not again unasked; an operator may.
    valueOf(await desk.tell(stage.window(), { occasion: 'planned' }, never))
    expect(stage.fleet.mails()).toHaveLength(12)
    valueOf(await desk.tell(stage.window(), { occasion: 'planned', again: true }, never))
    expect(stage.fleet.mails()).toHaveLength(13)
  })

  it('is asked for ever more seldom, however often anybody looks', async () => {
    const asked: string[] = []
    const { operators } = stage.options
    const desk = stage.console({ operators: (account, at) => ({ ...operators(account, at), mail: { ...operators(account, at).mail, suppression: (call, address) => (asked.push(address), operators(account, at).mail.suppression(call, address)) } }) })
    valueOf(await desk.tell(stage.window(), { occasion: 'planned', tenant: stage.tenants[0]! }, never))
    for (let minutes = 0; minutes < 6 * 60; minutes += 1) {
      valueOf(await desk.confirm(stage.window(), never))
      await stage.pass(minuteMs)
    }
    expect(asked.length).toBeGreaterThan(8)
    expect(asked.length).toBeLessThan(25)
    valueOf(await desk.tell(stage.window(), { occasion: 'in24h', tenant: stage.tenants[0]! }, never))
    const before = asked.length
    valueOf(await desk.confirm(stage.window(), never))
    expect(asked.length).toBe(before + 1)
  })

  it('may not be asked for: the mail stays proven, and says that nobody knows whether it came back', async () => {
    const desk = stage.console()
    valueOf(await desk.tell(stage.window(), { occasion: 'planned', tenant: stage.tenants[0]! }, never))
    stage.fleet.setFaults([{ fault: 'deny', service: 'ses' }])
    const mailOf = (known: readonly Delivery[]) => known.find(({ channel }) => channel === 'email')
    expect(mailOf(valueOf(await desk.confirm(stage.window(), never)))).toMatchObject({ state: 'sent', words: expect.stringContaining('could not be asked') as string })
    stage.fleet.setFaults([])
    await stage.pass(5 * minuteMs)
    expect(mailOf(valueOf(await desk.confirm(stage.window(), never)))?.words).toBeUndefined()
  })

  it('is a login screen that cannot be reached: told again later, it is there', async () => {
    stage.fleet.inject({ kind: 'notice.unreachable', tenant: stage.tenants[0]!, for: 'PT10M' })
    const desk = stage.console()
    const told = valueOf(await desk.tell(stage.window(), { occasion: 'planned', tenant: stage.tenants[0]! }, never))
    expect(states(told)).toEqual([`${stage.tenants[0]} email sent`, `${stage.tenants[0]} loginScreen failed`])
    expect(told.find(({ state }) => state === 'failed')?.again).toBe('later')
    await stage.pass(11 * minuteMs)
    expect(states(valueOf(await desk.tell(stage.window(), { occasion: 'planned', tenant: stage.tenants[0]! }, never)))).toEqual([`${stage.tenants[0]} email sent`, `${stage.tenants[0]} loginScreen confirmed`])
    expect(stage.fleet.mails()).toHaveLength(1)
  })

  it('is a cache before the login screen: written is not told, until a reader gets it', async () => {
    const [tenant] = stage.tenants
    const of = (told: readonly Delivery[]) => told.find(({ channel }) => channel === 'loginScreen')
    const { web } = stage.options
    let isFresh = false
    const old = JSON.stringify({ version: 1, revision: 7, tenant, timeZone: 'UTC', windows: [] })
    const desk = stage.console({ web: { read: async (url, reading) => (isFresh ? web.read(url, reading) : { ok: true, value: { kind: 'page', body: old } }) } })
    const told = valueOf(await desk.tell(stage.window(), { occasion: 'planned', tenant: tenant! }, never))
    expect(of(told)).toMatchObject({ state: 'published', proof: 'revision 1', words: expect.stringContaining('still answers with something else (revision 7)') as string })
    expect(announcementsOf(told).find(({ channel }) => channel === 'loginScreen')?.deliveredAtMs).toBeUndefined()
    await stage.pass(minuteMs)
    expect(of(valueOf(await desk.confirm(stage.window(), never)))?.state).toBe('published')
    isFresh = true
    const later = of(valueOf(await desk.confirm(stage.window(), never)))
    // The clock runs from when it could be read, not from when it was written.
    expect(later).toMatchObject({ state: 'confirmed', proof: 'revision 1', atMs: startAtMs + minuteMs })
    expect(later?.words).toBeUndefined()
  })

  it('is a page that is something else', async () => {
    const [tenant] = stage.tenants
    const desk = stage.console({ web: { read: async () => ({ ok: true, value: { kind: 'page', body: '<html>sign in</html>' } }) } })
    expect(valueOf(await desk.tell(stage.window(), { occasion: 'planned', tenant: tenant! }, never)).find(({ channel }) => channel === 'loginScreen')).toMatchObject({ state: 'published', words: expect.stringContaining('is no notice') as string })
  })

  it('is a fleet file that names nobody: it says what to add, and once that is there nothing is left of it', async () => {
    const bare = { ...stage.options.tenant(stage.tenants[0]!)!, contacts: [] }
    const { notice: _none, ...nowhere } = bare
    const told = valueOf(await stage.console({ tenant: () => nowhere }).tell(stage.window(), { occasion: 'planned', tenant: nowhere.id }, never))
    expect(told.map(({ state, words }) => [state, words])).toEqual([
      ['failed', expect.stringContaining('Add contacts')],
      ['failed', expect.stringContaining('Add notice')],
    ])
    const unsigned = valueOf(await stage.console({ sender: undefined }).tell(stage.window(), { occasion: 'planned', tenant: nowhere.id }, never))
    expect(unsigned.find(({ channel }) => channel === 'email')).toMatchObject({ state: 'failed', words: expect.stringContaining('Add mail') as string })
    expect(states(valueOf(await stage.console().tell(stage.window(), { occasion: 'planned', tenant: nowhere.id }, never)))).toEqual([`${nowhere.id} email sent`, `${nowhere.id} loginScreen confirmed`])
  })

  it('is a sender that SES does not know', async () => {
    const told = valueOf(await stage.console({ sender: { from: 'x@desk.invalid', account: home, region } }).tell(stage.window(), { occasion: 'in1h', tenant: stage.tenants[0]! }, never))
    expect(told).toMatchObject([{ state: 'failed', again: 'never', words: expect.stringContaining('x@desk.invalid is verified') as string }])
  })
})
