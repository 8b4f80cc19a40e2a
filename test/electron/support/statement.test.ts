import { describe, expect, test } from 'vitest'
import type { HistoryItem } from '#shared/history/batch'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { dayMs, hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { createWindowBook } from '#electron/maintenance/office/window-book'
import { openLocalDatabase } from '#electron/adapters/sqlite/local-database'
import type { AwsOperator } from '#electron/ports/aws-operator'
import type { AwsReader } from '#electron/ports/aws-reader'
import type { StatementSources } from '#electron/support/statement/statement-desk'
import { aConfig, aDatabase, aTenant, anEvent, complete } from '#test/builders/fleet'
import { viewAfter } from '#test/builders/views'
import { aStory, subject } from '../../shared/incidents/stories'
import { aPlan } from '../../shared/maintenance/window-story'
import { createFakeSupportAws } from './fake-support-aws'
import { aWish, doorsOfTenant, openSupportStage, startAtMs, valueOf } from './support-stage'

/** Two banks in one account: acme’s statement is written, and whatever names zenith in it is too much. */
const config = aConfig({ tenants: [aTenant('acme-bank', { support: doorsOfTenant('acme-bank') }), aTenant('zenith-bank', { name: 'Zenith & Söhne', support: doorsOfTenant('zenith-bank') })] })
const span = { fromMs: startAtMs - hourMs, toMs: startAtMs + dayMs }
const during = startAtMs + 10 * minuteMs

const finding = (id: string, tenant: string, summary: string, atMs = during): HistoryItem => ({ kind: 'entry', entry: { kind: 'finding', id, atMs, tenant, change: 'opened', key: id, check: 'alarm-firing', severity: 'degraded', clause: 'monitoring', subject: { kind: 'alarm', id: `${tenant}-cpu`, environment: 'frontend' }, sinceAtMs: atMs, summary } })

async function openStage(over: Partial<StatementSources> = {}) {
  const aws = createFakeSupportAws(() => stage.time.clock.nowMs())
  const written = (id: string, tenant: string) => ({ id, name: 'PutParameter', source: 'ssm.amazonaws.com', atMs: during, user: `arn:aws:sts::1:assumed-role/desk/${tenant}`, resources: [], requestParameters: { name: `/watchfloor/support-access/${tenant}/frontend` } })
  const trail: AwsOperator['trail'] = { page: async (_, { name }) => ok({ value: { events: name === 'PutParameter' ? [written('ours', 'acme-bank'), written('theirs', 'zenith-bank')] : [] }, dateMs: startAtMs }) }
  const stage = openSupportStage({ operators: (account, region) => ({ ...aws.operators(account, region), trail }), config })
  const opened = openLocalDatabase({ file: ':memory:', nowMs: startAtMs, timeMayBeginAnew: false })
  if (!opened.ok) throw new Error(opened.error.message)
  const { history } = opened.value
  const events = [anEvent('failoverStarted', during), anEvent('failoverStarted', during, 'zenith-bank-frontend')]
  const reader = { databaseEvents: async () => ok({ records: events, dateMs: stage.time.clock.nowMs() }) } as unknown as AwsReader // nothing else of it is asked
  const view = viewAfter([complete('rds.instances', [aDatabase()])], config)
  const sources: StatementSources = {
    history: (question) => question(history),
    fleet: { tenant: async () => ok({ view } as TenantDetail), readers: () => reader }, // nothing else of it is looked at
    ...over,
  }
  const consoleOf = (person: string) => stage.consoleOf(person, { statementSources: sources })
  const keep = async (...items: readonly HistoryItem[]): Promise<void> => void valueOf(await history.append(items))
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 5 * secondMs) await stage.pass(5 * secondMs)
  }
  /** Asks something that waits for time to pass. */
  const whilePassing = async <T>(question: Promise<T>): Promise<T> => {
    let isDone = false
    void question.finally(() => (isDone = true))
    for (let turn = 0; turn < 200 && !isDone; turn += 1) await stage.pass(secondMs)
    return question
  }
  return { ...stage, aws, consoleOf, keep, pass, whilePassing, close: async () => { await opened.value.close(); await stage.close() } }
}

