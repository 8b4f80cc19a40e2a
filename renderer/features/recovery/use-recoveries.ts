import { useEffect, useRef, useState } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import type { AppError } from '#shared/kernel/app-error'
import type { TenantRecovery } from '#shared/recovery/recovery'
import { textAt } from '../../stores/cells'
import { useServices } from '../../stores/services'

export interface Recoveries {
  readonly byId: ReadonlyMap<string, TenantRecovery>
  /** The last answer was a refusal; what is shown is older. */
  readonly error?: AppError
}

interface Known {
  readonly revision: number
  readonly recovery: TenantRecovery
}

/** Scrolling passes many tenants: only those the operator stays on are asked for. */
const settleMs = 60
/** As many as one question may name. */
const atOnce = 100
/** Beyond this the oldest are forgotten: the board costs what is looked at. */
const mostKept = 600

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The way back of the rows on screen, read again when a row's revision moves. */
export function useRecoveries(table: FleetTable, epoch: string, rows: readonly number[]): Recoveries {
  const { client, clock } = useServices()
  const known = useRef(new Map<string, Known>())
  const [shown, setShown] = useState<Recoveries>({ byId: new Map() })
  const wanted = rows.map((row) => ({ id: textAt(table, 'id', row), revision: table.columns.revision[row] ?? 0 }))
  const missing = wanted.filter(({ id, revision }) => known.current.get(id)?.revision !== revision)
  const question = `${epoch}|${missing.map(({ id, revision }) => `${id} ${revision}`).join('|')}`
  useEffect(() => {
    if (missing.length === 0) return undefined
    let stale = false
    const read = async (): Promise<void> => {
      const asked = missing.slice(0, atOnce)
      const answer = await client.invoke('recovery.load', { ids: asked.map(({ id }) => id), timeZone: ownZone() })
      if (stale) return
      if (!answer.ok) return setShown((before) => ({ byId: before.byId, error: answer.error }))
      const revisions = new Map(asked.map(({ id, revision }) => [id, revision]))
      for (const recovery of answer.value) {
        known.current.delete(recovery.id)
        known.current.set(recovery.id, { revision: revisions.get(recovery.id) ?? 0, recovery })
      }
      for (const id of known.current.keys()) {
        if (known.current.size <= mostKept) break
        known.current.delete(id)
      }
      setShown({ byId: new Map([...known.current].map(([id, { recovery }]) => [id, recovery])) })
    }
    const cancel = clock.after(settleMs, () => void read())
    return () => {
      stale = true
      cancel()
    }
    // `question` names everything that is asked.
  }, [client, clock, question])
  return shown
}
