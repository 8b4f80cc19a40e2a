import type { AppError } from '#shared/kernel/app-error'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { ok, type Result } from '#shared/kernel/result'
import type { GrantWish } from '#shared/support/grant'
import type { GrantView, SupportDeskView } from '#shared/support/support-view'
import type { RunningSupport } from '#electron/support/support-office'
import type { TrainingEvent } from '#electron/training/index'
import { tenant } from '../entered-support'
import { startAtMs } from '../support-world'
import type { WorldNow } from '../world-sight'

/** What consoles are at when they die. `watching`: nothing is asked of them, and they look after what is open. */
export const phases = ['opening', 'watching', 'extension', 'end', 'expiry', 'client’s end', 'repair', 'break-glass', 'review'] as const
export type Phase = (typeof phases)[number]

/** What whoever sits at the desk sees. */
export interface Seen {
  readonly nowMs: number
  readonly desk: SupportDeskView
  readonly world: WorldNow
  readonly meddledAtMs?: number
}

/** What they have. */
export interface Bench {
  /** At this console rounds are made. */
  readonly ana: RunningSupport
  readonly ben: RunningSupport
  readonly meddle: (event: TrainingEvent) => Promise<void>
}

/** Something that is done once, whoever sits at the desk by then: it is seen from the desk and from AWS whether it was. */
export interface Step {
  readonly name: string
  readonly phase: Phase
  readonly isDone: (seen: Seen) => boolean
  /** Absent: it comes about by itself. */
  readonly act?: (bench: Bench, seen: Seen) => Promise<Result<unknown, AppError>>
}

export interface KillScenario {
  readonly name: string
  /** What of it consoles die in. */
  readonly about: readonly Phase[]
  readonly steps: readonly Step[]
}

const first = 'REQ-1'
const second = 'REQ-2'
/** Grants last minutes here: what a console does in an hour it does in these. */
const firstUntilMs = startAtMs + 4 * minuteMs
const secondUntilMs = startAtMs + 7 * minuteMs

const wish = (reference: string, untilMs: number): GrantWish => ({ tenant, environment: 'frontend', what: ['application', 'ssh'], reference, askedBy: 'J. Doe', reason: 'Login fails', untilMs })
const grantOf = ({ desk }: Seen, reference: string): GrantView | undefined => desk.grants.find((grant) => grant.reference === reference)
const stageIs = (reference: string, ...stages: readonly GrantView['stage'][]) => (seen: Seen): boolean => {
  const stage = grantOf(seen, reference)?.stage
  return stage !== undefined && stages.includes(stage)
}
const isShut = ({ world }: Seen): boolean => world.document.length + world.ssh.length + world.schedules.length === 0

/** Asked for by ana, approved by ben, open by both doors. */
const opened = (reference: string, untilMs: number, phase: Phase): readonly Step[] => [
  { name: `${reference} is asked for`, phase, isDone: (seen) => grantOf(seen, reference) !== undefined, act: ({ ana }) => ana.ask(wish(reference, untilMs)) },
  {
    name: `${reference} is approved`,
    phase,
    isDone: (seen) => (grantOf(seen, reference)?.approvals.length ?? 0) > 0,
    act: async ({ ben }, seen) => {
      const asked = grantOf(seen, reference)
      return asked === undefined ? ok(null) : ben.approve(asked.id, asked.hash)
    },
  },
  { name: `${reference} is open`, phase, isDone: stageIs(reference, 'open', 'revoking', 'closed') },
]

const watched = (untilMs: number): Step => ({ name: 'some time passes', phase: 'watching', isDone: ({ nowMs }) => nowMs >= untilMs })

const ended = (reference: string, phase: Phase = 'end'): readonly Step[] => [
  {
    name: `${reference} is ended`,
    phase,
    isDone: (seen) => grantOf(seen, reference)?.ended !== undefined,
    act: async ({ ben }, seen) => {
      const grant = grantOf(seen, reference)
      return grant === undefined ? ok(null) : ben.end(grant.id, 'Done')
    },
  },
  { name: `${reference} is proven closed`, phase, isDone: stageIs(reference, 'closed') },
]

