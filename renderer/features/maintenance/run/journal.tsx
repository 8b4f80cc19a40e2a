import type { ReactNode } from 'react'
import { offsetText } from '#shared/kernel/wall-time'
import type { RunView } from '#shared/maintenance/window-view'
import { formatUtc } from '../../../format/time'
import { clockText } from '../times'

/** Who did what, newest first, as the journal has it. */
export function Journal({ run: { lines }, zone }: { readonly run: RunView; readonly zone: string }): ReactNode {
  return (
    <section className="journal" aria-label="Journal" tabIndex={0}>
      <h2>Journal <span className="faint">newest first</span></h2>
      {lines.length === 0 && <p className="soft">Nothing was written yet.</p>}
      <ol>
        {lines.map(({ seq, atMs, by, words }) => (
          <li key={seq} data-person={by !== undefined || undefined}>
            <time className="num soft" title={formatUtc(atMs)} dateTime={new Date(atMs).toISOString()}>{clockText(atMs, zone)} {offsetText(atMs, zone)}</time>
            <span className="text">{by !== undefined && <strong>{by}: </strong>}{words}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
