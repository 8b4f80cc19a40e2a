import { useEffect, type ReactNode } from 'react'
import { useServices, useSlice } from '../../stores/services'
import { openSupport } from '../../stores/support-visit'
import { DeskPage } from './desk/desk-page'
import { GrantPage } from './grant/grant-page'

/** Support access: everything of the desk, or one grant. */
export function SupportScreen(): ReactNode {
  const page = useSlice('support', (state) => state.page)
  useEscape()
  return page.kind === 'desk' ? <DeskPage /> : <GrantPage key={page.id} />
}

/** Escape goes back from a grant to all of them. */
function useEscape(): void {
  const services = useServices()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || services.ui.getState().dialog !== undefined || services.support.getState().page.kind === 'desk') return
      event.preventDefault()
      openSupport(services)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [services])
}
