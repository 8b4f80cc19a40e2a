import { useEffect, useState, type RefObject } from 'react'

/** Whether an element is on screen: scrolled to, in a window that somebody can see. */
export function useVisible(ref: RefObject<HTMLElement | null>): boolean {
  const [inView, setInView] = useState(false)
  const [shown, setShown] = useState(() => document.visibilityState !== 'hidden')
  useEffect(() => {
    if (ref.current === null) return undefined
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? false))
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [ref])
  useEffect(() => {
    const changed = (): void => setShown(document.visibilityState !== 'hidden')
    document.addEventListener('visibilitychange', changed)
    return () => document.removeEventListener('visibilitychange', changed)
  }, [])
  return inView && shown
}
