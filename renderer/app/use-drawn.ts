import { useEffect } from 'react'
import { isLocked } from '../stores/access-store'
import { useServices, useSlice } from '../stores/services'

/** Tells the core, once, that the window shows what it had: until then polling leaves the processor to it. */
export function useDrawn(): void {
  const { client } = useServices()
  const answered = useSlice('fleet', ({ kind }) => kind !== 'loading')
  const covered = useSlice('access', isLocked)
  const shown = answered || covered
  useEffect(() => {
    if (!shown) return
    // What was put into the page is drawn in the next frame, and is drawn when the one after it begins.
    requestAnimationFrame(() => requestAnimationFrame(() => void client.invoke('app.drawn', null)))
  }, [shown, client])
}
