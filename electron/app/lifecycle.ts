import type { Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'

/**
 * What was started, in order. Stopping goes backwards, one after the other: whoever depends on something ends before it does.
 * Each has its own time; one that does not end is named in the log and left behind.
 */
export interface Lifecycle {
  started(name: string, stop: () => Promise<void> | void): void
  /** Once; later calls wait for the first. */
  stop(): Promise<void>
}

const stepTimeoutMs = 3_000

export function createLifecycle(timers: Timers, logger: Logger): Lifecycle {
  const running: { readonly name: string; readonly stop: () => Promise<void> | void }[] = []
  let stopping: Promise<void> | undefined
  const stopAll = async (): Promise<void> => {
    for (let part = running.pop(); part !== undefined; part = running.pop()) await stopOne(part.name, part.stop, timers, logger)
  }
  return {
    started: (name, stop) => void running.push({ name, stop }),
    stop: () => (stopping ??= stopAll()),
  }
}

async function stopOne(name: string, stop: () => Promise<void> | void, timers: Timers, logger: Logger): Promise<void> {
  const inTime = new AbortController()
  const ended = Promise.resolve()
    .then(stop)
    .then(() => 'ended' as const)
    .catch((cause: unknown) => {
      logger.error('lifecycle.stopFailed', { part: name, words: String(cause) })
      return 'ended' as const
    })
  const tooLong = timers.sleep(stepTimeoutMs, `${name} stops`, inTime.signal).then(() => 'late' as const)
  if ((await Promise.race([ended, tooLong])) === 'late') logger.error('lifecycle.stopLate', { part: name, waitedMs: stepTimeoutMs })
  inTime.abort()
}
