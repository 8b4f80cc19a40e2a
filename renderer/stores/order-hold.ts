import type { RendererClock } from '../app/clock'

/**
 * Whether rows must stay where they are: somebody's pointer is over them, or a key was pressed in them a moment ago. A hold ends by itself
 * after `unattendedMs` without pointer or key: a wall display must not go stale under a parked pointer.
 */
export interface OrderHold {
  readonly isHeld: () => boolean
  readonly touch: (by: 'pointer' | 'key') => void
  /** The pointer left. */
  readonly release: () => void
  /** Ends a hold without a word: nobody shows these rows any more. */
  readonly drop: () => void
}

const keyHoldMs = 5_000
const unattendedMs = 120_000
/** Pointer moves come by the hundred: the hold is renewed at most this often. */
const rearmMs = 1_000

export function createOrderHold(clock: RendererClock, onRelease: () => void): OrderHold {
  let held = false
  let pointerInside = false
  let armedAtMs = Number.NEGATIVE_INFINITY
  let cancel = (): void => undefined

  const drop = (): void => {
    cancel()
    held = false
    pointerInside = false
    armedAtMs = Number.NEGATIVE_INFINITY
  }
  const release = (): void => {
    drop()
    onRelease()
  }
  return {
    isHeld: () => held,
    release,
    drop,
    touch: (by) => {
      held = true
      if (by === 'pointer') {
        const fresh = pointerInside && clock.nowMs() - armedAtMs < rearmMs
        pointerInside = true
        if (fresh) return
      }
      armedAtMs = clock.nowMs()
      cancel()
      cancel = clock.after(pointerInside ? unattendedMs : keyHoldMs, release)
    },
  }
}
