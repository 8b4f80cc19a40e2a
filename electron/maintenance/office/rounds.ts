import { minuteMs } from '#shared/kernel/time'
import type { WindowView } from '#shared/maintenance/window-view'
import type { Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import type { DeskView } from './desk-view'
import type { Watchdog } from './watchdog'

export interface RoundsOptions {
  readonly view: Pick<DeskView, 'all'>
  readonly watchdog: Watchdog
  /** Reads back what tenants were told of a window, and tells what is due. */
  readonly look: (window: WindowView) => Promise<void>
  /** All windows, as they stand now. */
  readonly seen: (windows: readonly WindowView[]) => void
  readonly timers: Timers
  readonly logger: Logger
  readonly signal: AbortSignal
}

const everyMs = minuteMs
/** Rounds between two questions to AWS. */
const scanEvery = 10

/** What a desk does by itself while a console is open: looks for what runs left behind, reads notices back, reminds. */
export async function makeRounds({ view, watchdog, look, seen, timers, logger, signal }: RoundsOptions): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    const reading = await view.all()
    // A store that cannot be read is told by every screen that asks it.
    if (reading.ok && !reading.value.isCopy) {
      const { windows } = reading.value
      watchdog.runs(windows)
      if (round % scanEvery === 0 && windows.length > 0) await watchdog.scan(windows)
      seen(windows)
      for (const window of windows) {
        if (signal.aborted) break
        if (window.stage === 'planned' || window.stage === 'ready' || window.stage === 'due') await look(window)
      }
    } else if (!reading.ok) logger.warn('rounds.deskUnread', { kind: reading.error.kind })
    await timers.sleep(everyMs, 'the desk’s next round', signal)
  }
}
