import type { PointerEvent, ReactNode } from 'react'
import { formatAge, formatDuration } from '../format/duration'
import { formatTime, formatUtc, isInstant } from '../format/time'
import { useTimed } from '../stores/services'

/** How long ago, counting on by itself: `4 m`, or `4 m 10 s` when `exact`. Hovering gives the instant, local and UTC. */
export function Age({ atMs, exact = false }: { readonly atMs: number; readonly exact?: boolean }): ReactNode {
  const text = useTimed((nowMs) => (exact ? formatDuration(nowMs - atMs) : formatAge(nowMs - atMs)))
  return (
    <span className="num" onPointerEnter={(event) => tellInstant(event, atMs)}>
      {text}
    </span>
  )
}

/** `02:14:05 +01:00`, with the day when it is not today's and UTC on hover. */
export function Instant({ atMs }: { readonly atMs: number }): ReactNode {
  const text = useTimed((nowMs) => formatTime(atMs, nowMs))
  return (
    <time className="num" dateTime={isInstant(atMs) ? new Date(atMs).toISOString() : undefined} title={formatUtc(atMs)}>
      {text}
    </time>
  )
}

/** Formatting an instant costs more than drawing the age: done when somebody points at it, not for every cell. */
function tellInstant(event: PointerEvent<HTMLElement>, atMs: number): void {
  if (isInstant(atMs)) event.currentTarget.title = `${formatTime(atMs, Number.NaN)} · ${formatUtc(atMs)}`
}
