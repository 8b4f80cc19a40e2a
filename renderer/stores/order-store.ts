import { createStore, type StoreApi } from 'zustand/vanilla'
import { filterRows, parseQuery, sortRows, type Query } from '#shared/fleet/table-query'
import type { RendererClock } from '../app/clock'
import { tableOf, type FleetStore } from './fleet-store'
import { dependsOnAccess, dependsOnTime, orderMayDiffer } from './order-inputs'
import { countMoved, sameRows } from './moved-rows'
import { createOrderHold } from './order-hold'
import { rowAccess } from './row-access'
import type { SettingsStore } from './settings-store'
import { grantsOf, type SupportStore } from './support-store'
import type { TimeStore } from './time-store'

/**
 * Which tenants are shown, in which order.
 *
 * 1. What the operator asks (filter, sort) takes effect at once.
 * 2. What the fleet does (patches) waits while the grid is held: pointer over it, or a key pressed in it a moment ago.
 *    `waiting` then says what would move; `apply` lets it.
 */
export interface OrderState {
  readonly rows: Uint32Array
  /** The filter line as understood, with what could not be. */
  readonly query: Query
  readonly waiting: { readonly rows: Uint32Array; readonly moved: number } | undefined
}

export interface Ordering extends StoreApi<OrderState> {
  readonly touch: (by: 'pointer' | 'key') => void
  /** The pointer left the grid. */
  readonly release: () => void
  readonly apply: () => void
}

/** Filters on ages are judged again at most this often, in AWS time. */
const agesMs = 10_000
/** Orders follow patches at most this often. */
const settleMs = 250

interface Sources {
  readonly fleet: FleetStore
  readonly settings: SettingsStore
  readonly support: SupportStore
  readonly time: TimeStore
  readonly clock: RendererClock
}

export function createOrdering({ fleet, settings, support, time, clock }: Sources): Ordering {
  const store = createStore<OrderState>(() => ({ rows: new Uint32Array(), query: parseQuery(''), waiting: undefined }))
  const hold = createOrderHold(clock, () => apply())
  let due = false

  const show = (mayHold: boolean): void => {
    const table = tableOf(fleet.getState())
    if (table === undefined) return
    const { query, rows: shown } = store.getState()
    const { sort } = settings.getState()
    const isKnown = support.getState().desk.kind === 'ready' && dependsOnAccess(query, sort)
    const access = isKnown ? rowAccess(table, grantsOf(support.getState())) : undefined
    const rows = sortRows(table, filterRows(table, query, time.getState().nowMs, access), sort, access)
    if (sameRows(rows, shown)) store.setState({ waiting: undefined })
    else if (mayHold && hold.isHeld() && shown.length > 0) store.setState({ waiting: { rows, moved: countMoved(shown, rows) } })
    else store.setState({ rows, waiting: undefined })
  }
  const apply = (): void => {
    const { waiting } = store.getState()
    if (waiting !== undefined) store.setState({ rows: waiting.rows, waiting: undefined })
  }

  settings.subscribe((next, previous) => {
    if (next.filter !== previous.filter) store.setState({ query: parseQuery(next.filter) })
    if (next.filter !== previous.filter || next.sort !== previous.sort) show(false)
  })
  fleet.subscribe((next, previous) => {
    if (tableOf(next) === tableOf(previous)) return
    const sameEpoch = next.kind === 'ready' && previous.kind === 'ready' && next.epoch === previous.epoch
    if (!sameEpoch) return show(false)
    const { query } = store.getState()
    if (due || !orderMayDiffer(previous.table, next.table, query, settings.getState().sort)) return
    due = true
    clock.after(settleMs, () => {
      due = false
      show(true)
    })
  })

  support.subscribe((next, previous) => {
    const isNews = grantsOf(next) !== grantsOf(previous) || next.desk.kind !== previous.desk.kind
    if (isNews && dependsOnAccess(store.getState().query, settings.getState().sort)) show(true)
  })

  let judgedAtMs = Number.NEGATIVE_INFINITY
  time.subscribe(({ nowMs }) => {
    if (Math.abs(nowMs - judgedAtMs) < agesMs || !dependsOnTime(store.getState().query)) return
    judgedAtMs = nowMs
    show(true)
  })

  return { ...store, apply, release: hold.release, touch: hold.touch }
}
