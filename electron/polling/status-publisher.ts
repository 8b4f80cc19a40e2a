import { secondMs } from '#shared/kernel/time'
import type { Timers } from '#electron/ports/clock'

export interface StatusPublisher {
  /** Something about the watch changed: a status goes out when the last one is old enough. */
  request(): void
  stop(): void
}

export interface StatusPublisherOptions {
  readonly timers: Timers
  readonly speed: () => number
  readonly scopes: number
  readonly send: () => void
}

/** Sends the status at most once a second of wall time; over a thousand scopes, whose status is as long, every few seconds. */
export function createStatusPublisher({ timers, speed, scopes, send }: StatusPublisherOptions): StatusPublisher {
  const everyMs = Math.max(secondMs, scopes * 5)
  let cancel: (() => void) | undefined
  return {
    request: () => {
      cancel ??= timers.after(everyMs * speed(), 'the next status', () => {
        cancel = undefined
        send()
      })
    },
    stop: () => {
      cancel?.()
      cancel = undefined
    },
  }
}
