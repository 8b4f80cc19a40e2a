import type { ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { Instant } from '../../../components/age'

/** Who said and did what, oldest first. */
export function Story({ grant: { lines } }: { readonly grant: GrantView }): ReactNode {
  return (
    <section aria-label="Story" className="grant-story">
      <h2>Story <span className="faint">oldest first</span></h2>
      {lines.length === 0 && <p className="soft">Nothing was written yet.</p>}
      <ol>
        {lines.map(({ atMs, by, words, isTrouble }, at) => (
          <li key={`${atMs} ${at}`} data-trouble={isTrouble || undefined}>
            <span className="soft"><Instant atMs={atMs} /></span>
            <span className="text">{by !== undefined && <strong>{by}: </strong>}{words}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