/** Open for an hour. */
async function openGrant(stage: Awaited<ReturnType<typeof openStage>>, tenant = 'acme-bank') {
  const ana = stage.consoleOf('ana')
  const asked = valueOf(await ana.ask(aWish({ tenant, untilMs: startAtMs + hourMs })))
  valueOf(await stage.consoleOf('ben').approve(asked.id, asked.hash))
  valueOf(await ana.reconcile())
  return { ana, asked }
}

async function planForBoth(stage: Awaited<ReturnType<typeof openStage>>): Promise<void> {
  const database = (tenant: string) => ({ ...aPlan().databases[0]!, arn: `arn:aws:rds:eu-west-1:111122223333:db:${tenant}-frontend`, id: `${tenant}-frontend`, tenant })
  const plan = aPlan({ id: 'zenith-upgrade', title: 'Upgrade Zenith & Söhne, then Acme Bank', window: { start: '2026-11-22T11:00', zone: 'Europe/Berlin', durationMinutes: 60 }, databases: [database('acme-bank'), database('zenith-bank')] })
  const book = createWindowBook({ store: stage.storeOf('ana'), ids: { next: () => 'write-1' } })
  valueOf(await book.write({ plan, hash: 'a'.repeat(64), sequence: 1, edition: 1, changedAtMs: startAtMs, run: { startedAtMs: startAtMs, startedBy: 'ana' } }, 0))
}

