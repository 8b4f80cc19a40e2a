import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** A line above every screen: what makes all of it less than current, or concerns more than a tenant. */
export function Banner({ icon: Icon, tone, children, action }: { readonly icon: LucideIcon; readonly tone: 'unknown' | 'critical' | 'watch' | 'maintenance'; readonly children: ReactNode; readonly action?: ReactNode }): ReactNode {
  return (
    <div className={`banner banner-${tone}`} role="status">
      <Icon aria-hidden="true" />
      <span className="grow text">{children}</span>
      {action}
    </div>
  )
}
