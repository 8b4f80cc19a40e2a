import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Clock, Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import { billingOf, type Billing } from './billing'
import { handleControl } from './control/control'
import { eventSchema, type ParsedEvent, type TrainingEvent } from './events/index'
import { faultSchema, placeFault, type FaultSpec } from './faults/fault'
import { fleetFileText } from './fleet-file-text'
import { startPracticeSignIn, type PracticeSignIn } from './practice-sign-in'
import { billingLines } from './ledger'
import type { Scenario } from './scenario'
import { describeIssues, parseDocumentAt } from './scenario-issues'
import { addHappenings, applyCall, createSimulation, dateEverywhere, tickSimulation, type Simulation } from './simulation'
import { conditionsSince, truthNow, type TruthCondition } from './truth'
import { planEvents } from './world-events'
import { publicObject } from './services/s3-objects'
import type { SentMail } from './world/deeds'
import { addressAt } from './world/doors'
import type { Account } from './world/fleet-model'
import { pageOf, type PageAnswer } from './world/pages'
import { loopback, startWireServer } from './wire/server'

export interface TrainingFleetOptions {
  readonly scenario: Scenario
  /** The world's time: begins at the scenario's start and runs as its owner likes. */
  readonly clock: Clock
  readonly timers: Timers
  /** Obeys `POST /_training/clock`; absent: the clock is driven from elsewhere. */
  readonly setClock?: (change: ClockChange) => void
  /** 0: any free one. */
  readonly port?: number
  readonly logger: Logger
}

/** A new speed (simulated over real time), a jump forwards, or both. */
export interface ClockChange {
  readonly speed?: number | undefined
  readonly advanceMs?: number | undefined
}

export interface TrainingFleet {
  readonly endpoint: string
  /** For the control surface. */
  readonly token: string
  readonly accounts: readonly Account[]
  /** Its own Identity Center, on a port of its own. */
  readonly practice: PracticeSignIn
  fleetFileText(): string
  /** The same fleet, opened by signing in. */
  signInFleetFileText(): string
  truth(): TruthCondition[]
  /** What was wrong at any moment since then, ended or not. */
  conditionsSince(sinceMs: number): TruthCondition[]
  billing(): Billing
  /** What SES accepted so far, oldest first. */
  mails(): readonly SentMail[]
  /** Happens now, or after `at` from the scenario's start. Error kind `invalidInput`. */
  inject(event: TrainingEvent | readonly TrainingEvent[]): Result<void, AppError>
  /** Replaces all faults. Error kind `invalidInput`. */
  setFaults(faults: readonly FaultSpec[]): Result<void, AppError>
  inFlight(): number
  /** Requests that a delay or a hang holds back until time moves. */
  held(): number
  stop(): Promise<void>
}

