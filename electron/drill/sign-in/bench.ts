import { parseFleetFile } from '#shared/fleet/fleet-file'
import { ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { AppError } from '#shared/kernel/app-error'
import { outcomeOf, type ShownOutcome } from '#electron/polling/watch-status'
import { createRoleAssumer } from '#electron/adapters/aws/credentials'
import { createAwsReaders } from '#electron/adapters/aws/index'
import { openOidc, openPortal } from '#electron/adapters/aws/sso/index'
import { createFallingBackStore, createKeychainStore } from '#electron/adapters/keychain/index'
import { nextTurn } from '#electron/adapters/system/event-loop'
import { silentLogger } from '#electron/adapters/system/logger'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import type { AwsReaders } from '#electron/ports/aws-reader'
import type { Clock } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import { createSignIn, ssoCredentials, type SignIn } from '#electron/signin/index'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import type { SessionView } from '#shared/session/session-view'
import { seededIds } from '../seeded-ids'
import { approvePage } from './approve-page'
import { createDrillKeychain, type DrillKeychain } from './drill-keychain'
import { expectOk, expectThat } from './expect'
import { openLine } from './line'
import { lookEveryMs, openScreen, type Screen } from './screen'

/** The product's sign-in before a training fleet and its Identity Center, over real sockets, everything on one virtual clock. */
export interface SignInBench {
  readonly time: VirtualTime
  readonly fleet: TrainingFleet
  readonly keychain: DrillKeychain
  readonly accounts: readonly string[]
  /** The program as it runs; `restart` begins another one over the same keychain. */
  program(): Program
  restart(): Promise<Program>
  advance(ms: number): Promise<void>
  /** Time moves on and the screen is looked at four times a second, until it is so; how long that took, in ms. */
  advanceUntil(screen: Screen, mostMs: number, isSo: () => boolean): Promise<number>
  /** The computer sleeps: time jumps, nothing runs, connections to AWS die without a word. Then it wakes up. */
  sleep(ms: number, timers: 'stoodStill' | 'overdue'): Promise<void>
  /** Time moves from timer to timer until the work has ended. */
  playOut<T>(work: Promise<T>): Promise<T>
  stop(): Promise<void>
}

export interface Program {
  readonly signIn: SignIn
  readonly credentials: CredentialSource
  view(): SessionView
  /** Signs in in the browser. */
  signInNow(): Promise<void>
  /** What the status of an account would show after one call with its keys: STS answers who they are. */
  callWith(account: string): Promise<Result<unknown, AppError>>
  /** The whole watch begins, as in the window. */
  openScreen(): Screen
}

export interface BenchOptions {
  readonly accounts: number
  /** The computer's clock is so far ahead of AWS's. */
  readonly clockAheadMs?: number
  readonly tenants?: number
}

export const sessionName = 'training'
const startAt = '2026-03-02T06:00:00Z'
/** A silent connection is given up after so much simulated time, as the desktop app does in wall time. */
const deadlineMs = 10 * secondMs

export async function openBench({ accounts, clockAheadMs = 0, tenants = 1 }: BenchOptions): Promise<SignInBench> {
  const scenario = expectOk(
    loadScenario(JSON.stringify({ version: 1, name: 'sign-in-drill', seed: 5, startAt, fleet: { pooled: [{ region: 'eu-west-1', accounts, tenants }] } }), 'the drill’s scenario'),
  )
  const time = createVirtualTime(scenario.startAtMs)
  const fleet = await startTrainingFleet({ scenario, clock: time.clock, timers: time.timers, logger: silentLogger })
  const { config } = expectOk(parseFleetFile(fleet.signInFleetFileText(), 'the training fleet'))
  const line = await openLine(fleet.endpoint)
  const keychain = createDrillKeychain()
  const computer: Clock = { nowMs: () => time.clock.nowMs() + clockAheadMs }

  const settled = async (): Promise<void> => {
    do await turns(20)
    while (fleet.inFlight() > 0 || line.waiting() > fleet.held())
    await turns(40)
  }
  const playOut = async <T>(work: Promise<T>): Promise<T> => {
    let ended = false
    const mark = (): void => void (ended = true)
    work.then(mark, mark)
    for (let idle = 0; ; ) {
      await settled()
      if (ended) return work
      const nextMs = time.nextDueAtMs()
      if (nextMs !== undefined) await time.advanceTo(nextMs, settled)
      else if (idle++ > 50) throw new Error('Nothing will ever end this.')
    }
  }

  const start = (): Program => {
    const pages: string[] = []
    const options = { endpoint: fleet.practice.endpoint }
    const sessions = config.signIn.kind === 'sso' ? config.signIn.sessions : []
    const signIn = createSignIn({
      sessions,
      store: createFallingBackStore(createKeychainStore({ backend: keychain, timers: time.timers })),
      browser: { open: async (url) => ok(void pages.push(url)) },
      oidc: openOidc(options),
      portal: openPortal(options),
      clock: computer,
      timers: time.timers,
      ids: seededIds(3),
      logger: silentLogger,
    })
    const credentials = ssoCredentials({ signIn, sessions, accounts: config.accounts, assume: createRoleAssumer({ endpoint: fleet.endpoint, clock: computer, timers: time.timers }) })
    const readers: AwsReaders = createAwsReaders({ endpoint: line.endpoint, credentials, tags: config.tags, clock: computer, timers: time.timers, deadlineMs })
    const call = () => ({ signal: new AbortController().signal, onRequest: async () => undefined })
    const view = (): SessionView => signIn.sessions()[0]!
    return {
      signIn,
      credentials,
      view,
      signInNow: async () => {
        const before = pages.length
        expectOk(signIn.start(sessionName, 'browser'))
        await until(() => pages.length > before)
        await approvePage(pages.at(-1)!)
        await until(() => view().state.kind === 'active')
      },
      callWith: (account) => readers(account, 'eu-west-1').identity(call()),
      openScreen: () => openScreen({ config, readers, credentials, signIn, time }),
    }
  }
  const advance = (ms: number): Promise<void> => time.advanceTo(time.clock.nowMs() + ms, settled)
  let current = start()
  return {
    time,
    fleet,
    keychain,
    accounts: config.accounts.map(({ id }) => id),
    program: () => current,
    restart: async () => {
      current.signIn.stop()
      current = start()
      await playOut(current.signIn.restore())
      return current
    },
    advance,
    advanceUntil: async (screen, mostMs, isSo) => {
      for (let passedMs = 0; passedMs < mostMs; passedMs += lookEveryMs) {
        if (isSo()) return passedMs
        await advance(lookEveryMs)
        screen.look()
      }
      expectThat(isSo(), `it has come to that within ${mostMs / secondMs} s`)
      return mostMs
    },
    sleep: async (ms, timers) => {
      await settled()
      line.goDead()
      time.sleep(ms, timers)
    },
    playOut,
    stop: async () => {
      current.signIn.stop()
      await line.stop()
      await fleet.stop()
    },
  }
}

/** As the status bar and the accounts' list would say it. */
export const shownAs = (result: Result<unknown, AppError>): ShownOutcome => (result.ok ? 'ok' : outcomeOf(result.error.kind))

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn()
}

/** For what goes over a real socket without any timer: gives it turns until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200_000 && !isSo(); turn++) await nextTurn()
  if (!isSo()) throw new Error('It did not come to that.')
}
