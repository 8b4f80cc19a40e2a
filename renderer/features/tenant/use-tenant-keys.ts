import { useEffect } from 'react'
import { rowOfTenant, tableOf } from '../../stores/fleet-store'
import { textAt } from '../../stores/cells'
import { useServices, type Services } from '../../stores/services'
import { leaveTenant, visitTenant } from '../../stores/tenant-visit'

/** Keys of a tenant's screen: back, and on to its neighbours in the fleet's order. A field, a dialog or a menu keeps its own. */
export function useTenantKeys(): void {
  const services = useServices()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || services.ui.getState().dialog !== undefined || isElsewhere(event.target)) return
      const act = keys[event.key]
      if (act === undefined) return
      event.preventDefault()
      act(services)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [services])
}

const keys: Readonly<Record<string, (services: Services) => void>> = {
  Escape: ({ ui }) => leaveTenant(ui),
  j: (services) => goToNeighbour(services, 1),
  k: (services) => goToNeighbour(services, -1),
}

const isElsewhere = (target: EventTarget | null): boolean => (target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null) || document.querySelector('[popover]:popover-open') !== null

/** The tenant before or after this one, in the order in which the fleet stands; at the ends nothing happens. */
export function goToNeighbour({ ui, order, fleet }: Services, step: 1 | -1): void {
  const { visit } = ui.getState()
  const table = tableOf(fleet.getState())
  const here = visit === undefined || table === undefined ? undefined : rowOfTenant(table, visit.tenant)
  if (table === undefined || here === undefined) return
  const { rows } = order.getState()
  const next = rows[rows.indexOf(here) + step]
  if (next !== undefined && rows.includes(here)) visitTenant(ui, textAt(table, 'id', next))
}
