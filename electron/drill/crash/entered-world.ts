import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { Plan } from '#shared/maintenance/plan'
import type { Span } from '#shared/maintenance/window'
import { createAwsOperators, createCredentialSource } from '#electron/adapters/aws/index'
import { createWebReader } from '#electron/adapters/http/web-reader'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { nextTurn } from '#electron/adapters/system/event-loop'
import type { VirtualTime } from '#electron/adapters/system/virtual-time'
import type { Door } from '#electron/maintenance/effects/run-context'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { DeskStore } from '#electron/ports/desk-store'
import type { WebReader } from '#electron/ports/web-reader'
import { trainingCredentials, type TruthCondition } from '#electron/training/index'
import type { DeedLog } from './deed-log'
import type { Traffic } from './guarded-operators'

export const account = '111122223333'
export const tenant = 'acme'

/** What a console has to be told of the world; plain values. */
export interface CrashBriefing {
  readonly config: FleetConfig
  readonly plan: Plan
  readonly span: Span
  /** Until when somebody extends the window, once it is asked whether its step is done. */
  readonly extendToMs?: number
  /** Kinds of conditions that are as wrong afterwards as before. */
  readonly leaves: readonly string[]
  readonly region: string
  readonly bucket: string
  readonly alarms: readonly string[]
  readonly doors: readonly Door[]
  /** Of the training fleet. */
  readonly endpoint: string
  /** The desk's store. */
  readonly file: string
}

/** The world as one process reaches it: AWS over the wire, the desk's store in its file, and time. */
export interface CrashWorld extends CrashBriefing {
  readonly time: VirtualTime
  /** What is wrong in the world now. */
  readonly conditions: () => Promise<readonly TruthCondition[]>
  readonly store: DeskStore
  readonly operators: AwsOperators
  readonly web: WebReader
  readonly deeds: DeedLog
  /** Operations that were asked of AWS, by effect. */
  readonly requests: Map<string, Set<string>>
  readonly traffic: Traffic
  /** Until nothing moves but with time. */
  readonly settled: () => Promise<void>
  readonly stop: () => Promise<void>
}

export interface WorldSide extends Pick<CrashWorld, 'time' | 'conditions' | 'deeds'> {
  /** Requests that the world holds back until time moves. */
  readonly held: () => number
}

export function enterWorld(briefing: CrashBriefing, { held, ...side }: WorldSide): Result<CrashWorld, AppError> {
  const { config, endpoint, file, region } = briefing
  const { clock, timers } = side.time
  const desk = openLocalDesk({ file, nowMs: clock.nowMs() })
  if (!desk.ok) return desk
  const credentials = createCredentialSource({ config, endpoint, clock, timers, training: trainingCredentials })
  const operators = createAwsOperators({ endpoint, credentials, clock, timers })
  const traffic = { out: 0 }
  return ok({
    ...briefing,
    ...side,
    store: createSqliteDeskStore({ desk: desk.value.desk, clock, person: async () => ok('ada') }),
    operators,
    web: createWebReader({ timers }),
    requests: new Map(),
    traffic,
    settled: () => settled(traffic, held),
    stop: async () => {
      operators(account, region).close()
      await desk.value.close()
    },
  })
}

/** Requests that are out are answered, and what follows from the answers has begun. */
async function settled(traffic: Traffic, held: () => number): Promise<void> {
  for (let quiet = 0; quiet < quietTurns; quiet = traffic.out === held() ? quiet + 1 : 0) await nextTurn()
}
const quietTurns = 3
