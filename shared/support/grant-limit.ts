import { minuteMs } from '../kernel/time'
import type { AskedGrant } from './grant'
import { fromOf } from './grant-state'
import { wholeSecond } from './instant'
import type { GrantLimit } from './grant-state'

/**
 * A grant under the policy of this console's fleet file, whatever policy it was asked for under (decision 0038).
 *
 * One that asks for more than the policy allows ends when the policy says; what it asked for stays known. Its hash and id are those of what was asked.
 */
export function underPolicy(asked: AskedGrant, longestMinutes: number): { readonly asked: AskedGrant; readonly limit?: GrantLimit } {
  const latestMs = fromOf(asked) + longestMinutes * minuteMs
  return asked.untilMs <= latestMs ? { asked } : { asked: { ...asked, untilMs: wholeSecond(latestMs) }, limit: { askedUntilMs: asked.untilMs, longestMinutes } }
}
