import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { Source } from '#shared/fleet/watch-status'
import { createAwsReaders, createCredentialSource } from '#electron/adapters/aws/index'
import { createProber } from '#electron/adapters/http/prober'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createWatch } from '#electron/polling/watch'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import type { Logger } from '#electron/ports/logger'
import { trainingCredentials } from '#electron/training/index'
import type { PolledStatus } from './status-report'

export interface PollOptions {
  readonly config: FleetConfig
  readonly source: Source
  /** Loopback; absent: AWS. */
  readonly endpoint?: string
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  readonly logger: Logger
  readonly stop: AbortSignal
  /** Keys of a sign-in; left out: those that the fleet file leads to without one. */
  readonly credentials?: CredentialSource
}

/** Asks every account, Region and service once; undefined when it was stopped before the end. */
export async function pollFleet(options: PollOptions): Promise<PolledStatus | undefined> {
  const { config, source, clock, timers, ids, logger, stop } = options
  const endpoint = options.endpoint === undefined ? {} : { endpoint: options.endpoint }
  const credentials = options.credentials ?? createCredentialSource({ config, ...endpoint, clock, timers, training: trainingCredentials })
  const readers = createAwsReaders({ ...endpoint, credentials, tags: config.tags, clock, timers })
  const watch = createWatch({ config, source, readers, prober: createProber({ clock: realClock, timers: realTimers }), clock, timers, ids, logger, publish: { patch: () => undefined, status: () => undefined } })
  try {
    const stopped = new Promise<'stopped'>((resolve) => stop.addEventListener('abort', () => resolve('stopped'), { once: true }))
    if (stop.aborted || (await Promise.race([watch.pollOnce(), stopped])) === 'stopped') return undefined
    const status = watch.status()
    return { isTraining: config.signIn.kind === 'training', status, tenants: watch.tenants(), nowMs: status.awsNowMs ?? clock.nowMs() }
  } finally {
    await watch.stop()
  }
}
