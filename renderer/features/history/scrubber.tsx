import { ChevronLeft, ChevronRight, ChevronsRight } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { HistoryChanges } from '#shared/history/fleet-at'
import { minuteMs } from '#shared/kernel/time'
import { Button, IconButton } from '../../components/button'
import { formatDuration } from '../../format/duration'
import { formatOffset, formatTime, formatUtc } from '../../format/time'
import { fromField, toField } from './date-field'
import { ranges, type Extent } from './ranges'
import { TimeStrip } from './time-strip'

interface ScrubberProps {
  readonly extent: Extent
  readonly window: { readonly fromMs: number; readonly untilMs: number }
  readonly atMs: number
  readonly live: boolean
  readonly rangeMs: number
  readonly changes: HistoryChanges | undefined
  readonly onRange: (ms: number) => void
  readonly onGo: (ms: number) => void
  readonly onNow: () => void
}

/** A minute a press; the slider itself would move by a second. */
const sliderSteps: Readonly<Record<string, number>> = { ArrowRight: minuteMs, ArrowUp: minuteMs, ArrowLeft: -minuteMs, ArrowDown: -minuteMs }

/** Moves through time: a slider over the window, a field for any minute, and the steps from one change to the next. */
export function Scrubber({ extent, window, atMs, live, rangeMs, changes, onRange, onGo, onNow }: ScrubberProps): ReactNode {
  const moments = changes === undefined ? [] : changes.entries.map((entry) => entry.atMs)
  const before = moments.findLast((ms) => ms < atMs)
  const after = moments.find((ms) => ms > atMs)
  const said = `${formatTime(atMs, Number.NaN)}${live ? ', now' : ''}`
  const onKey = (event: KeyboardEvent): void => {
    const onSlider = event.target instanceof HTMLInputElement && event.target.type === 'range'
    const step = { ...(onSlider ? sliderSteps : {}), PageUp: 60 * minuteMs, PageDown: -60 * minuteMs }[event.key]
    if (step !== undefined) onGo(atMs + step)
    else if (event.key === '[' && before !== undefined) onGo(before)
    else if (event.key === ']' && after !== undefined) onGo(after)
    else return
    event.preventDefault()
  }
  return (
    <section className="scrubber" aria-label="Time" onKeyDown={onKey}>
      <div className="row wrap">
        <output className="scrub-moment num" title={formatUtc(atMs)}>{formatTime(atMs, Number.NaN)}</output>
        <span className={live ? 'scrub-live' : 'soft'}>{live ? 'now, following' : `${formatDuration(extent.lastMs - atMs)} ago`}</span>
        <span className="grow" />
        <IconButton label="Previous change ([)" icon={ChevronLeft} disabled={before === undefined} onClick={() => onGo(before ?? atMs)} />
        <IconButton label="Next change (])" icon={ChevronRight} disabled={after === undefined} onClick={() => onGo(after ?? atMs)} />
        <label className="row soft">Go to
          <input className="input" type="datetime-local" value={toField(atMs)} min={toField(extent.firstMs)} max={toField(extent.lastMs)} step={60} onChange={({ target }) => {
            const ms = fromField(target.value)
            if (ms !== undefined) onGo(ms)
          }} />
          <span className="num">{formatOffset(atMs)}</span>
        </label>
        <Button icon={ChevronsRight} disabled={live} onClick={onNow}>Now</Button>
        <div className="segments" role="group" aria-label="Span">
          {ranges.map(({ ms, title }) => <Button key={ms} look="quiet" aria-pressed={rangeMs === ms} onClick={() => onRange(ms)}>{title}</Button>)}
        </div>
      </div>
      <div className="scrub-track">
        <TimeStrip window={window} extent={extent} changes={changes} />
        <input type="range" className="scrub-range" aria-label="Moment" aria-valuetext={said} min={window.fromMs} max={window.untilMs} step={1_000} value={atMs} onChange={({ target }) => onGo(Number(target.value))} />
      </div>
      <div className="scrub-ends num faint" aria-hidden="true">
        <span>{formatTime(window.fromMs, Number.NaN)}</span>
        <span>{formatTime(Math.min(window.untilMs, extent.lastMs), Number.NaN)}</span>
      </div>
    </section>
  )
}
