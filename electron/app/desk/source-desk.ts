import { createHash } from 'node:crypto'
import path from 'node:path'
import { startDeskHost } from '#electron/adapters/sqlite/desk/desk-host'
import { randomIds } from '#electron/adapters/system/ids'
import { createScaledTime } from '#electron/adapters/system/scaled-time'
import { deferredDeskStore } from '#electron/desk/deferred-desk-store'
import { openDesk, type OpenedDesk } from '#electron/desk/open-desk'
import type { Clock, Timers } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import type { FleetDesk } from '#electron/ports/fleet-desk'
import type { Logger } from '#electron/ports/logger'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { OpenSource } from '../fleet/open-source'

/** The desk of one source while it is watched. Its store is opened by the first question: nobody waits for it at the start. */
export interface SourceDesk extends FleetDesk {
  /** The store itself; opened by its first question. */
  readonly store: DeskStore
  /** Training: the same desk, written by a colleague who does not exist. */
  readonly colleague?: DeskStore
  stop(): Promise<void>
}

/** `key` names the source: one file each, so that training and real desks never mix. */
export type OpenSourceDesk = (key: string, source: OpenSource) => SourceDesk

export interface SourceDeskDeps {
  readonly folder: string
  /** The built worker: `out/main/database-worker.cjs`. */
  readonly workerPath: string
  /** Who sits here, as the sign-in knows them. */
  readonly person: () => Promise<Result<string, AppError>>
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
}

/** In whose name the colleague of the training fleet approves. */
const practiceColleague = 'practice-colleague'

export function createSourceDesks({ folder, workerPath, person, clock, timers, logger }: SourceDeskDeps): OpenSourceDesk {
  return (key, { access, time }) => {
    let opened: Promise<Result<OpenedDesk, AppError>> | undefined
    let stopRescale = (): void => undefined
    const open = (): Promise<Result<OpenedDesk, AppError>> => {
      // The embedded training fleet keeps a time of its own, by which its leases run and which begins anew with every start.
      const scaled = time === undefined ? undefined : createScaledTime(time.scale())
      if (time !== undefined && scaled !== undefined) stopRescale = time.onRescale((scale) => scaled.rescale(scale))
      const { config, endpoint, credentials } = access
      return openDesk({
        config,
        ...(endpoint === undefined ? {} : { endpoint }),
        credentials,
        openLocal: (file) => startDeskHost(workerPath, file),
        file: { file: path.join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 16)}.sqlite`), anew: time !== undefined, nowMs: clock.nowMs() },
        person,
        clock: scaled?.clock ?? clock,
        timers,
        ids: randomIds,
        logger,
      })
    }
    /** What could not be opened is tried again by the next question: disks get room, folders their rights. */
    const desk = async (): Promise<Result<OpenedDesk, AppError>> => {
      const mine = (opened ??= open())
      const known = await mine
      if (!known.ok && opened === mine) {
        opened = undefined
        stopRescale()
      }
      return known
    }
    const ask: FleetDesk['ask'] = async (question) => {
      const known = await desk()
      return known.ok ? question(known.value.store) : known
    }
    const askAsColleague: FleetDesk['ask'] = async (question) => {
      const known = await desk()
      if (!known.ok) return known
      const { writtenBy } = known.value
      return writtenBy === undefined ? err(appError('unsupported', 'This desk says itself who writes. Ask another operator.')) : question(writtenBy(practiceColleague))
    }
    return {
      ask,
      store: deferredDeskStore(ask),
      ...(access.config.signIn.kind === 'training' ? { colleague: deferredDeskStore(askAsColleague) } : {}),
      state: async () => {
        const known = await desk()
        return known.ok ? ok(known.value.state) : known
      },
      stop: async () => {
        stopRescale()
        const known = await opened
        if (known?.ok === true) await known.value.close()
      },
    }
  }
}
