import type { ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { formatDuration } from '../../format/duration'
import { plural } from '../../format/number'
import { useTimed } from '../../stores/services'

/** What AWS refused or did not answer: what happened, how often it was tried, and when it is tried again. */
export function TroubleLine({ trouble }: { readonly trouble: NonNullable<GrantView['trouble']> }): ReactNode {
  const { words, tries, nextTryAtMs } = trouble
  const next = useTimed((nowMs) => nextWords(nextTryAtMs, nowMs))
  return <p className="grant-trouble text" role="alert"><strong>{words}</strong> <span className="num">{plural(tries, 'try', 'tries')}{next}.</span></p>
}

function nextWords(atMs: number | undefined, nowMs: number): string {
  if (atMs === undefined || !Number.isFinite(nowMs)) return ''
  return atMs <= nowMs ? ', being tried again now' : `, next in ${formatDuration(atMs - nowMs)}`
}
