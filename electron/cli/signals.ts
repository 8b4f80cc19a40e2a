import { secondMs } from '#shared/kernel/time'
import type { Clock } from '#electron/ports/clock'

/** A terminal and npm each pass on the signal they got: what comes so soon after the first is the same one. */
const sameSignalMs = secondMs

interface Process {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  exit(code: number): void
}

/** Aborts at the first SIGINT or SIGTERM, so that a command can clean up; a second one ends the process at once. */
export function stopOnSignals(process: Process, clock: Clock): AbortSignal {
  const controller = new AbortController()
  let firstAtMs: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const nowMs = clock.nowMs()
      if (firstAtMs !== undefined && nowMs - firstAtMs >= sameSignalMs) return process.exit(signal === 'SIGINT' ? 130 : 143)
      firstAtMs ??= nowMs
      controller.abort(signal)
    })
  }
  return controller.signal
}
