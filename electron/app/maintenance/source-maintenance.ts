import { hostname } from 'node:os'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { randomIds } from '#electron/adapters/system/ids'
import { createScaledTime } from '#electron/adapters/system/scaled-time'
import type { OpenedOffice } from '#electron/desk/open-office'
import type { Publish } from '#electron/ipc/register'
import type { Clock, Timers } from '#electron/ports/clock'
import type { FleetMaintenance } from '#electron/ports/fleet-maintenance'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { Logger } from '#electron/ports/logger'
import type { SourceDesk } from '../desk/source-desk'
import type { HostedWatch } from '../fleet/hosted-watch'
import type { OpenSource } from '../fleet/open-source'
import { asked, createSourceOffset } from '../fleet/source-offset'

/** The maintenance windows of one source while it is watched. The office is opened by the first question. */
export interface SourceMaintenance extends FleetMaintenance {
  stop(): Promise<void>
}

export type OpenMaintenance = (open: OpenSource, watch: HostedWatch, desk: SourceDesk) => SourceMaintenance

export interface SourceMaintenanceDeps {
  readonly publish: Publish
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
}

const firstRoundMs = 20 * secondMs

export function createSourceMaintenance({ publish, clock: wallClock, timers: wallTimers, logger }: SourceMaintenanceDeps): OpenMaintenance {
  return (open, watch, desk) => {
    const { access, time } = open
    const offset = createSourceOffset(open, watch)
    let stopRescale = (): void => undefined
    let opened: Promise<Result<OpenedOffice, AppError>> | undefined

    const sightOf = (): FleetSight => ({
      scope: (selection) => asked(() => watch.planScope(selection)),
      awsMaintenance: () => asked(() => watch.awsMaintenance()),
      tenant: (id) => asked(() => watch.tenant(id)),
      refresh: (tenant) => asked(() => watch.refresh({ tenant })),
      awsOffsetMs: offset.awsOffsetMs,
    })

    const openNow = async (): Promise<Result<OpenedOffice, AppError>> => {
      const scaled = time === undefined ? undefined : createScaledTime(time.scale())
      if (time !== undefined && scaled !== undefined) stopRescale = time.onRescale((scale) => scaled.rescale(scale))
      const base = scaled?.clock ?? wallClock
      const sight = sightOf()
      await sight.awsOffsetMs()
      const { openOffice } = await import('#electron/desk/open-office')
      const office = openOffice({
        config: access.config,
        ...(access.endpoint === undefined ? {} : { endpoint: access.endpoint }),
        credentials: access.credentials,
        store: desk.store,
        ...(desk.colleague === undefined ? {} : { colleague: desk.colleague }),
        sight,
        clock: { nowMs: () => base.nowMs() + offset.clockOffsetMs() },
        timers: scaled?.timers ?? wallTimers,
        ids: randomIds,
        logger,
        console: hostname(),
        changed: (id) => publish('maintenance.changed', { id }),
      })
      office.makeRounds((word) => watch.heed(word))
      return ok(office)
    }

    const office = (): Promise<Result<OpenedOffice, AppError>> => (opened ??= openNow())
    // Its rounds wait until the fleet is on the screen.
    const cancelRounds = wallTimers.after(firstRoundMs, 'the desk’s first round', () => void office())

    return {
      ask: async (question) => {
        const opening = await office()
        return opening.ok ? question(opening.value) : opening
      },
      stop: async () => {
        cancelRounds()
        stopRescale()
        const running = await opened
        if (running?.ok === true) await running.value.stop()
      },
    }
  }
}
