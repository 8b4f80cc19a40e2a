import { useEffect, useState } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { AppError } from '#shared/kernel/app-error'
import { textAt } from './cells'
import { useServices } from './services'

export type DetailState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  /** `outdated`: reading it again failed; what is shown is the last that was read. */
  | { readonly kind: 'ready'; readonly detail: TenantDetail; readonly outdated?: AppError }

/** Holding down `j` passes many tenants: only the one the operator stays on is asked for. */
const settleMs = 80

/** The tenant's findings and resources, read again whenever the row's revision moves. */
export function useTenantDetail(table: FleetTable, row: number): DetailState {
  const { client, clock } = useServices()
  const id = textAt(table, 'id', row)
  const revision = table.columns.revision[row]
  const [known, setKnown] = useState<{ readonly id: string; readonly state: DetailState }>({ id, state: { kind: 'loading' } })
  useEffect(() => {
    let stale = false
    const read = async (): Promise<void> => {
      const answer = await client.invoke('fleet.tenant', { id })
      if (stale) return
      setKnown((before) => {
        if (answer.ok) return { id, state: { kind: 'ready', detail: answer.value } }
        const kept = before.id === id && before.state.kind === 'ready' ? before.state : undefined
        return { id, state: kept === undefined ? { kind: 'failed', error: answer.error } : { ...kept, outdated: answer.error } }
      })
    }
    const cancel = clock.after(settleMs, () => void read())
    return () => {
      stale = true
      cancel()
    }
  }, [client, clock, id, revision])
  return known.id === id ? known.state : { kind: 'loading' }
}
