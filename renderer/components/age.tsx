import type { ReactNode } from 'react'
import { formatAge, formatDuration } from '../format/duration'
import { formatTime, formatUtc } from '../format/time'
import { useTimed } from '../stores/services'

/** How long ago, counting on by itself: `4 m`, or `4 m 10 s` when `exact`. Hovering gives the instant, local and UTC. */
export function Age({ atMs, exact = false }: { readonly atMs: number; readonly exact?: boolean }): ReactNode {
  const text = useTimed((nowMs) => (exact ? formatDuration(nowMs - atMs) : formatAge(nowMs - atMs)))
  return (
    <span className="num" title={instant(atMs)}>
      {text}
    </span>
  )
}

/** `02:14:05 +01:00`, with the day when it is not today's and UTC on hover. */
export function Instant({ atMs }: { readonly atMs: number }): ReactNode {
  const text = useTimed((nowMs) => formatTime(atMs, nowMs))
  return (
    <time className="num" dateTime={Number.isFinite(atMs) ? new Date(atMs).toISOString() : undefined} title={formatUtc(atMs)}>
      {text}
    </time>
  )
}

function instant(atMs: number): string | undefined {
  return Number.isFinite(atMs) ? `${formatTime(atMs, Number.NaN)} · ${formatUtc(atMs)}` : undefined
}
