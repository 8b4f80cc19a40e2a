import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { chartTime } from './chart-words'
import type { ChartFace, ChartGrid, ChartLine } from './chart-types'

/** The drawing itself: the only place that knows uPlot. Colours and dashes are read from the page when it is drawn. */
export interface Drawing {
  setLines(lines: readonly ChartLine[], grid: ChartGrid): void
  /** Shows the cursor at a period; undefined hides it. */
  point(index: number | undefined): void
  resize(widthPx: number): void
  /** Colours changed. */
  redraw(): void
  destroy(): void
}

export interface DrawingOptions {
  readonly into: HTMLElement
  readonly widthPx: number
  readonly heightPx: number
  readonly lines: readonly ChartLine[]
  readonly grid: ChartGrid
  readonly face: () => ChartFace
  readonly zone: string | undefined
  /** The colour of the n-th line, of the axes' words and of the grid, as they are now. */
  readonly colours: () => { readonly lines: readonly string[]; readonly ink: string; readonly grid: string }
  /** Somebody points at a period, or no longer does. */
  readonly onPoint: (index: number | undefined) => void
}

/** Lines are told apart without colour too. */
export const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 4], [12, 5]]

/** Undefined: there is nothing to draw on; words and table say it all the same. */
export function createDrawing(options: DrawingOptions): Drawing | undefined {
  if (document.createElement('canvas').getContext('2d') === null) return undefined
  let { grid } = options
  let pointing = false
  const plot = new uPlot(plotOptions(options, () => grid, (index) => pointing && options.onPoint(index)), dataOf(options.lines, grid), options.into)
  const enter = (): void => {
    pointing = true
  }
  const leave = (): void => {
    if (pointing) options.onPoint(undefined)
    pointing = false
  }
  plot.over.addEventListener('pointerenter', enter)
  plot.over.addEventListener('pointerleave', leave)
  return {
    setLines: (lines, next) => {
      grid = next
      plot.setData(dataOf(lines, next))
    },
    point: (index) => {
      if (pointing) return
      const at = index === undefined ? undefined : plot.valToPos((grid.fromMs + index * grid.periodMs) / 1_000, 'x')
      plot.setCursor({ left: at ?? -10, top: at === undefined ? -10 : 0 }, false)
    },
    resize: (widthPx) => plot.setSize({ width: widthPx, height: options.heightPx }),
    redraw: () => plot.redraw(false),
    destroy: () => plot.destroy(),
  }
}

/** Seconds, as uPlot counts; what is not there is null, which it never draws over. */
function dataOf(lines: readonly ChartLine[], { fromMs, periodMs }: ChartGrid): uPlot.AlignedData {
  const count = Math.max(0, ...lines.map(({ values }) => values.length))
  const times = Array.from({ length: count }, (_, at) => (fromMs + at * periodMs) / 1_000)
  return [times, ...lines.map(({ values }) => Array.from(values, (value) => (Number.isNaN(value) ? null : value)))]
}

function plotOptions(options: DrawingOptions, grid: () => ChartGrid, onPoint: (index: number | undefined) => void): uPlot.Options {
  const { widthPx, heightPx, lines, face, zone, colours } = options
  const font = `11px ${getComputedStyle(options.into).fontFamily}`
  const axis = { stroke: () => colours().ink, font, ticks: { show: false }, grid: { stroke: () => colours().grid, width: 1 } }
  return {
    width: widthPx,
    height: heightPx,
    padding: [8, 10, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 } },
    tzDate: (seconds) => (zone === undefined ? new Date(seconds * 1_000) : uPlot.tzDate(new Date(seconds * 1_000), zone)),
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
    scales: {
      x: { time: true, range: () => [grid().fromMs / 1_000, grid().untilMs / 1_000] },
      y: { range: (_plot, low, high) => [Math.min(0, low ?? 0), Math.max(face().top ?? 0, (high ?? 1) * 1.08) || 1] },
    },
    axes: [
      { ...axis, size: 24, gap: 4, space: 64, values: (_plot, splits) => splits.map((seconds) => chartTime(seconds * 1_000, grid(), zone)) },
      { ...axis, size: 54, gap: 6, space: 30, ...(face().isBinary === true ? { incrs: powersOfTwo } : {}), values: (_plot, splits) => splits.map((value) => face().axis(value)) },
    ],
    series: [
      {},
      ...lines.map((_line, at): uPlot.Series => ({ stroke: () => colours().lines[at] ?? '', width: 1.5, dash: [...(dashes[at % dashes.length] ?? [])], spanGaps: false, points: { show: false, size: 4, filter: lonelyPoints } })),
    ],
  }
}

const powersOfTwo = Array.from({ length: 60 }, (_, exponent) => 2 ** exponent)

/** A datapoint between two gaps has no line: it is drawn as a point. */
const lonelyPoints: uPlot.Series.Points.Filter = (plot, line) => {
  const values = plot.data[line] ?? []
  const isThere = (at: number): boolean => values[at] !== null && values[at] !== undefined
  const found = Array.from(values.keys()).filter((at) => isThere(at) && !isThere(at - 1) && !isThere(at + 1))
  return found.length === 0 ? null : found
}
