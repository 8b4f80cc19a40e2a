import type { Clock } from '#electron/ports/clock'
import type { LogFields, Logger } from '#electron/ports/logger'

/** One line of JSON an event: when, how bad, what, and the variable part last. */
export function lineLogger(clock: Clock, write: (line: string) => void): Logger {
  const log = (level: string) => (event: string, fields: LogFields = {}): void =>
    write(`${JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), level, event, ...fields })}\n`)
  return { info: log('info'), warn: log('warn'), error: log('error') }
}

/** For headless commands and drills, whose standard error is for people. */
export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
