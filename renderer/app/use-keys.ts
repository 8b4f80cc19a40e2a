import { useEffect } from 'react'
import { useServices } from '../stores/services'
import { isLocked } from '../stores/access-store'
import { isOffered, runAction } from './actions'
import { keyStep } from './keymap'
import { listEntry } from './list-entry'

/** By when the keys were pressed, however late a busy window comes to them. */
const pairWithinMs = 3_000

/** Listens for the product's keys anywhere in the window; an open dialog keeps its keys to itself. */
export function useKeys(): void {
  const services = useServices()
  useEffect(() => {
    let awaiting = ''
    let pressedAtMs = 0
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || services.ui.getState().dialog !== undefined || isLocked(services.access.getState())) return
      const step = keyStep(event.timeStamp - pressedAtMs > pairWithinMs ? '' : awaiting, event, isTyping(event.target))
      awaiting = step.awaiting
      pressedAtMs = event.timeStamp
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
    return () => removeEventListener('keydown', onKeyDown)
  }, [services])
}

/** A choice that was just made with the mouse keeps the focus, and takes no letters. */
const takesText = 'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable]'

const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.closest(takesText) !== null
