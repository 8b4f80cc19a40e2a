import type { RendererClock } from '../app/clock'

/** Dragging the slider passes many minutes: only those it rests on are asked for. */
export const settleMs = 60
/** So many times as long as an answer took nothing is asked: following a storm costs a tenth of the time at most, whatever the fleet's size. */
const restShare = 10
const longestRestMs = 10_000

export interface Follower {
  /** Something new is there to be asked for. */
  again(): void
  stop(): void
}

/**
 * Asks soon, and again when told to: one question at a time, none of which is given up for a newer one. A storm that brings news faster
 * than they can be read is followed at the pace of the answers, never at none.
 */
export function createFollower(clock: RendererClock, ask: () => Promise<void>): Follower {
  let state: 'waiting' | 'asking' | 'idle' = 'waiting'
  let isWanted = true
  let isStopped = false
  let cancel = (): void => undefined

  const waitFor = (delayMs: number): void => {
    state = 'waiting'
    cancel = clock.after(delayMs, () => {
      state = 'idle'
      if (isWanted) void run()
    })
  }
  const run = async (): Promise<void> => {
    state = 'asking'
    isWanted = false
    const beganMs = clock.nowMs()
    await ask()
    if (!isStopped) waitFor(Math.min(longestRestMs, Math.max(settleMs, restShare * (clock.nowMs() - beganMs))))
  }
  waitFor(settleMs)

  return {
    again: () => {
      isWanted = true
      if (state === 'idle' && !isStopped) waitFor(settleMs)
    },
    stop: () => {
      isStopped = true
      cancel()
    },
  }
}
