import { Copy, X } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { Button, IconButton } from '../../components/button'
import { WaitingOrder } from '../../components/waiting-order'
import { plural } from '../../format/number'
import { useServices, useSlice } from '../../stores/services'
import { gridActions } from './use-grid-actions'
import { useChosenColumns } from './use-chosen-columns'

/** Over the rows, never moving them: an order that waits, and what is selected. */
export const FloatingBars = memo(function FloatingBars(): ReactNode {
  return (
    <div className="floating">
      <FleetOrder />
      <Selection />
    </div>
  )
})

function FleetOrder(): ReactNode {
  const { order } = useServices()
  const moved = useSlice('order', (state) => state.waiting?.moved ?? 0)
  return <WaitingOrder moved={moved} onApply={() => order.apply()} />
}

function Selection(): ReactNode {
  const services = useServices()
  const columns = useChosenColumns()
  const count = useSlice('ui', (state) => state.selection.size)
  if (count === 0) return null
  return (
    <div className="floating-bar">
      <span className="num">{plural(count, 'tenant')} selected</span>
      <Button icon={Copy} onClick={() => gridActions(services, columns).perform({ kind: 'copy' }, { row: 'header', column: 0 })}>
        Copy as table
      </Button>
      <IconButton label="Drop the selection" icon={X} onClick={() => services.ui.setState({ selection: new Set(), anchorRow: undefined })} />
    </div>
  )
}
