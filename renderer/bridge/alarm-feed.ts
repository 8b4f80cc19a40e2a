import { minuteMs } from '#shared/kernel/time'
import type { RendererClock } from '../app/clock'
import type { AlarmStore } from '../stores/alarm-store'
import type { FleetStore } from '../stores/fleet-store'
import type { Client } from './client'

/** A burst of changes is one question; the page draws first. */
const gatherMs = 1_000
/** Ages and the end of going on and off come with time alone. */
const againMs = minuteMs

/**
 * So many times as long as an answer took nothing is asked: a storm of thousands of alarms, which changes each second, takes a tenth of
 * the page's time at most, on whatever screen. News waits that long and no longer.
 */
const restShare = 10
const longestRestMs = 10_000

/** Asks for the alarms when the fleet changed, and now and then; a fleet of another epoch begins anew. */
export function startAlarmFeed(client: Client, { fleet, alarms }: { readonly fleet: FleetStore; readonly alarms: AlarmStore }, clock: RendererClock): () => void {
  let stopped = false
  let cancel: (() => void) | undefined
  let asking = false
  let epoch = ''

  const ask = async (): Promise<void> => {
    cancel = undefined
    if (asking || clock.nowMs() < restUntilMs) return soon(gatherMs)
    asking = true
    const asked = epoch
    const beganMs = clock.nowMs()
    const answer = await client.invoke('alarms.list', null)
    asking = false
    restUntilMs = clock.nowMs() + Math.min(longestRestMs, restShare * (clock.nowMs() - beganMs))
    if (stopped) return
    if (asked === epoch) {
      const before = alarms.getState()
      if (answer.ok) alarms.setState({ kind: 'ready', desk: answer.value }, true)
      else alarms.setState(before.kind === 'ready' ? { ...before, outdated: answer.error } : { kind: 'failed', error: answer.error }, true)
    }
    soon(againMs)
  }
  let dueMs = Infinity
  let restUntilMs = -Infinity
  const soon = (afterMs: number): void => {
    const atMs = Math.max(clock.nowMs() + afterMs, restUntilMs)
    if (cancel !== undefined && dueMs <= atMs) return
    cancel?.()
    dueMs = atMs
    cancel = clock.after(atMs - clock.nowMs(), () => void ask())
  }
  const unsubscribe = fleet.subscribe((state) => {
    if (state.kind !== 'ready') return
    if (state.epoch !== epoch) {
      epoch = state.epoch
      alarms.setState({ kind: 'loading' }, true)
    }
    soon(gatherMs)
  })
  return () => {
    stopped = true
    cancel?.()
    unsubscribe()
  }
}
