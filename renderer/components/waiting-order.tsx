import { ArrowDownUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatCount } from '../format/number'
import { Button } from './button'

/** Says that rows would stand elsewhere by now, and lets them go there. Nothing while none would. */
export function WaitingOrder({ moved, onApply }: { readonly moved: number; readonly onApply: () => void }): ReactNode {
  if (moved === 0) return null
  return (
    <div className="floating-bar" role="status">
      <ArrowDownUp aria-hidden="true" />
      <span className="num">{formatCount(moved)} {moved === 1 ? 'row' : 'rows'} changed order</span>
      <Button onClick={onApply}>
        Apply <kbd>r</kbd>
      </Button>
    </div>
  )
}
