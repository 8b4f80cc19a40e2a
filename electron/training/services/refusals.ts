import { withDeeds, type World } from '../world/world'
import { faults, type ServiceFault } from '../wire/service-fault'
import type { Answer, Asked, Operation } from './operation'

/** What an operation is about: the parameter's name, or the security group. */
type About = (asked: Asked) => string | undefined

/**
 * An operation that an event may keep from being done: the first so many calls about a tenant's own parameter or security group.
 * A schedule's call is denied nothing: it has a role of its own.
 */
export function refusable(name: string, about: About, inner: Operation): Operation {
  return {
    wording: inner.wording,
    answer: (asked) => {
      const refusal = refusalOf(asked, name, about(asked))
      return refusal === undefined ? inner.answer(asked) : refusal
    },
  }
}

export const scheduledSession = 'scheduled-close'

function refusalOf({ world, place, identity }: Asked, name: string, about: string | undefined): Answer | undefined {
  for (const effect of world.effects.support(place.account)) {
    const { refuses, region, parameter, groupId, fromMs, toMs } = effect
    if (refuses?.operation !== name || region !== place.region || (about !== parameter && about !== groupId) || world.nowMs < fromMs || world.nowMs >= toMs) continue
    if (refuses.how === 'denied' && identity.arn.endsWith(`/${scheduledSession}`)) continue
    const key = ['refused', name, about, fromMs].join(' ')
    const soFar = world.deeds.said.get(key) ?? 0
    if (soFar >= refuses.count) continue
    return { ok: false, fault: faultOf(refuses.how, identity.arn, name, about), world: counted(world, key, soFar + 1) }
  }
  return undefined
}

const prefixes: Readonly<Record<string, string>> = { PutParameter: 'ssm', DeleteParameter: 'ssm' }

const faultOf = (how: 'denied' | 'failed', arn: string, name: string, about: string | undefined): ServiceFault => (how === 'denied' ? faults.denied(arn, `${prefixes[name] ?? 'ec2'}:${name}`, about) : faults.internal())

const counted = (world: World, key: string, count: number): World => withDeeds(world, { said: new Map(world.deeds.said).set(key, count) })
