import { ArchiveRestore, BellOff, BellRing, Camera, Copy, DoorClosed, DoorOpen, GitCompareArrows, ListChecks, MessageSquareText, Scale, Wrench, type LucideIcon } from 'lucide-react'
import type { Phase } from '#shared/maintenance/effects'
import type { EffectView, PhaseState, PhaseView, RunView } from '#shared/maintenance/window-view'

export const phaseIcons: Record<Phase, LucideIcon> = {
  validate: ListChecks,
  close: DoorClosed,
  mute: BellOff,
  closeLonger: DoorClosed,
  muteLonger: BellOff,
  snapshot: Camera,
  copy: Copy,
  change: Wrench,
  verify: Scale,
  restore: ArchiveRestore,
  verifyAgain: Scale,
  reopen: DoorOpen,
  unmute: BellRing,
  compare: GitCompareArrows,
  tell: MessageSquareText,
}

export const phaseStateWords: Record<PhaseState, string> = { waiting: 'to come', busy: 'under way', done: 'done', failed: 'failed', asking: 'asks you', notNeeded: 'not needed' }

export const effectStateWords: Record<EffectView['state'], string> = { waiting: 'to come', started: 'asked for', inProgress: 'under way', done: 'done', failed: 'failed', unclear: 'needs you' }

/** A restore is shown once there is one: before, it would only frighten. */
export const shownPhases = ({ phases }: Pick<RunView, 'phases'>): readonly PhaseView[] =>
  phases.filter(({ phase, state }) => phase !== 'restore' || (state !== 'notNeeded' && state !== 'waiting'))

/** Where the run is: what asks or has failed first, then what is under way, then what comes next; over: the last that did something. */
export function currentPhase({ phases }: Pick<RunView, 'phases'>): PhaseView | undefined {
  const of = (...states: readonly PhaseState[]): PhaseView | undefined => phases.find(({ state }) => states.includes(state))
  const next = phases.find(({ state, phase }) => state === 'waiting' && phase !== 'restore')
  return of('asking') ?? of('busy') ?? of('failed') ?? next ?? phases.findLast(({ state }) => state === 'done')
}

const rank: Record<EffectView['state'], number> = { unclear: 0, failed: 0, inProgress: 1, started: 1, waiting: 2, done: 3 }

/** What needs somebody comes first, then what is under way; done is out of the way. Of a kind each keeps its place. */
export const effectsInOrder = (effects: readonly EffectView[]): readonly EffectView[] => effects.toSorted((left, right) => rank[left.state] - rank[right.state])
