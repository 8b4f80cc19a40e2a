import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { createAwsOperators, createCredentialSource } from '#electron/adapters/aws/index'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { sha256 } from '#electron/adapters/system/digest'
import { nextTurn } from '#electron/adapters/system/event-loop'
import { silentLogger } from '#electron/adapters/system/logger'
import type { VirtualTime } from '#electron/adapters/system/virtual-time'
import type { AuditTrail } from '#electron/ports/audit-trail'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Ids } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import { createSupportOffice, type RunningSupport } from '#electron/support/support-office'
import { trainingCredentials } from '#electron/training/index'
import { timersOf, type Life } from '../crash/life'
import type { Traffic } from '../crash/guarded-operators'
import { guarded, guardedStore } from './guarded'

export const account = '111122223333'
export const region = 'eu-west-1'
export const tenant = 'acme'

/** What a process has to be told of the world; plain values. */
export interface SupportBriefing {
  readonly config: FleetConfig
  /** Of the training fleet. */
  readonly endpoint: string
  /** The desk's store. */
  readonly file: string
}

/** The world's side, as it is at the moment of asking. */
export interface WorldSide {
  readonly time: VirtualTime
  /** What this computer's clock is off by. */
  readonly skewMs: () => number
  /** The operator's, as AWS sees it. */
  readonly address: () => string
  /** Requests that the world holds back until time moves. */
  readonly held: () => number
}

/** A console's own: who sits there, its names, what it does before it dies, and where it writes down what it does. */
export interface ConsoleWish {
  readonly person: string
  readonly ids: Ids
  readonly life?: Life
  readonly audit?: AuditTrail
}

/** The world as one process reaches it: AWS over the wire, the desk's store in its file, and time. */
export interface EnteredSupport extends SupportBriefing {
  readonly operators: AwsOperators
  readonly traffic: Traffic
  /** As this person's console reaches it. */
  readonly storeOf: (person: string, life?: Life) => DeskStore
  console(wish: ConsoleWish): RunningSupport
  /** Until nothing moves but with time. */
  readonly settled: () => Promise<void>
  stop(): Promise<void>
}

export function enterSupport(briefing: SupportBriefing, { time, skewMs, address, held }: WorldSide): Result<EnteredSupport, AppError> {
  const { config, endpoint, file } = briefing
  const desk = openLocalDesk({ file, nowMs: time.clock.nowMs() })
  if (!desk.ok) return desk
  const credentials = createCredentialSource({ config, endpoint, ...time, training: trainingCredentials })
  const operators: AwsOperators = createAwsOperators({ endpoint, credentials, ...time })
  const traffic: Traffic = { out: 0 }
  const storeOf: EnteredSupport['storeOf'] = (person, life) => {
    const store = createSqliteDeskStore({ desk: desk.value.desk, clock: time.clock, person: async () => ok(person) })
    return life === undefined ? store : guardedStore(store, life)
  }
  return ok({
    ...briefing,
    operators,
    traffic,
    storeOf,
    console: ({ person, ids, life, audit }) =>
      createSupportOffice({
        config,
        store: storeOf(person, life),
        sight: { awsOffsetMs: async () => ok(skewMs()) },
        operators: guarded(operators, traffic, life),
        ownAddress: async () => ok(address()),
        ...(audit === undefined ? {} : { audit }),
        digest: sha256,
        clock: time.clock,
        timers: life === undefined ? time.timers : timersOf(time.timers, life),
        ids,
        logger: silentLogger,
        console: person,
        changed: () => undefined,
      }),
    settled: () => settled(traffic, held),
    stop: async () => {
      operators(account, region).close()
      await desk.value.close()
    },
  })
}

const quietTurns = 4

/** Requests that are out are answered, and what follows from the answers has begun. */
async function settled(traffic: Traffic, held: () => number): Promise<void> {
  for (let quiet = 0; quiet < quietTurns; quiet = traffic.out === held() ? quiet + 1 : 0) await nextTurn()
}
