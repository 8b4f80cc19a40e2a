import type { ReactNode } from 'react'
import { minuteMs } from '#shared/kernel/time'
import type { GrantView } from '#shared/support/support-view'
import { formatDuration, missing } from '../../format/duration'
import { useTimed } from '../../stores/services'
import { isOver } from './grant-order'

const lastMinutesMs = 5 * minuteMs

/** `1 h 12 m`, in the last five minutes `4 m 10 s`; `time is up` afterwards, which proves nothing. */
export function leftWords(leftMs: number): string {
  if (!Number.isFinite(leftMs)) return missing
  if (leftMs <= 0) return 'time is up'
  return formatDuration(leftMs < lastMinutesMs ? leftMs : Math.floor(leftMs / minuteMs) * minuteMs)
}

/** What is left of a grant in AWS time, or until it may open. Display only: AWS closes by itself. */
export function Countdown({ grant, className = '' }: { readonly grant: Pick<GrantView, 'stage' | 'fromMs' | 'untilMs'>; readonly className?: string }): ReactNode {
  const text = useTimed((nowMs) => countdownWords(grant, nowMs))
  const isSoon = useTimed((nowMs) => grant.untilMs - nowMs < lastMinutesMs)
  return text === '' ? null : <span className={`num grant-left ${className}`} data-soon={isSoon || undefined}>{text}</span>
}

export function countdownWords(grant: Pick<GrantView, 'stage' | 'fromMs' | 'untilMs'>, nowMs: number): string {
  if (isOver(grant)) return ''
  if (grant.stage === 'revoking') return 'not proven closed'
  const isBefore = grant.stage === 'waiting' && grant.fromMs > nowMs
  return isBefore ? `opens in ${leftWords(grant.fromMs - nowMs)}` : leftWords(grant.untilMs - nowMs)
}
