import type { FleetPatch, TablePatch } from '#shared/fleet/table'
import type { Timers } from '#electron/ports/clock'

/**
 * Numbers patches and sends them in batches.
 *
 * 1. What changes within `squashMs` travels as one patch. `seq` counts patches of an epoch from 1; none is skipped.
 * 2. `flush` sends at once what waits, so that a snapshot taken after it already holds everything sent.
 */
export interface PatchPublisher {
  /** Something changed: a patch goes out soon. */
  request(): void
  flush(): void
  seq(): number
  stop(): void
}

export interface PatchPublisherOptions {
  readonly epoch: string
  readonly timers: Timers
  /** In the clock's time. */
  readonly squashMs: () => number
  /** The changes since the last call; undefined: none. */
  readonly collect: () => TablePatch | undefined
  readonly send: (patch: FleetPatch) => void
}

export function createPatchPublisher({ epoch, timers, squashMs, collect, send }: PatchPublisherOptions): PatchPublisher {
  let seq = 0
  let cancel: (() => void) | undefined

  const flush = (): void => {
    cancel?.()
    cancel = undefined
    const patch = collect()
    if (patch === undefined) return
    seq += 1
    send({ epoch, seq, patch })
  }
  return {
    request: () => {
      cancel ??= timers.after(squashMs(), 'squashing changes', flush)
    },
    flush,
    seq: () => seq,
    stop: () => {
      cancel?.()
      cancel = undefined
    },
  }
}
