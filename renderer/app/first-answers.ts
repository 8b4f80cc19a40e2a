import type { Services } from '../stores/services'
import type { RendererClock } from './clock'

/** The last session's table is answered from memory within milliseconds; what takes longer than this comes from a poll. */
export const patienceMs = 150

/**
 * Resolves when the core has answered what the first drawing shows: how it looks, whether it is covered, and the fleet. Drawing a
 * skeleton for rows that are on their way takes longer than waiting for them.
 */
export function firstAnswers({ access, fleet, settings }: Pick<Services, 'access' | 'fleet' | 'settings'>, clock: RendererClock): Promise<void> {
  return new Promise((resolve) => {
    const answered = (): boolean => {
      const { view, error } = access.getState()
      return settings.getState().loaded && (view !== undefined || error !== undefined) && fleet.getState().kind !== 'loading'
    }
    const stops: (() => void)[] = []
    const done = (): void => {
      stops.forEach((stop) => stop())
      resolve()
    }
    const look = (): void => {
      if (answered()) done()
    }
    stops.push(access.subscribe(look), fleet.subscribe(look), settings.subscribe(look), clock.after(patienceMs, done))
    look()
  })
}
