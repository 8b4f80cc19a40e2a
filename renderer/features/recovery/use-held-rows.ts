import { useEffect, useMemo, useRef, useState } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import { parseQuery } from '#shared/fleet/table-query'
import { countMoved, sameRows } from '../../stores/moved-rows'
import { createOrderHold } from '../../stores/order-hold'
import { orderMayDiffer } from '../../stores/order-inputs'
import { useServices } from '../../stores/services'
import { recoveryOrders, recoveryRows, type RecoveryOrder } from './recovery-order'

export interface HeldRows {
  readonly rows: Uint32Array
  /** So many rows would stand elsewhere by now. */
  readonly moved: number
  readonly touch: (by: 'pointer' | 'key') => void
  readonly release: () => void
  readonly apply: () => void
}

interface Shown {
  readonly table: FleetTable
  readonly rows: Uint32Array
  readonly question: string
}

/**
 * The board's rows. What the operator asks takes effect at once; what the fleet does waits while the pointer is over them or a key was
 * pressed in them, as in the fleet table.
 */
export function useHeldRows(table: FleetTable, epoch: string, filter: string, order: RecoveryOrder): HeldRows {
  const { clock, time } = useServices()
  const [, redraw] = useState(0)
  const hold = useMemo(() => createOrderHold(clock, () => redraw((count) => count + 1)), [clock])
  useEffect(() => hold.drop, [hold])

  const question = `${epoch}|${order}|${filter}`
  const fresh = useRef<Shown | undefined>(undefined)
  fresh.current = freshRows(fresh.current, { table, question, filter, order, nowMs: () => time.getState().nowMs })
  const shown = useRef<Shown | undefined>(undefined)
  if (!hold.isHeld() || shown.current?.question !== question) shown.current = fresh.current
  const [now, next] = [shown.current.rows, fresh.current.rows]
  const moved = useMemo(() => (now === next || sameRows(now, next) ? 0 : countMoved(now, next)), [now, next])

  return {
    rows: now,
    moved,
    touch: hold.touch,
    release: hold.release,
    apply: () => {
      shown.current = fresh.current
      redraw((count) => count + 1)
    },
  }
}

interface Wanted {
  readonly table: FleetTable
  readonly question: string
  readonly filter: string
  readonly order: RecoveryOrder
  readonly nowMs: () => number
}

/** Found again only when a patch can have changed who is on the board or where. Ages within the filter are judged then, not every second. */
function freshRows(before: Shown | undefined, { table, question, filter, order, nowMs }: Wanted): Shown {
  if (before?.question === question && before.table === table) return before
  const keys = [...recoveryOrders[order].keys, { column: 'recovery', direction: 'ascending' } as const]
  if (before?.question === question && !orderMayDiffer(before.table, table, parseQuery(filter), keys)) return { ...before, table }
  return { table, question, rows: recoveryRows(table, filter, order, nowMs()) }
}
