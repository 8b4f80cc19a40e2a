import { useId, type ReactNode } from 'react'

interface CardProps {
  readonly title: string
  /** Beside the title: how many, how old. */
  readonly note?: ReactNode
  /** At the end of the title's line: views, spans. */
  readonly tools?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** One part of a tenant's screen. */
export function TenantCard({ title, note, tools, className = '', children }: CardProps): ReactNode {
  const id = useId()
  return (
    <section className={`tenant-card ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="soft tenant-note">{note}</span>}
        <span className="grow" />
        {tools}
      </header>
      {children}
    </section>
  )
}

/** A part that this tenant does not have, or was not promised: said, so that nobody looks for it. */
export const NotApplicable = ({ children }: { readonly children: ReactNode }): ReactNode => <p className="faint">Not applicable: {children}</p>
