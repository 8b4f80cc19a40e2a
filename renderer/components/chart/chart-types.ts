import type { ChartCursor } from './cursor'

/** One line of a chart: a value a period, NaN where there is none. */
export interface ChartLine {
  readonly key: string
  readonly title: string
  readonly values: Float64Array
}

/** The periods that the values are of: the n-th begins at `fromMs + n * periodMs`. */
export interface ChartGrid {
  readonly fromMs: number
  readonly untilMs: number
  readonly periodMs: number
}

export interface ChartFace {
  /** A value with its unit, for sentences and legends; for the axis, shorter. */
  readonly value: (value: number) => string
  readonly axis: (value: number) => string
  /** The scale reaches at least so far. */
  readonly top?: number
  /** Steps of the axis are powers of two: a GiB is not a thousand of anything. */
  readonly isBinary?: true
}

export interface ChartProps {
  readonly title: string
  readonly lines: readonly ChartLine[]
  readonly grid: ChartGrid
  readonly face: ChartFace
  /** IANA zone of the time axis; undefined: the computer's own. */
  readonly zone: string | undefined
  /** Shared by charts that point at the same moment. */
  readonly cursor: ChartCursor
}
