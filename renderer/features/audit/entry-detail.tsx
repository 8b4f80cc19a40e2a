import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AuditSubject } from '#shared/audit/entry'
import type { AuditRow } from '#shared/audit/query'
import { Button, IconButton } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { formatTime, formatUtc } from '../../format/time'
import { openWindow } from '../../stores/maintenance-visit'
import { useServices } from '../../stores/services'
import { openGrant } from '../../stores/support-visit'
import { lookOf } from './entry-look'

interface EntryDetailProps {
  readonly row: AuditRow
  readonly isStory: boolean
  readonly onStory: (about: AuditSubject) => void
  readonly onClose: () => void
}

/** All that an entry says, what came of it, and its text as it was kept. */
export function EntryDetail({ row, isStory, onStory, onClose }: EntryDetailProps): ReactNode {
  const { entry, outcome } = row
  const { body } = entry
  const { deed, state, words } = lookOf(row)
  const text = (): string => JSON.stringify(outcome === undefined ? entry : [entry, outcome], null, 2)
  return (
    <section className="audit-detail" aria-label="Entry" tabIndex={0}>
      <header className="row"><h2 className="grow">Entry {entry.seq} of {body?.console.machine ?? entry.chain}</h2><CopyButton label="Copy as JSON" text={text} /><IconButton label="Close (Esc)" icon={X} onClick={onClose} /></header>
      {body !== undefined && (
        <>
          <p className="text">{deed}</p>
          <dl className="audit-facts">
            <Fact term="Outcome">{state}{words === undefined ? '' : `: ${words}`}</Fact>
            <Fact term="When"><span className="num">{formatTime(body.atMs, Number.NaN)}</span> <span className="num faint">({formatUtc(body.atMs)})</span></Fact>
            <Fact term="Clock">{skewWords(body.skewMs)}</Fact>
            <Fact term="Who">{body.who.person}{body.who.principal === undefined ? ', as this console knows them' : `, for AWS ${body.who.principal}`}</Fact>
            <Fact term="Where">{body.console.machine}, {body.console.surface === 'window' ? 'in the window' : 'by a command'}</Fact>
            {body.why !== undefined && <Fact term="Why">{body.why}</Fact>}
            {body.tenants !== undefined && <Fact term="Tenants">{body.tenants.join(', ')}</Fact>}
            {body.about !== undefined && <Fact term="About"><About about={body.about} isStory={isStory} onStory={onStory} /></Fact>}
          </dl>
        </>
      )}
      <h3>As it was kept</h3>
      <pre className="audit-json num" tabIndex={0} aria-label="The entry as JSON">{text()}</pre>
    </section>
  )
}

const Fact = ({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode => <div><dt className="soft">{term}</dt><dd className="text">{children}</dd></div>

function skewWords(skewMs: number | null): string {
  if (skewMs === null) return 'not compared with AWS'
  return Math.abs(skewMs) < 1_000 ? 'the computer’s agreed with AWS' : `the computer’s was ${(Math.abs(skewMs) / 1_000).toFixed(1)} s ${skewMs > 0 ? 'ahead of' : 'behind'} AWS`
}

function About({ about, isStory, onStory }: { readonly about: AuditSubject; readonly isStory: boolean; readonly onStory: (about: AuditSubject) => void }): ReactNode {
  const services = useServices()
  const { kind, id } = about
  return (
    <>
      {kind} {id}
      <span className="row wrap audit-links">
        {kind === 'window' && <Button look="quiet" onClick={() => openWindow(services, id)}>Open the window</Button>}
        {kind === 'grant' && <Button look="quiet" onClick={() => openGrant(services, id)}>Open the grant</Button>}
        {!isStory && <Button look="quiet" onClick={() => onStory(about)}>Its whole story</Button>}
      </span>
    </>
  )
}
