import { ArrowLeft, Fingerprint, KeyRound, ScrollText } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { Button, IconButton } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Countdown } from '../../../components/support/countdown'
import { isOpenOrUnproven, isOver } from '../../../components/support/grant-order'
import { BreakGlassMark, GrantMark } from '../../../components/support/stage-mark'
import { TroubleLine } from '../../../components/support/trouble-line'
import { mayRun } from '../../../stores/access-store'
import { openStory } from '../../../stores/audit-visit'
import { useServices, useSlice } from '../../../stores/services'
import { offlineOf } from '../../../stores/support-store'
import { askSupport, extendAccess, openSupport } from '../../../stores/support-visit'
import { Approval } from './approval'
import { Doors } from './doors'
import { GrantSentence } from './grant-sentence'
import { Proof } from './proof'
import { Story } from './story'

/** One grant: how it stands, what AWS keeps open for it, who agreed, and its whole story. */
export function GrantPage(): ReactNode {
  const services = useServices()
  const state = useSlice('support', ({ grant }) => grant)
  const back = <Button onClick={() => openSupport(services)}>Back to support access</Button>
  switch (state.kind) {
    case 'loading':
      return <Notice icon={KeyRound} title="Loading the grant">Reading what was said and done about it …</Notice>
    case 'failed':
      return <Notice icon={KeyRound} title="This grant cannot be shown" actions={back}>{state.error.message}</Notice>
    case 'ready':
      return <Page grant={state.value} outdated={state.outdated?.message} />
  }
}

function Page({ grant, outdated }: { readonly grant: GrantView; readonly outdated: string | undefined }): ReactNode {
  const page = useRef<HTMLDivElement>(null)
  const offline = useSlice('support', offlineOf)
  useEffect(() => page.current?.focus({ preventScroll: true }), [])
  return (
    <div className="support" ref={page} tabIndex={-1}>
      <Head grant={grant} offline={offline} />
      {(outdated !== undefined || offline !== undefined) && <div className="support-doubts text" role="status">{offline !== undefined && <p><strong>To be read only.</strong> {offline}</p>}{outdated !== undefined && <p>What is shown may be old: {outdated}</p>}</div>}
      <div className="grant-page" tabIndex={0} role="region" aria-label="About the grant">
        <div className="grant-standing" data-trouble={grant.trouble !== undefined || undefined}>
          <div className="grow">
            <p className="grant-headline text" role="status">{grant.words}</p>
            {grant.trouble !== undefined && <TroubleLine trouble={grant.trouble} />}
            <GrantSentence grant={grant} />
          </div>
          {!isOver(grant) && <Countdown grant={grant} className="grant-large" />}
        </div>
        <div className="grant-parts">
          <Approval grant={grant} offline={offline} />
          <Doors grant={grant} />
          <Proof grant={grant} offline={offline} />
          <Story grant={grant} />
        </div>
      </div>
    </div>
  )
}

function Head({ grant, offline }: { readonly grant: GrantView; readonly offline: string | undefined }): ReactNode {
  const services = useServices()
  const mayEnd = useSlice('access', (state) => mayRun(state, 'support.end'))
  const mayAsk = useSlice('access', (state) => mayRun(state, 'support.ask'))
  const isOpen = isOpenOrUnproven(grant)
  const canEnd = mayEnd && !isOver(grant)
  const whyNot = offline ?? (grant.may.end === true ? undefined : grant.may.end)
  return (
    <header className="support-head">
      <IconButton label="Back to support access (Esc)" icon={ArrowLeft} onClick={() => openSupport(services)} />
      <h1 className="ellipsis text">{grant.tenantName}, {grant.environment}</h1>
      <GrantMark grant={grant} />
      {grant.isBreakGlass && <BreakGlassMark />}
      <span className="faint mono text">{grant.id}</span>
      <span className="grow" />
      <IconButton label="Its whole story in the audit trail" icon={Fingerprint} onClick={() => openStory(services, { kind: 'grant', id: grant.id })} />
      <Button icon={ScrollText} onClick={() => askSupport(services, { kind: 'statement', tenant: grant.tenant })}>Statement</Button>
      {mayAsk && (grant.stage === 'open' || grant.stage === 'opening') && <Button disabled={offline !== undefined} onClick={() => extendAccess(services, grant)}>Extend</Button>}
      {canEnd && <Button look={isOpen ? 'primary' : 'plain'} disabled={whyNot !== undefined || grant.stage === 'revoking'} title={whyNot} onClick={() => askSupport(services, { kind: 'end', grant })}>{isOpen ? 'End now' : 'Take back'}</Button>}
    </header>
  )
}
