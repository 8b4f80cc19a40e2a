import { Activity, Suspense, useLayoutEffect, useRef, type ReactNode } from 'react'
import { routeSpec } from '../stores/routes'
import { useSlice } from '../stores/services'
import { screens } from './screens'

/**
 * The screen that was gone to, and over it that of a tenant.
 *
 * What lies under a tenant's screen is hidden, not left: it asks for nothing meanwhile, and comes back with its filter, its place and
 * its focus.
 */
export function ScreenStack(): ReactNode {
  const route = useSlice('ui', (state) => state.route)
  const from = useSlice('ui', (state) => state.visit?.from)
  const isOver = route === 'tenant'
  useFocusKept(isOver)
  const Under = screens[isOver ? (from ?? 'fleet') : route]
  return (
    <main className="screen" aria-label={routeSpec(route).title}>
      <Activity mode={isOver ? 'hidden' : 'visible'}>
        <Suspense fallback={null}><Under /></Suspense>
      </Activity>
      {isOver && <Suspense fallback={null}><screens.tenant /></Suspense>}
    </main>
  )
}

/** What had the focus before has it again afterwards. */
function useFocusKept(isOver: boolean): void {
  const wasOver = useRef(false)
  const focused = useRef<Element | null>(null)
  // Read while it still can be: what is hidden loses the focus.
  if (isOver && !wasOver.current) focused.current = document.activeElement
  useLayoutEffect(() => {
    if (wasOver.current && !isOver && focused.current instanceof HTMLElement && focused.current.isConnected) focused.current.focus({ preventScroll: true })
    wasOver.current = isOver
  }, [isOver])
}
