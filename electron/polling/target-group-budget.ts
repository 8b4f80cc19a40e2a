import { minuteMs } from '#shared/kernel/time'
import { feeds } from '#shared/fleet/feeds'
import { cadenceOf } from './phase'
import { entriesOf, type Place } from './poll-state'

/**
 * How many target groups a place may read per poll, beside those that need it: what the other feeds leave of its allowance.
 *
 * The allowance of a fleet is what performance.md grants 10,000 tenants (A2): 880 requests a minute spread over hundreds of places, 126
 * over few. At least one group is read, so that turns never stop.
 */
export function targetGroupBudget(place: Place, places: number): number {
  // What explains is asked of few, now and then: no part of the steady rate.
  const others = entriesOf(place).filter(({ feed }) => feed.service !== 'elbv2' && feed.explains !== true)
  const perMinute = others.reduce((sum, entry) => sum + (entry.requests * minuteMs) / cadenceOf(entry.feed, entry.requests), 0)
  return Math.max(1, Math.floor(((allowance(places) - perMinute) * feeds['elbv2.target-health'].cadenceMs) / minuteMs))
}

const manyPlacesPerMinute = 880
const fewPlacesPerMinute = 126
const twentiethPerMinute = fewPlacesPerMinute / 20

const allowance = (places: number): number => Math.max(Math.min(twentiethPerMinute, manyPlacesPerMinute / places), fewPlacesPerMinute / Math.max(1, places))
