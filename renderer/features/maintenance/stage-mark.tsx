import type { ReactNode } from 'react'
import type { WindowSummary } from '#shared/maintenance/window-view'
import { stageLook } from './stage-words'

/** Where a window stands: its own shape and a word, and a colour only where it differs from what is usual. */
export function StageMark({ window }: { readonly window: Pick<WindowSummary, 'stage' | 'outcome' | 'questions' | 'percent'> }): ReactNode {
  const { icon: Icon, words, tone } = stageLook(window)
  return <span className={`stage stage-${tone}`}><Icon aria-hidden="true" />{words}</span>
}
