import type { ReactNode } from 'react'
import { useSlice } from '../../stores/services'
import { FleetGrid } from './fleet-grid'

export function FleetScreen(): ReactNode {
  const fleet = useSlice('fleet', (state) => state)
  if (fleet.kind !== 'ready') return <p>Loading</p>
  return (
    <div className="fleet">
      <FleetGrid table={fleet.table} epoch={fleet.epoch} />
    </div>
  )
}
