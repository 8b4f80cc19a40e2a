import type { ReactNode } from 'react'
import { useSlice } from '../stores/services'

/** The one polite live region: filter results, new critical tenants, answers of actions. */
export function Announcer(): ReactNode {
  const words = useSlice('ui', (state) => state.announcement)
  return (
    <div className="unseen" role="status" aria-live="polite">
      {words}
    </div>
  )
}
