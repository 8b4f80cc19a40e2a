import { CircleCheck, CircleDashed, CircleHelp, CircleSlash, DoorClosed, DoorOpen, Hourglass, LoaderCircle, TriangleAlert, Undo2, type LucideIcon } from 'lucide-react'
import type { AccessKind } from '#shared/support/grant'
import { isTakenAway, type DoorView, type GrantStage, type GrantView } from '#shared/support/support-view'
import { formatTime } from '../../format/time'

/** `unproven`: AWS was told and has not been read back. `trouble`: it refused or did not answer. */
export type StageTone = 'asked' | 'waiting' | 'unproven' | 'open' | 'over' | 'trouble'

export interface StageLook {
  readonly words: string
  readonly icon: LucideIcon
  readonly tone: StageTone
}

const looks: Record<GrantStage, StageLook> = {
  asked: { words: 'Asked', icon: CircleHelp, tone: 'asked' },
  refused: { words: 'Refused', icon: CircleSlash, tone: 'over' },
  lapsed: { words: 'Lapsed', icon: CircleDashed, tone: 'over' },
  withdrawn: { words: 'Taken back', icon: Undo2, tone: 'over' },
  waiting: { words: 'Waiting', icon: Hourglass, tone: 'waiting' },
  opening: { words: 'Opening', icon: LoaderCircle, tone: 'unproven' },
  open: { words: 'Open', icon: DoorOpen, tone: 'open' },
  revoking: { words: 'Revoking (unverified)', icon: LoaderCircle, tone: 'unproven' },
  closed: { words: 'Closed', icon: DoorClosed, tone: 'over' },
}

/** How a grant's standing looks wherever it is shown; what AWS refuses, or does not show open any more, is red whatever the stage. */
export function stageLook(grant: Pick<GrantView, 'stage' | 'trouble' | 'doors'>): StageLook {
  const look = looks[grant.stage]
  if (isTakenAway(grant)) return { words: 'Granted, not open', icon: TriangleAlert, tone: 'trouble' }
  return grant.trouble === undefined ? look : { words: look.words, icon: TriangleAlert, tone: 'trouble' }
}

/** `Closed (proof at 14:03:12 +01:00)`: a closing is told with its proof, never without. */
export function stageWords(grant: Pick<GrantView, 'stage' | 'trouble' | 'doors' | 'proof'>, nowMs: number): string {
  const { words } = stageLook(grant)
  return grant.stage === 'closed' && grant.proof !== undefined ? `${words} (proof at ${formatTime(grant.proof.atMs, nowMs)})` : words
}

const doorLooks: Record<DoorView['state'], StageLook> = {
  closed: { words: 'closed', icon: CircleCheck, tone: 'over' },
  opening: { words: 'opening (unverified)', icon: LoaderCircle, tone: 'unproven' },
  open: { words: 'open', icon: DoorOpen, tone: 'open' },
  closing: { words: 'closing (unverified)', icon: LoaderCircle, tone: 'unproven' },
  unknown: { words: 'not known', icon: CircleDashed, tone: 'unproven' },
}

export const doorLook = ({ state, trouble }: Pick<DoorView, 'state' | 'trouble'>): StageLook => (trouble === undefined ? doorLooks[state] : { ...doorLooks[state], icon: TriangleAlert, tone: 'trouble' })

export const kindTitles: Record<AccessKind, string> = { application: 'Application login', ssh: 'SSH from my address only' }

/** `application login and SSH from 198.51.100.7/32` */
export function whatWords({ what, cidr }: Pick<GrantView, 'what' | 'cidr'>): string {
  const words: Record<AccessKind, string> = { application: 'application login', ssh: cidr === undefined ? 'SSH' : `SSH from ${cidr}` }
  return what.map((kind) => words[kind]).join(' and ')
}
