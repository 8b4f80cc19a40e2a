import type { ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { Instant } from '../../../components/age'
import { Button } from '../../../components/button'
import { Countdown } from '../../../components/support/countdown'
import { isOpenOrUnproven, isOver, isReviewWanted, liveGrantsOf } from '../../../components/support/grant-order'
import { BreakGlassMark, GrantMark } from '../../../components/support/stage-mark'
import { whatWords } from '../../../components/support/stage-words'
import { SupportToggle } from '../../../components/support/support-toggle'
import { TroubleLine } from '../../../components/support/trouble-line'
import { mayRun } from '../../../stores/access-store'
import { useServices, useSlice } from '../../../stores/services'
import { grantsOf, offlineOf } from '../../../stores/support-store'
import { askForAccess, askSupport, extendAccess, openGrant, openSupport } from '../../../stores/support-visit'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

const mostPast = 3

/** Who may get in now, for how long and why; ending it is one press and a reason away. */
export function SupportSection({ detail: { view } }: SectionProps): ReactNode {
  const services = useServices()
  const desk = useSlice('support', (state) => state.desk)
  const grants = useSlice('support', grantsOf)
  const offline = useSlice('support', offlineOf)
  const mayAsk = useSlice('access', (state) => mayRun(state, 'support.ask'))
  const live = liveGrantsOf(grants, view.id)
  const mine = grants.filter(({ tenant }) => tenant === view.id)
  const past = mine.filter(isOver)
  const name = view.name
  return (
    <TenantCard title="Support access" note={desk.kind === 'ready' && live.length === 0 ? <SupportToggle tenant={view.id} name={name} /> : undefined} tools={<Button look="quiet" onClick={() => openSupport(services, mine.length === 0 ? '' : view.id)}>{mine.length === 0 ? 'All access' : 'All of it'}</Button>}>
      {desk.kind === 'loading' && <p className="soft">Reading who has access …</p>}
      {desk.kind === 'failed' && <p className="soft" role="alert">Who has access is not known: {desk.error.message}</p>}
      {offline !== undefined && <p className="soft">To be read only: {offline}</p>}
      {desk.kind === 'ready' && live.length === 0 && <p className="soft">Nobody has access.</p>}
      <ul className="tenant-grants">{live.map((grant) => <Live key={grant.id} grant={grant} offline={offline} />)}</ul>
      {live.length > 0 && mayAsk && <Button look="quiet" disabled={offline !== undefined} onClick={() => askForAccess(services, view.id)}>Grant something else …</Button>}
      {past.length > 0 && <ul className="tenant-past">{past.slice(0, mostPast).map((grant) => <Past key={grant.id} grant={grant} />)}</ul>}
    </TenantCard>
  )
}

function Live({ grant, offline }: { readonly grant: GrantView; readonly offline: string | undefined }): ReactNode {
  const services = useServices()
  const mayEnd = useSlice('access', (state) => mayRun(state, 'support.end'))
  const mayAsk = useSlice('access', (state) => mayRun(state, 'support.ask'))
  const isOpen = isOpenOrUnproven(grant)
  return (
    <li data-trouble={grant.trouble !== undefined || undefined}>
      <p className="row"><GrantMark grant={grant} />{grant.isBreakGlass && <BreakGlassMark />}<span className="grow" /><Countdown grant={grant} className="tenant-left" /></p>
      <p className="text"><strong>{grant.environment}</strong>, {whatWords(grant)}, for {grant.by}</p>
      <p className="soft text">{grant.reference}, asked by {grant.askedBy}: {grant.reason}</p>
      {grant.trouble !== undefined && <TroubleLine trouble={grant.trouble} />}
      <p className="row">
        {mayEnd && grant.may.end === true && <Button look={isOpen ? 'primary' : 'plain'} disabled={offline !== undefined || grant.stage === 'revoking'} onClick={() => askSupport(services, { kind: 'end', grant })}>{isOpen ? 'End now' : 'Take back'}</Button>}
        {mayAsk && (grant.stage === 'open' || grant.stage === 'opening') && <Button disabled={offline !== undefined} onClick={() => extendAccess(services, grant)}>Extend</Button>}
        <Button look="quiet" onClick={() => openGrant(services, grant.id)}>{grant.stage === 'asked' ? 'Approval and story' : 'Its story'}</Button>
      </p>
    </li>
  )
}

function Past({ grant }: { readonly grant: GrantView }): ReactNode {
  const services = useServices()
  return (
    <li>
      <button type="button" className="link" onClick={() => openGrant(services, grant.id)}>{grant.reference}</button>
      <span className="soft"> {grant.by}, {grant.environment}, <Instant atMs={grant.ended?.atMs ?? grant.untilMs} /></span>
      <span><GrantMark grant={grant} />{isReviewWanted(grant) && <strong className="tenant-strong"> not reviewed</strong>}</span>
    </li>
  )
}
