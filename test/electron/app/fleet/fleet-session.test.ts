import { describe, expect, it } from 'vitest'
import { deferredDeskStore } from '#electron/desk/deferred-desk-store'
import { createFleetSession } from '#electron/app/fleet/fleet-session'
import type { HostedWatch, WatchListener } from '#electron/app/fleet/hosted-watch'
import type { OpenSource } from '#electron/app/fleet/open-source'
import type { SourceHistory } from '#electron/app/history/source-history'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import type { FleetSnapshot, FleetTable } from '#shared/fleet/table'
import type { WatchStatus } from '#shared/fleet/watch-status'
import type { SourceChoice } from '#shared/ipc/contract'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { rememberingLogger } from '#test/fakes/remembering-logger'

const noHistory: SourceHistory = {
  add: () => undefined,
  store: async () => err(appError('storageFailed', 'none in this test')),
  marks: async () => err(appError('storageFailed', 'none in this test')),
  trouble: () => ({ lost: 0 }),
  beginsAnew: true,
  setAside: async () => undefined,
  stop: async () => undefined,
}
const training: SourceChoice = { kind: 'training', scenario: 'first-shift' }
const other: SourceChoice = { kind: 'training', scenario: 'bad-night' }
const broken: SourceChoice = { kind: 'file', path: '/desk/broken.yaml' }
const tableOf = (rowCount: number) => ({ rowCount }) as FleetTable // only passed through
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function start(stored: Readonly<Record<string, FleetTable>> = {}, drawn: Promise<void> = Promise.resolve()) {
  const time = createVirtualTime(0)
  const log = rememberingLogger()
  const said: (readonly [string, unknown])[] = []
  const happened: string[] = []
  const desksClosed: string[] = []
  const entered: OpenSource['source'][] = []
  const saved = new Map(Object.entries(stored))
  const watches: { readonly listener: WatchListener; readonly cached: FleetTable | undefined; dies: boolean }[] = []
  let openable: Promise<unknown> = Promise.resolve()
  let mistake: string | undefined = 'line 3 is wrong'

  const sourceOf = (choice: SourceChoice): OpenSource => {
    const name = choice.kind === 'training' ? choice.scenario : choice.path
    return {
      source: { kind: 'training', scenario: name, seed: 1 },
      close: async () => void happened.push(`${name} closed`),
    } as unknown as OpenSource // what the session does not touch is left out
  }
  const session = createFleetSession({
    drawn,
    entered: (open) => void entered.push(open.source),
    lookedAt: () => undefined,
    openSource: async (choice) => {
      await openable
      return choice.kind === 'file' && mistake !== undefined ? err(appError('invalidFile', mistake)) : ok(sourceOf(choice))
    },
    openHistory: () => noHistory,
    openDesk: (key) => ({ store: deferredDeskStore(async () => err(appError('storageFailed', `none for ${key}`))), ask: async () => err(appError('storageFailed', `none for ${key}`)), state: async () => ok({ kind: 'sqlite' }), stop: async () => void desksClosed.push(key) }),
    openMaintenance: () => ({ ask: async () => err(appError('notFound', 'none here')), stop: async () => undefined }),
    openSupport: () => ({ ask: async () => err(appError('notFound', 'none here')), reconcileSoon: () => void happened.push('support is reconciled'), stop: async () => undefined }),
    startWatch: async (source, cached, listener): Promise<HostedWatch> => {
      const name = source.source.kind === 'training' ? source.source.scenario : ''
      const watch = { listener, cached, dies: false }
      watches.push(watch)
      const answer = <T>(value: T): Promise<T> => (watch.dies ? Promise.reject(new Error('gone')) : Promise.resolve(value))
      return {
        snapshot: () => answer<FleetSnapshot>({ epoch: name, seq: 1, cached: false, table: tableOf(60) }),
        tenant: () => answer(undefined),
        recovery: async () => [],
        alarms: () => answer({ atMs: 0, alarms: [], leftOut: 0, unread: [] }),
        planScope: () => answer({ databases: [], groups: [], leftOut: [], unknown: [] }),
        awsMaintenance: () => answer([]),
        alarmHistory: async (alarm) => err(appError('notFound', alarm)),
        metrics: async ({ tenant }) => err(appError('notFound', tenant)),
        leaveMetrics: () => answer(null),
        logHits: async (tenant) => err(appError('notFound', tenant)),
        status: () => answer({ epoch: name } as WatchStatus),
        refresh: () => answer(4),
        heed: () => undefined,
        rescale: () => undefined,
        resume: () => void happened.push(`${name} resumed`),
        accessChanged: () => void happened.push(`${name} forgets keys`),
        stop: async () => void happened.push(`${name} stopped`),
      }
    },
    cache: {
      load: async (key) => saved.get(key),
      save: async (key, table) => void saved.set(key, table),
    },
    publish: (name, payload) => void said.push([name, payload]),
    timers: time.timers,
    logger: log.logger,
  })
  return { session, time, log, said, happened, desksClosed, entered, saved, watches, hold: (until: Promise<unknown>) => void (openable = until), mend: (left: string | undefined) => void (mistake = left) }
}

