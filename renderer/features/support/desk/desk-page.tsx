import { KeyRound, RefreshCw, ScrollText } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { SupportDeskView } from '#shared/support/support-view'
import { Age } from '../../../components/age'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { mayRun } from '../../../stores/access-store'
import { useServices, useSlice } from '../../../stores/services'
import { askSupport } from '../../../stores/support-visit'
import { Doubts } from './doubts'
import { FilterField } from './filter-field'
import { Wanted } from './wanted'
import { GrantLists } from './grant-lists'

/** Everything of the desk: what wants somebody first, then what is open, what is to come, what is over. */
export function DeskPage(): ReactNode {
  const desk = useSlice('support', (state) => state.desk)
  switch (desk.kind) {
    case 'loading':
      return <Notice icon={KeyRound} title="Loading support access">Reading what was granted …</Notice>
    case 'failed':
      return <Notice icon={KeyRound} title="Support access cannot be shown">{desk.error.message} Watchfloor tries again within a minute.</Notice>
    case 'ready':
      return <Page desk={desk.value} outdated={desk.outdated?.message} />
  }
}

function Page({ desk, outdated }: { readonly desk: SupportDeskView; readonly outdated: string | undefined }): ReactNode {
  const services = useServices()
  const mayAsk = useSlice('access', (state) => mayRun(state, 'support.ask'))
  const page = useRef<HTMLDivElement>(null)
  useEffect(() => page.current?.focus({ preventScroll: true }), [])
  const isEmpty = desk.grants.length === 0 && desk.drifts.length === 0
  const begin = mayAsk && <Button look="primary" icon={KeyRound} disabled={desk.offline !== undefined} title={desk.offline} onClick={() => askSupport(services, { kind: 'begin' })}>Grant access</Button>
  return (
    <div className="support" ref={page} tabIndex={-1}>
      <header className="support-head">
        <h1>Support access</h1>
        <FilterField />
        <span className="grow" />
        <Compared desk={desk} />
        <Button icon={ScrollText} onClick={() => askSupport(services, { kind: 'statement' })}>Statement</Button>
        {begin}
      </header>
      <Doubts desk={desk} outdated={outdated} />
      {isEmpty ? <Notice icon={KeyRound} title="Nobody has support access" actions={begin}>Access is given on a client’s request, approved by another operator, for a time, and taken back by AWS itself. Grants of the last thirty days are listed here.</Notice> : (
        <div className="support-body" tabIndex={0} role="region" aria-label="Support access of the desk">
          <Wanted desk={desk} />
          <GrantLists desk={desk} />
        </div>
      )}
    </div>
  )
}

function Compared({ desk: { comparedAtMs } }: { readonly desk: SupportDeskView }): ReactNode {
  const { client, support, ui } = useServices()
  const may = useSlice('access', (state) => mayRun(state, 'support.reconcile'))
  const [busy, setBusy] = useState(false)
  const compare = async (): Promise<void> => {
    setBusy(true)
    const answer = await client.invoke('support.reconcile', null)
    setBusy(false)
    if (answer.ok) support.setState({ desk: { kind: 'ready', value: answer.value } })
    ui.setState({ announcement: answer.ok ? 'Compared with AWS' : answer.error.message })
  }
  return (
    <span className="row soft">
      <span>{comparedAtMs === undefined ? 'not compared with AWS yet' : <>compared with AWS <Age atMs={comparedAtMs} exact /> ago</>}</span>
      {may && <Button look="quiet" icon={RefreshCw} disabled={busy} onClick={() => void compare()}>{busy ? 'Comparing …' : 'Compare now'}</Button>}
    </span>
  )
}
