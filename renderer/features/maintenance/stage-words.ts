import { AlarmClock, Check, CircleCheck, CircleDashed, CircleHelp, CirclePlay, CircleSlash, ClockAlert, Undo2, type LucideIcon } from 'lucide-react'
import type { Outcome } from '#shared/maintenance/decide'
import type { WindowKind } from '#shared/maintenance/notice-rule'
import type { WindowStage, WindowSummary } from '#shared/maintenance/window-view'

export const kindWords: Record<WindowKind, string> = { downtime: 'Downtime', noDowntime: 'No downtime', emergency: 'Emergency' }

export const outcomeWords: Record<Outcome, string> = { succeeded: 'Done', restored: 'Restored', partly: 'Partly done', unchanged: 'Nothing changed' }

/** What an outcome means, as one would tell it to the next shift. */
export const outcomeSentences: Record<Outcome, string> = {
  succeeded: 'Everything was changed and verified, access is open, alarms are on.',
  restored: 'The change failed; every database that was touched is back as its snapshot has it. Access is open, alarms are on.',
  partly: 'Some of it was not changed, or is not as it was before: see what below. Access is open, alarms are on.',
  unchanged: 'It was given up before anything was changed. Access is open, alarms are on.',
}

/** The colour and shape that a window has wherever it is drawn. */
export type StageTone = 'planned' | 'ready' | 'due' | 'asks' | 'running' | 'done' | 'failed' | 'off'

export interface StageLook {
  readonly words: string
  readonly icon: LucideIcon
  readonly tone: StageTone
}

const looks: Record<Exclude<WindowStage, 'ended'>, StageLook> = {
  planned: { words: 'Planned', icon: CircleDashed, tone: 'planned' },
  ready: { words: 'Ready', icon: CircleCheck, tone: 'ready' },
  due: { words: 'Due', icon: AlarmClock, tone: 'due' },
  missed: { words: 'Missed', icon: ClockAlert, tone: 'failed' },
  running: { words: 'Running', icon: CirclePlay, tone: 'running' },
  calledOff: { words: 'Called off', icon: CircleSlash, tone: 'off' },
}

export function stageLook({ stage, outcome, questions, percent }: Pick<WindowSummary, 'stage' | 'outcome' | 'questions' | 'percent'>): StageLook {
  if (stage === 'ended') return { words: outcome === undefined ? 'Over' : outcomeWords[outcome], icon: outcome === 'succeeded' ? Check : Undo2, tone: outcome === 'succeeded' ? 'done' : 'failed' }
  if (stage === 'running' && questions > 0) return { words: 'Asks you', icon: CircleHelp, tone: 'asks' }
  return stage === 'running' && percent !== undefined ? { ...looks.running, words: `Running, ${percent} %` } : looks[stage]
}

/** What wants somebody now comes first, then what is to come by time, then what is over, newest first. */
export function byUrgency(left: WindowSummary, right: WindowSummary): number {
  const rank = rankOf(left) - rankOf(right)
  if (rank !== 0) return rank
  return rankOf(left) === over ? right.span.fromMs - left.span.fromMs : left.span.fromMs - right.span.fromMs
}

const over = 9
function rankOf({ stage, questions }: WindowSummary): number {
  if (stage === 'running') return questions > 0 ? 0 : 2
  if (stage === 'due') return 1
  return stage === 'planned' || stage === 'ready' ? 3 : over
}

/** Somebody should look at it now, wherever they are. */
export const isUrgent = (window: WindowSummary): boolean => rankOf(window) <= 2
export const isOver = (window: WindowSummary): boolean => rankOf(window) === over
