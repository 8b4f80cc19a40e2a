import { closesAccess } from './access-check'
import type { Effect } from './effects'
import { tenantsOf, type Plan } from './plan'
import { effectState, type RunState } from './run-state'

/**
 * What an extension asks of a run: pages that say when access is expected back, and rules that end an hour after the window, are put again for
 * the new end.
 *
 * 1. One effect a tenant, a thing and an end: a second extension is another effect, and waits until the first has settled.
 * 2. Only what was closed or muted is put again, and only until it is being taken back.
 */
export interface Longer extends Effect {
  readonly phase: 'closeLonger' | 'muteLonger'
  readonly untilMs: number
}

/** Of the last extension, and of earlier ones those that were begun. None: the window was never extended. */
export function longerEffects(plan: Plan, state: Pick<RunState, 'extensions' | 'effects'>): readonly Longer[] {
  const tenants = tenantsOf(plan)
  const all = [...state.extensions].flatMap((untilMs) => [...(closesAccess(plan) ? tenants : []).map((tenant) => longer('closeLonger', tenant, untilMs)), ...tenants.map((tenant) => longer('muteLonger', tenant, untilMs))])
  const lastMs = state.extensions.at(-1)
  return all.filter(({ id, untilMs }) => untilMs === lastMs || state.effects.has(id))
}

const longer = (phase: Longer['phase'], subject: string, untilMs: number): Longer => ({ id: `${phase}:${untilMs}:${subject}`, phase, subject, untilMs })

export const isLonger = (effect: Effect): effect is Longer => effect.phase === 'closeLonger' || effect.phase === 'muteLonger'

const made = ({ phase, subject }: Longer): string => `${phase === 'closeLonger' ? 'close' : 'mute'}:${subject}`
const undone = ({ phase, subject }: Longer): string => `${phase === 'closeLonger' ? 'reopen' : 'unmute'}:${subject}`

/** What it was about is being taken back: nothing of it is begun any more, or waited for. */
export function isOvertaken(state: RunState, effect: Longer): boolean {
  const { kind, tries } = effectState(state, undone(effect))
  return kind !== 'waiting' || tries > 0
}

/** Those that are to be done now. */
export function longerWanted(state: RunState, effects: readonly Effect[]): readonly Longer[] {
  const all = effects.filter(isLonger)
  const lastMs = state.extensions.at(-1)
  const isBusy = ({ id }: Effect): boolean => ['started', 'inProgress'].includes(effectState(state, id).kind)
  return all.filter((effect) => {
    if (effect.untilMs !== lastMs || effectState(state, made(effect)).kind !== 'done' || isOvertaken(state, effect)) return false
    return !all.some((other) => other.phase === effect.phase && other.subject === effect.subject && other.untilMs !== lastMs && isBusy(other))
  })
}

/** Things that are not taken back yet: what was sent to make them last longer may still arrive. */
export const heldByLonger = (state: RunState, effects: readonly Effect[]): ReadonlySet<string> => new Set(effects.filter(isLonger).flatMap((effect) => (effectState(state, effect.id).kind === 'started' ? [undone(effect)] : [])))
