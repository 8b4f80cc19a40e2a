/**
 * The renderer's only way to time. The browser's own behind it: system/browser-time.ts; tests bring one that stands still.
 */
export interface RendererClock {
  /** The computer's clock, epoch ms. Never shown as it is: AWS time is derived from it and the watch's offset. */
  nowMs(): number
  /** Calls `run` once after `delayMs`; the returned function cancels. */
  after(delayMs: number, run: () => void): () => void
}

/** Waits until calls stop for `quietMs`, then runs with the last value. */
export function debounce<T>(clock: RendererClock, quietMs: number, run: (value: T) => void): (value: T) => void {
  let cancel = (): void => undefined
  return (value) => {
    cancel()
    cancel = clock.after(quietMs, () => run(value))
  }
}