/** Nothing is open, and what closes by itself is gone too. */
const shut = (phase: Phase): Step => ({ name: 'nothing is left', phase, isDone: isShut })

const strayRule: TrainingEvent = { kind: 'support.stray-rule', tenant }
const documentDeleted: TrainingEvent = { kind: 'support.document-deleted', tenant }

/** A press for each thing that is not as granted. */
const repaired = (event: TrainingEvent, isRight: (seen: Seen) => boolean): Step => ({
  name: `${event.kind} is repaired`,
  phase: 'repair',
  isDone: (seen) => seen.meddledAtMs !== undefined && (seen.desk.comparedAtMs ?? 0) > seen.meddledAtMs && seen.desk.drifts.length === 0 && isRight(seen),
  act: async ({ ana, meddle }, { desk }) => {
    await meddle(event)
    const [drift] = desk.drifts
    return drift === undefined ? ana.reconcile() : ana.repair(drift.id)
  },
})

export const killScenarios: readonly KillScenario[] = [
  {
    name: 'opened, extended, ended',
    about: ['opening', 'watching', 'extension', 'end'],
    steps: [
      ...opened(first, firstUntilMs, 'opening'),
      watched(startAtMs + 75 * secondMs),
      ...opened(second, secondUntilMs, 'extension'),
      { name: 'the first closes, the second stays open', phase: 'extension', isDone: stageIs(first, 'closed') },
      ...ended(second),
      shut('end'),
    ],
  },
  {
    name: 'nobody ends it',
    about: ['expiry'],
    steps: [...opened(first, firstUntilMs, 'opening'), watched(firstUntilMs - 10 * secondMs), { name: 'it closes at its end', phase: 'expiry', isDone: stageIs(first, 'closed') }, shut('expiry')],
  },
  {
    name: 'the client ends it',
    about: ['client’s end'],
    steps: [
      ...opened(first, firstUntilMs, 'opening'),
      {
        name: 'the client writes into the document',
        phase: 'client’s end',
        isDone: ({ meddledAtMs }) => meddledAtMs !== undefined,
        act: async ({ meddle }) => ok(await meddle({ kind: 'support.client-ends', tenant })),
      },
      { name: 'it is proven closed', phase: 'client’s end', isDone: stageIs(first, 'closed') },
      shut('client’s end'),
    ],
  },
  {
    name: 'a deleted document is put back',
    about: ['repair'],
    steps: [...opened(first, firstUntilMs, 'opening'), repaired(documentDeleted, (seen) => seen.world.document.length > 0 && stageIs(first, 'open')(seen)), ...ended(first), shut('end')],
  },
  {
    name: 'a rule that nobody granted is removed',
    about: ['repair'],
    steps: [...opened(first, firstUntilMs, 'opening'), repaired(strayRule, ({ world }) => world.rules === 1), ...ended(first), shut('end')],
  },
  {
    name: 'break-glass',
    about: ['break-glass', 'review'],
    steps: [
      { name: 'the glass is broken', phase: 'break-glass', isDone: (seen) => grantOf(seen, first) !== undefined, act: ({ ana }) => ana.breakGlass(wish(first, firstUntilMs), tenant) },
      { name: 'it is open', phase: 'break-glass', isDone: stageIs(first, 'open', 'revoking', 'closed') },
      ...ended(first),
      shut('end'),
      {
        name: 'it is reviewed',
        phase: 'review',
        isDone: (seen) => grantOf(seen, first)?.review !== undefined,
        act: async ({ ben }, seen) => {
          const grant = grantOf(seen, first)
          return grant === undefined ? ok(null) : ben.review(grant.id, 'It was needed.', true)
        },
      },
    ],
  },
]