const patch = { epoch: 'first-shift', seq: 1, patch: { rowCount: 0, newStrings: [], columns: [] } }

describe('The first launch', () => {
  it('makes a question wait until the fleet is open', async () => {
    const { session } = start()
    session.begin(training)
    expect(await session.snapshot()).toMatchObject({ ok: true, value: { epoch: 'first-shift', cached: false } })
  })

  it('passes patches and status on to the window', async () => {
    const { session, watches, said } = start()
    session.begin(training)
    await session.status()
    watches[0]?.listener.patch(patch)
    expect(said).toContainEqual(['fleet.patch', patch])
  })
})

describe('A later launch', () => {
  const key = 'training first-shift'

  it('answers with the last session’s table before the fleet is open, marked as cached', async () => {
    const { session, hold } = start({ [key]: tableOf(7) })
    hold(new Promise(() => undefined))
    session.begin(training)
    expect(await session.snapshot()).toMatchObject({ ok: true, value: { cached: true, table: { rowCount: 7 } } })
  })

  it('lets the window draw that table before it opens anything', async () => {
    let draw = (): void => undefined
    const { session, watches, entered } = start({ [key]: tableOf(7) }, new Promise((resolve) => (draw = resolve)))
    session.begin(training)
    expect(await session.snapshot()).toMatchObject({ ok: true, value: { cached: true } })
    await nextTurn()
    expect([entered, watches]).toEqual([[], []])
    draw()
    expect(await session.status()).toMatchObject({ ok: true, value: { epoch: 'first-shift' } })
    await nextTurn()
    expect(entered).toHaveLength(1)
  })

  it('waits for no drawing when nothing was kept', async () => {
    const { session } = start({}, new Promise(() => undefined))
    session.begin(training)
    expect(await session.status()).toMatchObject({ ok: true, value: { epoch: 'first-shift' } })
  })

  it('hands that table to the watch and tells the window to load again once it runs', async () => {
    const { session, watches, said } = start({ [key]: tableOf(7) })
    session.begin(training)
    await session.status()
    await nextTurn()
    expect(watches[0]?.cached).toEqual(tableOf(7))
    expect(said).toContainEqual(['fleet.reset', { epoch: 'first-shift' }])
  })
})

describe('The table of a fleet', () => {
  it('is kept a minute after something changed, and not when nothing did', async () => {
    const { session, time, watches, saved } = start()
    session.begin(training)
    await session.status()
    await time.advanceTo(60_000, nextTurn)
    expect(saved.size).toBe(0)
    watches[0]?.listener.patch(patch)
    await time.advanceTo(120_000, nextTurn)
    expect(saved.get('training first-shift')).toEqual(tableOf(60))
  })

  it('is kept on leaving', async () => {
    const { session, watches, saved, happened } = start()
    session.begin(training)
    await session.status()
    watches[0]?.listener.patch(patch)
    await session.stop()
    expect(saved.has('training first-shift')).toBe(true)
    expect(happened).toEqual(['first-shift stopped', 'first-shift closed'])
  })
})

