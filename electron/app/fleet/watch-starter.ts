import path from 'node:path'
import { startWatchHost } from '#electron/polling/watch-host'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { Logger } from '#electron/ports/logger'
import type { WatchStatus } from '#shared/fleet/watch-status'
import type { StartWatch } from './hosted-watch'
import { onWallClock } from './wall-clock'

/** Watches in a worker of its own: nothing is parsed or judged where windows are handled. */
export const createWatchStarter =
  ({ appRoot, logger }: { readonly appRoot: string; readonly logger: Logger }): StartWatch =>
  async (open, cached, listener) => {
    const here = (status: WatchStatus): WatchStatus => onWallClock(status, open.time?.scale(), realClock.nowMs())
    const host = await startWatchHost({
      config: open.config,
      source: open.source,
      notYet: open.notYet.map(({ message }) => message),
      ...(open.endpoint === undefined ? {} : { endpoint: open.endpoint }),
      ...(open.time === undefined ? {} : { timeScale: open.time.scale() }),
      ...(cached === undefined ? {} : { cachedTable: cached }),
      credentials: open.credentials,
      workerPath: path.join(appRoot, 'out/main/watch-worker.cjs'),
      onPatch: listener.patch,
      onStatus: (status) => listener.status(here(status)),
      onRestarted: listener.restarted,
      timers: realTimers,
      logger,
    })
    const status = async (): Promise<WatchStatus> => here(await host.status())
    return {
      ...host,
      status,
      rescale: (scale) => {
        host.rescale(scale)
        // The window counts time on from the last status: a jump must reach it before the next poll does. A watch that is gone says nothing.
        void status().then(listener.status, () => undefined)
      },
    }
  }
