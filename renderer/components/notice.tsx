import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** A state in place of content: what happened, and the next action. */
export function Notice({ icon: Icon, title, children, actions }: { readonly icon?: LucideIcon; readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode }): ReactNode {
  return (
    <div className="notice">
      {Icon !== undefined && <Icon aria-hidden="true" />}
      <h2>{title}</h2>
      {children !== undefined && <p className="soft text">{children}</p>}
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  )
}
