import { useState, type ReactNode } from 'react'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { ChangeList } from './change-list'
import { FleetThen } from './fleet-then'
import type { Extent } from './ranges'
import { Scrubber } from './scrubber'
import { useHistory } from '../../stores/use-history'

/** The fleet at a minute, the changes around it, and the way from one to the other. */
export function LookBack({ extent }: { readonly extent: Extent }): ReactNode {
  const [rangeMs, setRangeMs] = useState<number>(8 * hourMs)
  /** Absent: now, and following. */
  const [atMs, setAtMs] = useState<number>()
  const [tenant, setTenant] = useState<string>()
  const shownMs = Math.min(atMs ?? extent.lastMs, extent.lastMs)
  const window = windowOf(extent, shownMs, rangeMs)
  const live = atMs === undefined
  // What has not happened yet does not change: only the edge of time is asked again.
  const reachesNow = window.untilMs >= extent.lastMs
  const then = useHistory('history.fleetAt', { atMs: shownMs, ...(tenant === undefined ? {} : { tenant }) }, live, live ? `now ${tenant ?? ''}` : undefined)
  const changes = useHistory('history.changes', { fromMs: window.fromMs, toMs: window.untilMs }, reachesNow, reachesNow ? `now ${rangeMs}` : undefined)
  const goTo = (ms: number): void => setAtMs(ms >= extent.lastMs ? undefined : Math.max(extent.firstMs, ms))
  return (
    <div className="history-body look-back">
      <Scrubber extent={extent} window={window} atMs={shownMs} live={live} rangeMs={rangeMs} changes={changes.kind === 'ready' ? changes.value : undefined} onRange={setRangeMs} onGo={goTo} onNow={() => setAtMs(undefined)} />
      <div className="look-back-columns">
        <FleetThen then={then} live={live} tenant={tenant} onTenant={setTenant} />
        <ChangeList changes={changes} atMs={shownMs} onGo={(ms, whose) => {
          goTo(ms)
          if (whose !== undefined) setTenant(whose)
        }} />
      </div>
    </div>
  )
}

/** A window of the chosen width that holds the moment and ends with what is known, on whole minutes so that it does not creep. */
function windowOf({ lastMs }: Extent, atMs: number, rangeMs: number): { readonly fromMs: number; readonly untilMs: number } {
  const page = Math.floor((lastMs - atMs) / rangeMs)
  const untilMs = Math.ceil((lastMs - page * rangeMs) / minuteMs) * minuteMs
  return { fromMs: untilMs - rangeMs, untilMs }
}
