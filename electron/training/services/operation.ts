import type { Place } from '../world/fleet-model'
import type { World } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import type { Tree } from '../wire/tree'
import type { Input, Wording } from './input'

/** What an operation may look at. */
export interface Asked {
  readonly world: World
  readonly place: Place
  readonly input: Input
  readonly identity: Identity
}

/** Who asks, as GetCallerIdentity says it. */
export interface Identity {
  readonly account: string
  readonly arn: string
  readonly userId: string
  /** True for credentials that came from AssumeRole. */
  readonly session: boolean
}

/** `world`: as the call leaves it, where it changes something, or was counted. */
export type Answer = { readonly ok: true; readonly tree: Tree; readonly world?: World } | { readonly ok: false; readonly fault: ServiceFault; readonly world?: World }

export interface Operation {
  readonly wording: Wording
  answer(asked: Asked): Answer
}

export const answered = (tree: Tree): { readonly ok: true; readonly tree: Tree } => ({ ok: true, tree })
export const refused = (fault: ServiceFault): Answer => ({ ok: false, fault })
export const operation = (wording: Wording, answer: (asked: Asked) => Answer): Operation => ({
  wording,
  answer: (asked) => {
    const result = answer(asked)
    return asked.input.problem === undefined ? result : refused(asked.input.problem)
  },
})
