import type { ReactNode } from 'react'
import type { Severity } from '#shared/health/finding'

/** `healthy` and every severity: the shapes differ, so that no meaning hangs on colour alone. */
export type MarkKind = Severity | 'healthy'

/** A 12 px shape: triangle critical, diamond degraded, half-filled ring watch, hatched square unknown, dot healthy. Decorative. */
export function HealthMark({ kind }: { readonly kind: MarkKind }): ReactNode {
  return (
    <svg className={`mark mark-${kind}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      {shapes[kind]}
    </svg>
  )
}

const shapes: Record<MarkKind, ReactNode> = {
  critical: <path d="M6 .8 11.7 11H.3Z" fill="currentColor" />,
  degraded: <path d="M6 .3 11.7 6 6 11.7.3 6Z" fill="currentColor" />,
  watch: (
    <>
      <circle cx="6" cy="6" r="4.7" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.3a4.7 4.7 0 0 1 0 9.4Z" fill="currentColor" />
    </>
  ),
  unknown: (
    <>
      <rect x="1.2" y="1.2" width="9.6" height="9.6" rx="1.5" fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray="2 1.2" />
      <path d="m2.5 9.5 7-7M2 6.2 6.2 2M5.8 10 10 5.8" stroke="currentColor" strokeWidth="1" />
    </>
  ),
  info: (
    <>
      <circle cx="6" cy="6" r="4.8" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M6 5.4v3M6 3.4v.2" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  healthy: <circle cx="6" cy="6" r="2.2" fill="currentColor" />,
}
