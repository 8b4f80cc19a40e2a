import { Fingerprint, ShieldCheck, X } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import type { AuditSubject } from '#shared/audit/entry'
import { hourMs } from '#shared/kernel/time'
import { Button, IconButton } from '../../components/button'
import { Notice } from '../../components/notice'
import { textAt } from '../../stores/cells'
import { openStory } from '../../stores/audit-visit'
import { useServices, useSlice, useTimed } from '../../stores/services'
import { useAuditRows, useAuditStatus, type AuditFound } from '../../stores/use-audit'
import { ChainStrip } from './chain-strip'
import { EntryDetail } from './entry-detail'
import { EntryList } from './entry-list'
import { keyOf } from './entry-look'
import { Filters } from './filters'
import { SaveFiles } from './save-files'
import { nothingWanted, queryOf, type Wanted } from './wanted'

/** Who did what: searched, verified, and the whole story of one window or grant on one page. */
export function AuditScreen(): ReactNode {
  const services = useServices()
  const about = useSlice('ui', (state) => state.auditAbout)
  const [wanted, setWanted] = useState<Wanted>(nothingWanted)
  const [chosen, setChosen] = useState<string>()
  const hour = useTimed((nowMs) => Math.floor(nowMs / hourMs))
  const tenants = useTenantIds()
  const { standing, isVerifying, verify } = useAuditStatus()
  const { found, loadMore } = useAuditRows(queryOf(wanted, about, hour * hourMs))
  const row = found.kind === 'ready' ? found.rows.find((one) => keyOf(one) === chosen) : undefined
  const story = (subject: AuditSubject | undefined): void => {
    setChosen(undefined)
    if (subject === undefined) services.ui.setState({ auditAbout: undefined })
    else openStory(services, subject)
  }
  return (
    <div className="audit" tabIndex={-1}>
      <header className="history-head">
        <h1>Audit</h1>
        {about !== undefined && <span className="audit-story row"><span className="ellipsis">The whole story of {about.kind} <strong>{about.id}</strong></span><IconButton label="Back to all entries" icon={X} onClick={() => story(undefined)} /></span>}
        <span className="grow" />
        <Button icon={ShieldCheck} disabled={isVerifying} onClick={verify}>{isVerifying ? 'Verifying …' : 'Verify now'}</Button>
        <SaveFiles about={about} />
      </header>
      <ChainStrip standing={standing} />
      <Filters wanted={wanted} tenants={tenants} onWanted={setWanted} />
      <div className="audit-body" data-detail={row !== undefined || undefined}>
        <Found found={found} isNarrowed={about !== undefined || JSON.stringify(wanted) !== JSON.stringify(nothingWanted)} chosen={chosen} onChosen={setChosen} onMore={loadMore} />
        {row !== undefined && <EntryDetail row={row} isStory={about !== undefined} onStory={story} onClose={() => setChosen(undefined)} />}
      </div>
    </div>
  )
}

interface FoundProps {
  readonly found: AuditFound
  readonly isNarrowed: boolean
  readonly chosen: string | undefined
  readonly onChosen: (key: string | undefined) => void
  readonly onMore: () => void
}

function Found({ found, isNarrowed, chosen, onChosen, onMore }: FoundProps): ReactNode {
  if (found.kind === 'loading') return <Notice icon={Fingerprint} title="Reading the trail">Entries come from this computer’s own file.</Notice>
  if (found.kind === 'failed') return <Notice icon={Fingerprint} title="The trail cannot be read">{found.error.message}</Notice>
  if (found.rows.length === 0) return isNarrowed ? <Notice icon={Fingerprint} title="No entry matches">Nothing that was written down here fits all of this.</Notice> : <Notice icon={Fingerprint} title="Nothing was done yet">Everything that acts is written down here before it does, and every refusal.</Notice>
  return (
    <div className="audit-list">
      {found.outdated !== undefined && <p className="audit-trouble" role="status">{found.outdated.message}</p>}
      <EntryList rows={found.rows} more={found.more} chosen={chosen} onChosen={onChosen} onMore={onMore} />
    </div>
  )
}

/** Made again only when the fleet's ids may differ. */
function useTenantIds(): readonly string[] {
  const table = useSlice('fleet', (state) => (state.kind === 'ready' ? state.table : undefined))
  const ids = table?.columns.id
  return useMemo(() => (table === undefined ? [] : Array.from({ length: Math.min(2_000, table.rowCount) }, (_, row) => textAt(table, 'id', row))), [ids])
}
