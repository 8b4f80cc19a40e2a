import type { CommandResult, Commands, Events, FleetFileReport, PreloadApi } from '#shared/ipc/contract'
import type { Settings } from '#shared/ipc/settings'
import type { FleetSnapshot, FleetTable } from '#shared/fleet/table'
import type { WatchStatus } from '#shared/fleet/watch-status'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { fakeDetail } from './fake-detail'
import { fakeNowMs, fakeRows, tableOfRows } from './fake-fleet'
import { fakeSessionHandlers, type FakeAccess } from './fake-sessions'
import { fakeInfo, fakeSettings, fakeStatus } from './fake-status'

/** A core that answers from memory. Tests and the dev page push events with `emit` and read what was asked in `calls`. */
export interface FakeBridge extends PreloadApi {
  readonly calls: readonly { readonly name: keyof Commands; readonly input: unknown }[]
  table: FleetTable
  /** The seq that the next snapshot carries. */
  seq: number
  emit<N extends keyof Events>(name: N, event: Events[N]): void
  /** The next and all later calls of a command fail, until `undefined` heals it. */
  fail(name: keyof Commands, error: AppError | undefined): void
  /** Resolves once nothing is on the wire any more: every call so far has reached the core. */
  arrived(): Promise<void>
  /** Answers a command otherwise from now on; a promise that is kept open is a call under way. */
  answer<N extends keyof Commands>(name: N, reply: (input: Commands[N]['input']) => CommandResult<N> | Promise<CommandResult<N>>): void
}

export interface FakeOptions {
  readonly tenants?: number
  readonly settings?: Partial<Settings>
  readonly status?: Partial<WatchStatus>
  readonly snapshot?: Partial<FleetSnapshot>
  readonly speed?: number
  /** What choosing or checking a fleet file reports; a broken file unless given. */
  readonly report?: FleetFileReport
  /** Sessions, identity, capabilities and lock at the start. */
  readonly access?: FakeAccess
  /** Calls take some turns of the event loop, as over a process boundary: an expectation right behind a click comes too early every time. */
  readonly wire?: boolean
}

const wireTurns = 12
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** Commands of screens that have fakes of their own are not answered here. */
type Handlers = { [N in keyof Commands]?: (input: Commands[N]['input']) => CommandResult<N> | Promise<CommandResult<N>> }

export function createFakeBridge(options: FakeOptions = {}): FakeBridge {
  const rows = fakeRows(options.tenants ?? 60)
  const calls: { name: keyof Commands; input: unknown }[] = []
  const failures = new Map<keyof Commands, AppError>()
  const listeners = new Map<keyof Events, Set<(event: never) => void>>()
  let onTheWire = 0
  let settings: Settings = { ...fakeSettings, ...options.settings }
  const status: WatchStatus = { ...fakeStatus(options.speed ?? 1), ...options.status }

  const handlers: Handlers = {
    'fleet.load': () => ok({ epoch: 'epoch-1', seq: bridge.seq, cached: false, table: bridge.table, ...options.snapshot }),
    'fleet.tenant': ({ id }) => {
      const row = rows.find((candidate) => candidate.id === id)
      return row === undefined ? err(appError('notFound', `No tenant "${id}" is known.`)) : ok(fakeDetail(row))
    },
    'watch.status': () => ok(status),
    'watch.refresh': () => ok({ scopes: 4 }),
    'settings.load': () => ok(settings),
    'settings.save': (change) => ok((settings = { ...settings, ...change })),
    'source.use': (choice) => ok({ ...status, source: choice.kind === 'file' ? { kind: 'live', fleetFile: choice.path } : { kind: 'training', scenario: choice.scenario, seed: 7 } }),
    'fleetFile.choose': () => ok(options.report ?? brokenFile),
    'fleetFile.check': ({ path }) => ok({ ...(options.report ?? brokenFile), path }),
    'clipboard.write': () => ok(null),
    'app.info': () => ok(fakeInfo),
    'app.drawn': () => ok(null),
    'attention.load': () => ok({ troubles: [] }),
    'support.desk': () => ok({ nowMs: fakeNowMs, grants: [], drifts: [], openReviews: 0, blindSpots: [] }),
    'maintenance.calendar': () => ok({ windows: [], blackouts: [], calendarTroubles: [], pending: [], me: 'trainee', canPractiseApproval: true, asOfMs: fakeNowMs, isCopy: false }),
    ...fakeSessionHandlers(options.access ?? {}),
  }

  const travel = async (): Promise<void> => {
    onTheWire++
    for (let passed = 0; passed < wireTurns; passed++) await turn()
    onTheWire--
  }

  const bridge: FakeBridge = {
    calls,
    table: tableOfRows(rows),
    seq: 0,
    invoke: async (name, input) => {
      calls.push({ name, input })
      if (options.wire === true) await travel()
      const failure = failures.get(name)
      if (failure !== undefined) return err(failure)
      return handlers[name]?.(input) ?? err(appError('unsupported', `The fake core does not know ${name}.`))
    },
    arrived: async () => {
      do await turn()
      while (onTheWire > 0)
    },
    answer: (name, reply) => void Object.assign(handlers, { [name]: reply }),
    subscribe: (name, listener) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => void set.delete(listener)
    },
    emit: (name, event) => listeners.get(name)?.forEach((listener) => listener(event as never)),
    fail: (name, error) => void (error === undefined ? failures.delete(name) : failures.set(name, error)),
  }
  return bridge
}

const brokenFile: FleetFileReport = {
  path: '/home/desk/fleet.yaml',
  accounts: 4,
  tenants: 60,
  issues: [
    { path: 'tenants[3].contract.dailySnapshot', message: 'Unknown key "dailySnapshot".', line: 41, column: 9, suggestion: 'dailySnapshots' },
    { path: 'accounts[1].id', message: 'Expected 12 digits in quotes, found 2222.', line: 12, column: 9 },
  ],
  notYet: [{ path: 'calendars', message: 'Calendars begin to work with a later version; they are read but not used yet.' }],
}
