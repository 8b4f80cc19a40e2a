import { dayMs, hourMs } from '#shared/kernel/time'

/** Spans that can be looked at; a whole month is a wide slider, an hour a fine one. */
export const ranges = [
  { ms: hourMs, title: '1 h' },
  { ms: 8 * hourMs, title: '8 h' },
  { ms: dayMs, title: '24 h' },
  { ms: 7 * dayMs, title: '7 d' },
  { ms: 30 * dayMs, title: '30 d' },
] as const

/** From the first to the last moment that history holds. */
export interface Extent {
  readonly firstMs: number
  readonly lastMs: number
}