/** Serves a scenario on the loopback interface. Rejects when the port is taken. */
export async function startTrainingFleet(options: TrainingFleetOptions): Promise<TrainingFleet> {
  const { scenario, clock, timers, logger } = options
  const token = randomBytes(24).toString('base64url')
  const practice = await startPracticeSignIn({ accounts: scenario.fleet.accounts, seed: scenario.seed, clock, timers })
  practice.follow(scenario.events.map((event) => ({ event, atMs: scenario.startAtMs + (event.at ?? 0) })))
  practice.setFaults(scenario.faults)
  let simulation = createSimulation(scenario)
  const now = (): Simulation => (simulation = tickSimulation(simulation, clock.nowMs()))
  const inject = (input: unknown): Result<void, AppError> => {
    const added = readEvents(now(), input)
    if (!added.ok) return added
    simulation = addHappenings(simulation, added.value)
    practice.follow(added.value)
    logger.info('training.injected', { kinds: added.value.map(({ event }) => event.kind).join(' ') })
    return ok(undefined)
  }
  const setFaults = (input: unknown): Result<void, AppError> => {
    const parsed = z.array(faultSchema).safeParse(input)
    if (!parsed.success) return err(invalid(input, parsed.error))
    simulation = { ...now(), faults: parsed.data.map((fault) => placeFault(fault, scenario.startAtMs, clock.nowMs())) }
    practice.setFaults(simulation.faults)
    return ok(undefined)
  }
  const truthSince = (sinceMs: number | undefined): TruthCondition[] => (sinceMs === undefined ? truthNow(now()) : conditionsSince(now(), sinceMs))
  const billing = (): Billing => billingOf(billingLines(simulation.ledger))
  const controls = {
    health: () => ({ ok: true, scenario: scenario.name, nowMs: now().world.nowMs, dateMs: dateEverywhere(simulation) }),
    truth: (sinceMs: number | undefined) => ({ nowMs: clock.nowMs(), conditions: truthSince(sinceMs) }),
    billing,
    events: (body: unknown) => accepted(inject(body)),
    faults: (body: unknown) => accepted(setFaults(body)),
    clock: (body: unknown) => changeClock(options.setClock, body),
  }
  const server = await startWireServer({
    port: options.port ?? 0,
    timers,
    logger,
    answer: (call) => {
      const applied = applyCall(now(), call)
      simulation = applied.simulation
      return applied.reply
    },
    page: (path) => pageAt(now(), path),
    object: (path) => publicObject(now().world, path),
    address: () => addressAt(now().world),
    control: (request, body, response) => handleControl(controls, token, request, body, response),
  })
  const endpoint = `http://${loopback}:${server.port}`
  logger.info('training.started', { endpoint, scenario: scenario.name })
  return {
    endpoint,
    token,
    accounts: scenario.fleet.accounts,
    practice,
    fleetFileText: () => fleetFileText(scenario, endpoint),
    signInFleetFileText: () => fleetFileText(scenario, endpoint, practice),
    truth: () => truthSince(undefined),
    conditionsSince: truthSince,
    billing,
    mails: () => simulation.world.deeds.mails,
    inject,
    setFaults,
    inFlight: () => server.inFlight() + practice.server.inFlight(),
    held: () => server.held(),
    stop: async () => {
      await Promise.all([server.close(), practice.stop()])
    },
  }
}

/** `/_tenants/<tenant>/<environment>/health` */
function pageAt({ world }: Simulation, path: string): PageAnswer | undefined {
  const [, tenant, environment] = /^\/_tenants\/([^/?]+)\/([^/?]+)\/health(?:\?.*)?$/.exec(path) ?? []
  return tenant === undefined || environment === undefined ? undefined : pageOf(world, tenant, environment)
}

const accepted = (result: Result<void, AppError>): Result<unknown, AppError> => (result.ok ? ok({ ok: true }) : result)

/** Parses one event or several and sees that each names something of this fleet. */
function readEvents(simulation: Simulation, input: unknown): Result<readonly { event: ParsedEvent; atMs: number }[], AppError> {
  const given = Array.isArray(input) ? input : [input]
  const parsed = z.array(eventSchema).safeParse(given)
  if (!parsed.success) return err(invalid(given, parsed.error))
  const { startAtMs } = simulation.scenario
  const added = parsed.data.map((event) => ({ event, atMs: event.at === undefined ? simulation.world.nowMs : startAtMs + event.at }))
  const { problems } = planEvents(added, { places: simulation.world.places, startAtMs })
  if (problems.length === 0) return ok(added)
  return err(appError('invalidInput', problems[0]?.message ?? 'The event names nothing of this fleet.', { issues: problems.map(({ at, field, ...problem }) => ({ path: `[${at}].${field}`, ...problem })) }))
}

function invalid(input: unknown, error: z.ZodError): AppError {
  const document = parseDocumentAt(JSON.stringify(input))
  const issues = document.ok ? describeIssues(error.issues, document.value, []).map(({ line: _line, column: _column, ...issue }) => issue) : []
  return appError('invalidInput', issues.map((issue) => `${issue.path}: ${issue.message}`).join('; '), { issues })
}

const clockSchema = z.strictObject({ speed: z.number().min(0).max(3600).optional(), advanceMs: z.number().min(0).optional() })

function changeClock(setClock: TrainingFleetOptions['setClock'], body: unknown): Result<unknown, AppError> {
  const change = clockSchema.safeParse(body)
  if (!change.success) return err(invalid(body, change.error))
  if (setClock === undefined) return err(appError('conflict', 'This training fleet\'s clock is driven by who started it.'))
  setClock(change.data)
  return ok({ ok: true })
}
