import { CloudOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SupportDeskView } from '#shared/support/support-view'

/** A throttled account is several lines; what wants somebody stays in sight below them. */
const mostLines = 3

/** What makes the page less than current or whole, in words. */
export function Doubts({ desk: { offline, blindSpots }, outdated }: { readonly desk: Pick<SupportDeskView, 'offline' | 'blindSpots'>; readonly outdated: string | undefined }): ReactNode {
  if (offline === undefined && blindSpots.length === 0 && outdated === undefined) return null
  return (
    <div className="support-doubts text" role="status">
      {offline !== undefined && <p className="row"><CloudOff aria-hidden="true" /><span><strong>To be read only.</strong> {offline} Nothing can be granted, approved or ended from here meanwhile; what is open still closes by itself at its end.</span></p>}
      {outdated !== undefined && <p className="row"><CloudOff aria-hidden="true" /><span>What is shown may be old: {outdated}</span></p>}
      {blindSpots.slice(0, mostLines).map((words) => <BlindSpot key={words} words={words} />)}
      {blindSpots.length > mostLines && <details><summary>{blindSpots.length - mostLines} more that could not be read</summary>{blindSpots.slice(mostLines).map((words) => <BlindSpot key={words} words={words} />)}</details>}
    </div>
  )
}

function BlindSpot({ words }: { readonly words: string }): ReactNode {
  return <p className="row"><TriangleAlert aria-hidden="true" /><span>{words}</span></p>
}
