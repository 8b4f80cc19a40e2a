import { hostname } from 'node:os'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { isOver } from '#shared/support/grant-state'
import type { SupportDeskView } from '#shared/support/support-view'
import { randomIds } from '#electron/adapters/system/ids'
import { createScaledTime } from '#electron/adapters/system/scaled-time'
import type { OpenedSupport } from '#electron/desk/open-support'
import type { Publish } from '#electron/ipc/register'
import type { AuditTrail } from '#electron/ports/audit-trail'
import type { Clock, Timers } from '#electron/ports/clock'
import type { FleetSupport } from '#electron/ports/fleet-support'
import type { Logger } from '#electron/ports/logger'
import type { SourceDesk } from '../desk/source-desk'
import type { HostedWatch } from '../fleet/hosted-watch'
import type { OpenSource } from '../fleet/open-source'
import { asked, createSourceOffset } from '../fleet/source-offset'
import type { SourceHistory } from '../history/source-history'

/** The support access of one source while it is watched. Its office is opened by the first question, or by its first round. */
export interface SourceSupport extends FleetSupport {
  /** The computer woke up, or somebody signed in. */
  reconcileSoon(): void
  stop(): Promise<void>
}

export type OpenSourceSupport = (open: OpenSource, watch: HostedWatch, desk: SourceDesk, history: Pick<SourceHistory, 'store'>) => SourceSupport

export interface SourceSupportDeps {
  readonly publish: Publish
  readonly audit?: AuditTrail
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
}

const firstRoundMs = 5 * secondMs
/** The window is told at most so often, on the wall's time. */
const tellEveryMs = secondMs

export function createSourceSupport({ publish, audit, clock: wallClock, timers: wallTimers, logger }: SourceSupportDeps): OpenSourceSupport {
  return (open, watch, desk, history) => {
    const { access, time } = open
    const offset = createSourceOffset(open, watch)
    let stopRescale = (): void => undefined
    let opened: Promise<OpenedSupport> | undefined

    let isTelling = false
    const tell = (): void => {
      if (isTelling) return
      isTelling = true
      wallTimers.after(tellEveryMs, 'tell the window of support access', () => {
        isTelling = false
        publish('support.changed', null)
      })
    }

    const openNow = async (): Promise<OpenedSupport> => {
      const scaled = time === undefined ? undefined : createScaledTime(time.scale())
      if (time !== undefined && scaled !== undefined) stopRescale = time.onRescale((scale) => scaled.rescale(scale))
      const base = scaled?.clock ?? wallClock
      await offset.awsOffsetMs()
      const [{ openSupport }, { createOwnAddress }] = await Promise.all([import('#electron/desk/open-support'), import('#electron/desk/own-address')])
      const support = openSupport({
        config: access.config,
        ...(access.endpoint === undefined ? {} : { endpoint: access.endpoint }),
        credentials: access.credentials,
        store: desk.store,
        ...(desk.colleague === undefined ? {} : { colleague: desk.colleague }),
        sight: { awsOffsetMs: offset.awsOffsetMs, tenant: (id) => asked(() => watch.tenant(id)) },
        history: async (question) => {
          const store = await history.store()
          return store.ok ? question(store.value) : store
        },
        ownAddress: createOwnAddress(access.endpoint),
        ...(audit === undefined ? {} : { audit }),
        clock: { nowMs: () => base.nowMs() + offset.clockOffsetMs() },
        timers: scaled?.timers ?? wallTimers,
        ids: randomIds,
        logger,
        console: hostname(),
        changed: tell,
      })
      void lookAfter(support)
      return support
    }

    // Without doors in the fleet file nothing can be opened, but what was open when it lost them still has to be closed.
    const hasDoors = access.config.tenants.some(({ support }) => support !== undefined)
    const lookAfter = async (support: OpenedSupport): Promise<void> => {
      if (!hasDoors && isAtRest(await support.desk())) return
      support.makeRounds((matters) => watch.heed({ support: matters }))
    }

    const office = (): Promise<OpenedSupport> => (opened ??= openNow())
    // It begins when the fleet is on the screen.
    const cancelRounds = wallTimers.after(firstRoundMs, 'the first round of support access', () => void office())

    return {
      ask: async (question) => question(await office()),
      reconcileSoon: () => void opened?.then((support) => support.reconcileSoon()),
      stop: async () => {
        cancelRounds()
        stopRescale()
        if (opened !== undefined) await (await opened).stop()
      },
    }
  }
}

/** All that the desk ever granted is over and reviewed. Not so on the word of a copy, nor where it could not be read. */
const isAtRest = (desk: Result<SupportDeskView, AppError>): boolean => desk.ok && desk.value.offline === undefined && desk.value.openReviews === 0 && desk.value.grants.every(({ stage }) => isOver(stage))
