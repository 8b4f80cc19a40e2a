import type { Standing } from '#shared/alarms/matter'
import { sameValue } from '#shared/fleet/same-value'
import { secondMs } from '#shared/kernel/time'
import type { Timers } from '#electron/ports/clock'

export interface StandingPublisher {
  /** Something was judged: what stands is looked at soon. */
  request(): void
  stop(): void
}

export interface StandingPublisherOptions {
  readonly timers: Timers
  readonly speed: () => number
  readonly look: () => Standing
  readonly send: (standing: Standing) => void
}

/** Tells what stands when it differs from what was told; looks at most once a second of wall time. */
export function createStandingPublisher({ timers, speed, look, send }: StandingPublisherOptions): StandingPublisher {
  let told: Omit<Standing, 'atMs'> | undefined
  let cancel: (() => void) | undefined
  const tell = (): void => {
    cancel = undefined
    const { atMs, ...standing } = look()
    if (told !== undefined && sameValue(told, standing)) return
    told = standing
    send({ atMs, ...standing })
  }
  return {
    request: () => {
      cancel ??= timers.after(secondMs * speed(), 'what stands is looked at', tell)
    },
    stop: () => {
      cancel?.()
      cancel = undefined
    },
  }
}
