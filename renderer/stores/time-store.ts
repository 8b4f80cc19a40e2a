import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RendererClock } from '../app/clock'
import { awsNowMs, type SessionStore } from './session-store'

/** AWS time as shown; ticks once a second and not at all while the window is hidden. NaN until AWS answered once. */
export type TimeStore = StoreApi<{ readonly nowMs: number }>

const tickMs = 1_000

export interface Ticking {
  readonly store: TimeStore
  /** Stops the tick, e.g. while the window is hidden; `resume` reads the time at once. */
  readonly pause: () => void
  readonly resume: () => void
}

export function createTimeStore(clock: RendererClock, session: SessionStore): Ticking {
  const read = (): number => awsNowMs(session.getState(), clock.nowMs()) ?? Number.NaN
  const store = createStore(() => ({ nowMs: read() }))
  let cancel: (() => void) | undefined
  const tick = (): void => {
    store.setState({ nowMs: read() })
    cancel = clock.after(tickMs, tick)
  }
  session.subscribe((next, previous) => {
    if (next.status !== previous.status) store.setState({ nowMs: read() })
  })
  return {
    store,
    pause: () => {
      cancel?.()
      cancel = undefined
    },
    resume: () => {
      if (cancel === undefined) tick()
    },
  }
}
