/** The product's time. Real in the desktop app, scaled in training, virtual in drills and tests. */
export interface Clock {
  nowMs(): number
}

/** Waiting. Every wait has a reason (for logs and for drills) and ends early when its signal aborts. */
export interface Timers {
  /** Calls `run` once after `delayMs` of the clock's time; the returned function cancels. */
  after(delayMs: number, reason: string, run: () => void): () => void
  /** Resolves after `delayMs`, or at once (without throwing) when the signal aborts. */
  sleep(delayMs: number, reason: string, signal?: AbortSignal): Promise<void>
}

/** Chance and names, so that runs can be repeated. */
export interface Ids {
  /** A new unique id, e.g. for an epoch or a correlation. */
  next(): string
  /** Uniform in [0, 1): jitter only. */
  random(): number
}
