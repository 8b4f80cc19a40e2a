import { useEffect, useId, useRef, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react'
import { summaryOf } from '#shared/metrics/series'
import { useServices, useSlice } from '../../stores/services'
import { createDrawing, dashes, type Drawing } from './draw'
import { chartTime, chartWords, pointWords, valueWords } from './chart-words'
import type { ChartProps } from './chart-types'

const heightPx = 132
const recolourMs = 50

/**
 * Lines over time, with gaps where there is no data.
 *
 * The canvas is a slider: arrow keys move the cursor from point to point, which is read out, and all charts of the cursor follow.
 */
export function Chart(props: ChartProps): ReactNode {
  const { title, lines, grid, face, cursor } = props
  const words = useId()
  const count = Math.max(0, ...lines.map(({ values }) => values.length))
  const at = useSyncExternalStore(cursor.subscribe, cursor.get)
  const index = at === undefined ? undefined : indexAt(at, props, count)
  const go = (next: number): void => cursor.set(grid.fromMs + Math.min(count - 1, Math.max(0, next)) * grid.periodMs)
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = index ?? count
    const steps: Readonly<Record<string, number>> = { ArrowLeft: from - 1, ArrowRight: from + 1, PageUp: from + 10, PageDown: from - 10, Home: 0, End: count - 1 }
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key]
    if (step === undefined || count === 0) return
    event.preventDefault()
    go(step)
  }
  return (
    <>
      <div
        className="chart-canvas"
        role="slider"
        tabIndex={0}
        aria-label={`${title}, point by point`}
        aria-describedby={words}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={index ?? Math.max(0, count - 1)}
        aria-valuetext={index === undefined ? 'no point chosen' : pointWords(props, index)}
        onKeyDown={onKeyDown}
        onBlur={() => cursor.set(undefined)}
      >
        <Canvas {...props} index={index} />
      </div>
      <p id={words} className="unseen">{chartWords(props)}</p>
      <ul className="chart-legend">
        {lines.map(({ key, title: line, values }, nth) => (
          <li key={key}>
            <Swatch nth={nth} />
            <span className="ellipsis grow" title={line}>{line}</span>
            <span className="num">{index === undefined ? lastWords(values, props) : valueWords(values[index], face.value)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The line as it is drawn, in small: colour and dash. */
const Swatch = ({ nth }: { readonly nth: number }): ReactNode => (
  <svg className={`chart-swatch chart-tone-${nth % 6}`} viewBox="0 0 22 6" width="22" height="6" aria-hidden="true" focusable="false">
    <line x1="0" x2="22" y1="3" y2="3" stroke="currentColor" strokeWidth="2" strokeDasharray={dashes[nth % dashes.length]?.join(' ')} />
  </svg>
)

/** The last value; with its time when it is not one of the newest: an old figure must not look like today's. */
function lastWords(values: Float64Array, { face, grid, zone }: Pick<ChartProps, 'face' | 'grid' | 'zone'>): string {
  const last = summaryOf(values, grid)?.last
  const words = valueWords(last?.value, face.value)
  return last === undefined || grid.untilMs - last.atMs <= freshPeriods * grid.periodMs ? words : `${words} at ${chartTime(last.atMs, grid, zone)}`
}

const freshPeriods = 6

/** A cursor that stands outside of this chart points at nothing in it. */
function indexAt(atMs: number, { grid: { fromMs, periodMs } }: Pick<ChartProps, 'grid'>, count: number): number | undefined {
  const index = Math.round((atMs - fromMs) / periodMs)
  return index >= 0 && index < count ? index : undefined
}

/** Made once for a set of lines; new values, a new size and new colours are handed to it. */
function Canvas({ lines, grid, face, zone, cursor, index }: ChartProps & { readonly index: number | undefined }): ReactNode {
  const { clock } = useServices()
  const theme = useSlice('settings', (state) => state.theme)
  const box = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing | undefined>(undefined)
  const [dark, setDark] = useState(0)
  const now = useRef({ lines, grid, face, cursor })
  now.current = { lines, grid, face, cursor }
  const shape = `${lines.map(({ key }) => key).join('|')} ${zone ?? ''}`
  useEffect(() => {
    const into = box.current
    if (into === null) return undefined
    const made = createDrawing({
      into,
      widthPx: into.clientWidth,
      heightPx,
      lines: now.current.lines,
      grid: now.current.grid,
      face: () => now.current.face,
      zone,
      colours: () => coloursOf(into),
      onPoint: (point) => now.current.cursor.set(point === undefined ? undefined : now.current.grid.fromMs + point * now.current.grid.periodMs),
    })
    drawing.current = made
    const observer = new ResizeObserver(() => made?.resize(into.clientWidth))
    observer.observe(into)
    return () => {
      observer.disconnect()
      made?.destroy()
      drawing.current = undefined
    }
    // Other lines are another drawing; their values are handed on below.
  }, [shape, zone])
  useEffect(() => drawing.current?.setLines(lines, grid), [lines, grid])
  useEffect(() => drawing.current?.point(index), [index])
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    const changed = (): void => setDark((count) => count + 1)
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [])
  // The page takes on its new colours in this very turn, after this.
  useEffect(() => clock.after(recolourMs, () => drawing.current?.redraw()), [clock, theme, dark])
  return (
    <div ref={box} className="chart-box" aria-hidden="true" style={{ height: heightPx }}>
      {Array.from({ length: 6 }, (_, nth) => <i key={nth} className={`chart-tone-${nth}`} />)}
      <i className="chart-ink" />
      <i className="chart-grid-line" />
    </div>
  )
}

/** The page's own colours, in the mode that it is in: canvas knows no style sheet. */
function coloursOf(box: HTMLElement): { readonly lines: readonly string[]; readonly ink: string; readonly grid: string } {
  const [ink = '', grid = ''] = ['chart-ink', 'chart-grid-line'].map((name) => colourOf(box.querySelector(`.${name}`)))
  const tones = Array.from({ length: 6 }, (_, nth) => colourOf(box.querySelector(`.chart-tone-${nth}`)))
  return { lines: Array.from({ length: 24 }, (_, nth) => tones[nth % tones.length] ?? ''), ink, grid }
}

const colourOf = (element: Element | null): string => (element === null ? '' : getComputedStyle(element).color)
