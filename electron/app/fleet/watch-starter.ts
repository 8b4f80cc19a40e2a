import path from 'node:path'
import { startWatchHost } from '#electron/polling/watch-host'
import { realTimers } from '#electron/adapters/system/real-time'
import type { Logger } from '#electron/ports/logger'
import type { StartWatch } from './hosted-watch'

/** Watches in a worker of its own: nothing is parsed or judged where windows are handled. */
export const createWatchStarter =
  ({ appRoot, logger }: { readonly appRoot: string; readonly logger: Logger }): StartWatch =>
  async (open, cached, listener, remembered) =>
    startWatchHost({
      config: open.access.config,
      source: open.source,
      notYet: open.notYet.map(({ message }) => message),
      ...(open.access.endpoint === undefined ? {} : { endpoint: open.access.endpoint }),
      ...(open.time === undefined ? {} : { timeScale: open.time.scale() }),
      ...(cached === undefined ? {} : { cachedTable: cached }),
      ...(remembered === undefined ? {} : { rememberedProbes: remembered }),
      credentials: open.access.credentials,
      workerPath: path.join(appRoot, 'out/main/watch-worker.cjs'),
      onPatch: listener.patch,
      onStatus: listener.status,
      onHistory: listener.history,
      onStanding: listener.standing,
      onRestarted: listener.restarted,
      timers: realTimers,
      logger,
    })
