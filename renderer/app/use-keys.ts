import { useEffect } from 'react'
import { useServices } from '../stores/services'
import { isLocked } from '../stores/access-store'
import { isOffered, runAction } from './actions'
import { keyStep } from './keymap'
import { listEntry } from './list-entry'

const pairWithinMs = 1_200

/** Listens for the product's keys anywhere in the window; an open dialog keeps its keys to itself. */
export function useKeys(): void {
  const services = useServices()
  useEffect(() => {
    let awaiting = ''
    let cancel = (): void => undefined
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || services.ui.getState().dialog !== undefined || isLocked(services.access.getState())) return
      const step = keyStep(awaiting, event, isTyping(event.target))
      cancel()
      awaiting = step.awaiting
      if (awaiting !== '') cancel = services.clock.after(pairWithinMs, () => (awaiting = ''))
      const entry = step.action !== undefined || event.ctrlKey || event.metaKey || event.altKey ? undefined : listEntry(event.key, document)
      if (entry !== undefined) {
        event.preventDefault()
        entry.focus()
      }
      if (step.action === undefined || !isOffered(step.action, services.access.getState())) return
      event.preventDefault()
      runAction(step.action, services)
    }
    addEventListener('keydown', onKeyDown)
    return () => {
      cancel()
      removeEventListener('keydown', onKeyDown)
    }
  }, [services])
}

const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
