import { useEffect, useId, useRef, useState, type ReactNode } from 'react'

interface PopoverProps {
  /** What opens it: rendered inside the button. */
  readonly trigger: ReactNode
  readonly label: string
  readonly className?: string
  /** Where it hangs on its button. */
  readonly place: 'below-start' | 'below-end' | 'above-start'
  /** Drawn only while open; `close` shuts it. */
  readonly children: (close: () => void) => ReactNode
}

/** A native light-dismiss popover on a button: Escape or a click elsewhere closes it. Placed by script: CSS anchors would need ids in styles. */
export function Popover({ trigger, label, className = '', place, children }: PopoverProps): ReactNode {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (open && button.current !== null && panel.current !== null) putBeside(panel.current, button.current, place)
  }, [open, place])
  return (
    <>
      <button ref={button} type="button" className={`button quiet ${className}`} aria-haspopup="dialog" aria-expanded={open} popoverTarget={id}>
        {trigger}
      </button>
      <div ref={panel} id={id} popover="auto" role="dialog" aria-label={label} className="popover" onToggle={(event) => setOpen(event.newState === 'open')}>
        {open && children(() => panel.current?.hidePopover())}
      </div>
    </>
  )
}

const gapPx = 4

function putBeside(panel: HTMLElement, button: HTMLElement, place: PopoverProps['place']): void {
  const at = button.getBoundingClientRect()
  const { style } = panel
  if (place === 'above-start') style.bottom = `${innerHeight - at.top + gapPx}px`
  else style.top = `${at.bottom + gapPx}px`
  if (place === 'below-end') style.right = `${innerWidth - at.right}px`
  else style.left = `${at.left}px`
}
