import type { TrailMatter } from '#shared/alarms/matter'
import { nothingRemembered, trailTroubles } from '#shared/audit/trail-matters'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { Timers } from '#electron/ports/clock'
import type { FleetAudit } from '#electron/ports/audit-office'

export interface TrailWatchOptions {
  readonly audit: FleetAudit
  /** AWS time, as the trail has it. */
  readonly nowMs: () => number
  /** Wall time. */
  readonly timers: Timers
  /** Whoever tells the operator. */
  readonly heed: (matters: readonly TrailMatter[]) => void
}

export interface TrailWatch {
  /** Something was written down, learnt, verified, or could not be. */
  changed(): void
  stop(): void
}

const lookAfterMs = 2 * secondMs
/** While something is wrong that is not told yet. */
const lookAgainMs = minuteMs

/** Follows how an audit trail stands, for those who look elsewhere. */
export function createTrailWatch({ audit, nowMs, timers, heed }: TrailWatchOptions): TrailWatch {
  let memory = nothingRemembered
  let told = JSON.stringify([])
  let isStopped = false
  let cancel: (() => void) | undefined
  let dueAfterMs = Infinity

  const look = async (): Promise<void> => {
    cancel = undefined
    const found = trailTroubles(await audit.ask((office) => office.status()), memory, nowMs())
    if (isStopped) return
    memory = found.memory
    const matters = found.troubles.filter(({ isTold }) => isTold).map(({ isTold: _isTold, ...matter }): TrailMatter => matter)
    const now = JSON.stringify(matters)
    if (now !== told) heed(matters)
    told = now
    if (matters.length < found.troubles.length) lookIn(lookAgainMs)
  }
  const lookIn = (afterMs: number): void => {
    if (isStopped || (cancel !== undefined && dueAfterMs <= afterMs)) return
    cancel?.()
    dueAfterMs = afterMs
    cancel = timers.after(afterMs, 'how the audit trail stands is looked at', () => void look())
  }

  return {
    changed: () => lookIn(lookAfterMs),
    stop: () => {
      isStopped = true
      cancel?.()
    },
  }
}