describe('Another source', () => {
  it('takes over, the old one ends in order, and the window loads again', async () => {
    const { session, happened, said } = start()
    session.begin(training)
    expect(await session.use(other)).toMatchObject({ ok: true, value: { epoch: 'bad-night' } })
    expect(happened).toEqual(['first-shift stopped', 'first-shift closed'])
    expect(said.at(-1)).toEqual(['fleet.reset', { epoch: 'bad-night' }])
  })

  it('has a desk of its own, and closes that of the one before', async () => {
    const { session, desksClosed } = start()
    session.begin(training)
    expect(await session.desk.ask(async () => ok(1))).toMatchObject({ ok: false, error: { message: 'none for training first-shift' } })
    await session.use(other)
    expect(await session.desk.ask(async () => ok(1))).toMatchObject({ ok: false, error: { message: 'none for training bad-night' } })
    expect(desksClosed).toEqual(['training first-shift'])
    await session.stop()
    expect(desksClosed).toEqual(['training first-shift', 'training bad-night'])
  })

  it('that is broken leaves the current one as it was, and says why', async () => {
    const { session, happened } = start()
    session.begin(training)
    expect(await session.use(broken)).toMatchObject({ ok: false, error: { kind: 'invalidFile' } })
    expect(await session.snapshot()).toMatchObject({ ok: true, value: { epoch: 'first-shift' } })
    expect(happened).toEqual([])
  })

  it('chosen twice at once ends with the last, and with everything else closed', async () => {
    const { session, happened } = start()
    session.begin(training)
    await Promise.all([session.use(other), session.use(training)])
    expect(await session.status()).toMatchObject({ value: { epoch: 'first-shift' } })
    expect(happened).toEqual(['first-shift stopped', 'first-shift closed', 'bad-night stopped', 'bad-night closed'])
  })
})

describe('When it goes wrong', () => {
  it('a first source that cannot be opened answers every question with the reason, until another is chosen', async () => {
    const { session, log } = start()
    session.begin(broken)
    for (const answer of [await session.snapshot(), await session.status(), await session.refresh({})]) expect(answer).toMatchObject({ ok: false, error: { kind: 'invalidFile', message: 'line 3 is wrong' } })
    expect(log.events()).toContain('source.notOpened')
    expect(await session.use(training)).toMatchObject({ ok: true })
  })

  it('a first source that is mended is opened when the window asks again, and says meanwhile what is still wrong', async () => {
    const { session, entered, said, mend } = start()
    session.begin(broken)
    expect(await session.snapshot()).toMatchObject({ ok: false, error: { message: 'line 3 is wrong' } })
    mend('line 7 is wrong')
    expect(await session.snapshot()).toMatchObject({ ok: false, error: { message: 'line 7 is wrong' } })
    expect(await session.status()).toMatchObject({ ok: false, error: { message: 'line 7 is wrong' } })
    mend(undefined)
    const answers = await Promise.all([session.snapshot(), session.snapshot()])
    expect(answers).toMatchObject([{ ok: true }, { ok: true }])
    expect(entered).toHaveLength(1)
    expect(said.at(-1)?.[0]).toBe('fleet.reset')
    await session.use(other)
    expect(await session.snapshot()).toMatchObject({ ok: true, value: { epoch: 'bad-night' } })
    expect(entered).toHaveLength(2)
  })

  it('a watch that does not answer is an error with words, never a rejection', async () => {
    const { session, watches } = start()
    session.begin(training)
    await session.status()
    for (const watch of watches) watch.dies = true
    expect(await session.tenant('acme')).toMatchObject({ ok: false, error: { kind: 'internal', retry: 'later' } })
  })

  it('after waking up support access is reconciled first, and then the fleet is looked at again', async () => {
    const { session, happened } = start()
    session.begin(training)
    session.resume()
    await nextTurn()
    expect(happened).toEqual(['support is reconciled', 'first-shift resumed'])
  })

  it('when somebody has signed in support access is reconciled first, and then the fleet is asked with the new keys', async () => {
    const { session, happened } = start()
    session.begin(training)
    session.accessChanged()
    await nextTurn()
    expect(happened).toEqual(['support is reconciled', 'first-shift forgets keys'])
  })
})
