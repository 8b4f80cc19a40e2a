import type { FleetConfig } from '#shared/fleet/fleet-config'
import { ok } from '#shared/kernel/result'
import { awsMaintenance } from '#shared/maintenance/aws-maintenance'
import { planScope } from '#shared/maintenance/plan-scope'
import { createAwsReaders } from '#electron/adapters/aws/index'
import { createProber } from '#electron/adapters/http/prober'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createWatch, type Watch } from '#electron/polling/watch'
import type { Clock } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { CommandContext } from '../command'

export interface CommandSightOptions {
  readonly config: FleetConfig
  readonly path: string
  readonly credentials: CredentialSource
  readonly context: CommandContext
  /** AWS time. */
  readonly clock: Clock
  /** How far AWS time is ahead of the right one: by this computer's clock; of a simulated AWS by the time in its world. */
  readonly awsOffsetMs: () => Promise<number>
}

/** The fleet as a watch of this command sees it. It is polled by the first question that needs it, and watched from then on. */
export function createCommandSight({ config, path, credentials, context, clock, awsOffsetMs }: CommandSightOptions): FleetSight & { stop(): Promise<void> } {
  const { timers, ids, logger } = context
  let watching: Promise<Watch> | undefined
  const open = async (): Promise<Watch> => {
    const endpoint = config.endpoint === undefined ? {} : { endpoint: config.endpoint }
    const readers = createAwsReaders({ ...endpoint, credentials, tags: config.tags, clock, timers })
    const source = { kind: 'live', fleetFile: path } as const
    const watch = createWatch({ config, source, readers, prober: createProber({ clock: realClock, timers: realTimers }), clock, timers, ids, logger, publish: { patch: () => undefined, status: () => undefined } })
    await watch.pollOnce()
    watch.start()
    return watch
  }
  const watch = (): Promise<Watch> => (watching ??= open())
  const views = async () => (await watch()).tenants().map(({ view }) => view)
  return {
    scope: async (selection) => ok(planScope(await views(), selection, config.tags)),
    awsMaintenance: async () => ok(awsMaintenance(await views())),
    tenant: async (id) => ok((await watch()).tenant(id)),
    refresh: async (tenant) => ok((await watch()).refresh({ tenant })),
    awsOffsetMs: async () => ok(await awsOffsetMs()),
    stop: async () => {
      if (watching !== undefined) await (await watching).stop()
    },
  }
}
