/** What the probe tells of a window at the frame in which it showed what was waited for. */
export interface Painted {
  /** Epoch ms. */
  readonly atMs: number
  /** Paths that the page had asked for. */
  readonly fetched: readonly string[]
  /** Files of the main process that were loaded. */
  readonly mainFiles: readonly string[]
  /** Entry files of the workers that were started. */
  readonly workers: readonly string[]
}