describe('A statement of a tenant that shares its account', () => {
  test('joins failover, alarm, AWS’s events, the maintenance run and CloudTrail in the time of the grant', async () => {
    const stage = await openStage()
    const { ana, asked } = await openGrant(stage)
    await planForBoth(stage)
    await stage.keep({ kind: 'watched', atMs: startAtMs, everyMs: minuteMs, begins: true }, finding('f1', 'acme-bank', 'Alarm acme-bank-cpu fires.'), finding('f2', 'acme-bank', 'Alarm of the day after', startAtMs + 20 * hourMs), { kind: 'witnesses', subject, witnesses: aStory({ startMs: during }).witnesses })
    await stage.pass(30 * minuteMs)
    await stage.keep({ kind: 'watched', atMs: startAtMs + 30 * minuteMs, everyMs: 10 * minuteMs })
    const statement = valueOf(await stage.whilePassing(ana.joined('acme-bank', span)))
    const found = (source: string) => statement.timeline.filter((row) => row.source === source && row.isGap !== true)
    expect(['grants', 'cloudTrail', 'databaseEvents', 'incidents', 'changes', 'windows'].map((source) => [source, found(source).length])).toEqual([['grants', 1], ['cloudTrail', 1], ['databaseEvents', 1], ['incidents', 1], ['changes', 1], ['windows', 1]])
    expect(statement.timeline.every(({ grants }) => grants.includes(asked.id))).toBe(true)
    expect(statement.timeline.filter(({ isGap }) => isGap === true)).toMatchObject([{ atMs: startAtMs - 15 * minuteMs, untilMs: startAtMs }])
    expect(statement.timeline.map(({ atMs }) => atMs)).toEqual(statement.timeline.map(({ atMs }) => atMs).toSorted((left, right) => left - right))
    await stage.close()
  })

  test('is refused of a tenant that nobody knows: a mistyped id is no proof that nobody had access', async () => {
    const stage = await openStage()
    const ana = stage.consoleOf('ana')
    expect(await stage.whilePassing(ana.joined('acme-bnk', span))).toMatchObject({ ok: false, error: { kind: 'notFound', message: expect.stringContaining('names no tenant “acme-bnk”') as string } })
    expect((await stage.whilePassing(ana.statement('acme-bnk', span, 'csv'))).ok).toBe(false)
    expect(valueOf(await stage.whilePassing(ana.joined('zenith-bank', span))).grants).toEqual([])
    await stage.close()
  })

  test('has no word about its neighbour, whoever typed it and whatever it was written into', async () => {
    const stage = await openStage()
    const { asked: theirs } = await openGrant(stage, 'zenith-bank')
    const ana = stage.consoleOf('ana')
    const asked = valueOf(await ana.ask(aWish({ tenant: 'acme-bank', reason: `As for Zenith-Bank (${theirs.id})`, untilMs: startAtMs + hourMs })))
    valueOf(await stage.consoleOf('ben').approve(asked.id, asked.hash))
    valueOf(await ana.reconcile())
    await planForBoth(stage)
    await stage.keep({ kind: 'watched', atMs: startAtMs, everyMs: minuteMs, begins: true }, finding('f1', 'acme-bank', 'Alarm fires, as that of Zenith & Söhne did.'), finding('f2', 'zenith-bank', 'Of theirs'), { kind: 'baseline', baseline: { id: 'b1', atMs: startAtMs, tenant: 'kauri', name: 'Kauri Mutual', health: 'healthy', more: {}, findings: [] } }, finding('f3', 'acme-bank', 'Alarm fires, unlike that of Kauri.'))
    await stage.pass(30 * minuteMs)
    const statement = valueOf(await stage.whilePassing(ana.joined('acme-bank', span)))
    const [html, csv] = [valueOf(await stage.whilePassing(ana.statement('acme-bank', span, 'html'))), valueOf(await stage.whilePassing(ana.statement('acme-bank', span, 'csv')))]
    for (const text of [JSON.stringify(statement), html, csv]) {
      expect(text).not.toMatch(/zenith|söhne|of theirs|kauri/i)
      expect(text).not.toContain(theirs.id)
      expect(text).toContain('As for […] ([…])')
    }
    expect(statement.timeline.some(({ what }) => what === 'Maintenance: Upgrade […], then Acme Bank')).toBe(true)
    expect(html).toContain('[…] stands where somebody else was named.')
    await stage.close()
  })

  test('names every source that could not be asked, and why', async () => {
    const stage = await openStage({ history: async () => err(appError('storageFailed', 'The history is damaged.')), fleet: { tenant: async () => err(appError('internal', 'The watch does not answer.')), readers: () => ({}) as AwsReader } })
    const { ana } = await openGrant(stage)
    const { sources } = valueOf(await stage.whilePassing(ana.joined('acme-bank', span)))
    expect(Object.fromEntries(sources.map(({ source, state }) => [source, state]))).toMatchObject({ databaseEvents: 'failed', incidents: 'failed', changes: 'failed', windows: 'complete' })
    expect(sources.find(({ source }) => source === 'changes')?.words).toContain('Could not be read: The history is damaged.')
    const bare = stage.consoleOf('cem')
    const none = valueOf(await stage.whilePassing(bare.joined('zenith-bank', span)))
    expect(none.grants).toEqual([])
    expect(none.sources.filter(({ state }) => state === 'notAsked').map(({ source }) => source)).toEqual(['databaseEvents', 'incidents', 'changes', 'windows'])
    await stage.close()
  })

  test('lets others have their turn while a large one is joined and written', async () => {
    const stage = await openStage()
    const { ana } = await openGrant(stage)
    await stage.pass(30 * minuteMs)
    await stage.keep(...Array.from({ length: 3_000 }, (_, at) => finding(`f${at}`, 'acme-bank', `Alarm ${at}`, during + at)))
    let turns = 0
    const sleep = stage.time.timers.sleep.bind(stage.time.timers)
    stage.time.timers.sleep = (delayMs, reason, signal) => {
      if (reason.startsWith('others have their turn')) turns += 1
      return sleep(delayMs, reason, signal)
    }
    const text = valueOf(await stage.whilePassing(ana.statement('acme-bank', span, 'csv')))
    expect(text.split('\r\n').length).toBeGreaterThan(3_000)
    expect(turns).toBeGreaterThanOrEqual(3_000 / 200 + 3_000 / 200 + 3_000 / 100)
    await stage.close()
  })

  test('is written as it was looked at, once', async () => {
    const stage = await openStage()
    const { ana } = await openGrant(stage)
    await stage.pass(30 * minuteMs)
    const looked = valueOf(await stage.whilePassing(ana.previewStatement('acme-bank', span)))
    expect(looked).toMatchObject({ grants: 1, sources: [{ source: 'grants' }, { source: 'cloudTrail' }, { source: 'databaseEvents' }, { source: 'incidents' }, { source: 'changes' }, { source: 'windows' }] })
    await stage.keep(finding('f9', 'acme-bank', 'Something new'))
    expect(valueOf(await stage.whilePassing(ana.statement('acme-bank', span, 'csv')))).not.toContain('Something new')
    expect(valueOf(await stage.whilePassing(ana.statement('acme-bank', span, 'csv')))).toContain('Something new')
    await stage.close()
  })
})
