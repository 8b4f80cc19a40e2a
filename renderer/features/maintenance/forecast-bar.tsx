import type { ReactNode } from 'react'
import { minuteMs } from '#shared/kernel/time'
import type { Span } from '#shared/maintenance/window'
import type { Forecast } from '#shared/maintenance/window-view'
import { momentWords } from './times'

interface Props {
  readonly span: Span
  readonly zone: string
  readonly cutOffMs: number
  readonly forecast: Pick<Forecast, 'prepareMinutes' | 'changeMinutes' | 'restoreMinutes'>
}

/** How a window's time is spent if all goes well, what is kept for a restore, and the last safe start of the change. */
export function ForecastBar({ span, zone, cutOffMs, forecast }: Props): ReactNode {
  const { prepareMinutes, changeMinutes, restoreMinutes } = forecast
  const minutes = (span.toMs - span.fromMs) / minuteMs
  const needed = prepareMinutes + changeMinutes + restoreMinutes
  const whole = Math.max(minutes, needed)
  const width = (part: number): string => `${(part / whole) * 100}%`
  const spare = minutes - needed
  const cutOff = momentWords(cutOffMs, zone, span.fromMs)
  const words = `Of ${minutes} min: prepare ${prepareMinutes}, change ${changeMinutes}, kept for a restore ${restoreMinutes}, ${spare >= 0 ? `spare ${spare}` : `${-spare} too few`}. The change begins at ${cutOff} at the latest.`
  return (
    <figure className="forecast-bar">
      <div className="forecast-strip" role="img" aria-label={words}>
        <span className="forecast-prepare" style={{ width: width(prepareMinutes) }} />
        <span className="forecast-change" style={{ width: width(changeMinutes) }} />
        {spare > 0 && <span className="forecast-spare" style={{ width: width(spare) }} />}
        <span className="forecast-restore" style={{ width: width(restoreMinutes) }} />
        {spare >= 0 && <span className="forecast-cut" style={{ left: width(Math.max(0, (cutOffMs - span.fromMs) / minuteMs)) }} />}
      </div>
      <figcaption aria-hidden="true">
        <span><i className="forecast-prepare" />Prepare <span className="num">{prepareMinutes} min</span></span>
        <span><i className="forecast-change" />Change <span className="num">{changeMinutes} min</span></span>
        {restoreMinutes > 0 && <span><i className="forecast-restore" />Kept for a restore <span className="num">{restoreMinutes} min</span></span>}
        <span className={spare < 0 ? 'alarms-uncovered' : 'soft'}>{spare >= 0 ? <>Spare <span className="num">{spare} min</span></> : <><span className="num">{-spare} min</span> too few</>}</span>
        <span className="grow" />
        <strong>Cut-off <span className="num">{cutOff}</span></strong>
      </figcaption>
    </figure>
  )
}
