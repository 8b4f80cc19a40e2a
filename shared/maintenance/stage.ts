import type { WindowStage } from './window-view'
import type { Span } from './window'

export interface StageFacts {
  readonly span: Span
  readonly cutOffMs: number
  readonly isCalledOff: boolean
  readonly run?: { readonly isOver: boolean }
  /** Nothing but the time stands between it and its start. */
  readonly isClear: boolean
}

/** Where a window stands at a moment. */
export function stageOf({ span, cutOffMs, isCalledOff, run, isClear }: StageFacts, nowMs: number): WindowStage {
  if (run !== undefined) return run.isOver ? 'ended' : 'running'
  if (isCalledOff) return 'calledOff'
  if (nowMs > cutOffMs || nowMs >= span.toMs) return 'missed'
  if (nowMs >= span.fromMs) return 'due'
  return isClear ? 'ready' : 'planned'
}
