import type { KeyboardEvent, ReactNode } from 'react'
import type { GrantView, SupportDeskView } from '#shared/support/support-view'
import { Instant } from '../../../components/age'
import { Countdown } from '../../../components/support/countdown'
import { isOpenOrUnproven, isOver } from '../../../components/support/grant-order'
import { BreakGlassMark, GrantMark } from '../../../components/support/stage-mark'
import { whatWords } from '../../../components/support/stage-words'
import { Button } from '../../../components/button'
import { mayRun } from '../../../stores/access-store'
import { useServices, useSlice } from '../../../stores/services'
import { askSupport, extendAccess, openGrant } from '../../../stores/support-visit'
import { isMeant } from './filter-field'

/** Open, to come, over: each as one line that leads to its whole story. */
export function GrantLists({ desk }: { readonly desk: SupportDeskView }): ReactNode {
  const filter = useSlice('support', (state) => state.filter)
  const grants = desk.grants.filter((grant) => isMeant(grant, filter))
  const open = grants.filter(isOpenOrUnproven)
  const coming = grants.filter((grant) => !isOver(grant) && !isOpenOrUnproven(grant))
  const past = grants.filter(isOver)
  const none = filter.trim() === '' ? 'Nobody has access now.' : `Nothing open has to do with “${filter.trim()}”.`
  return (
    <>
      <List title="Open" grants={open} none={none} offline={desk.offline} />
      {coming.length > 0 && <List title="Asked for and to come" grants={coming} none="" offline={desk.offline} />}
      <List title="Over, last thirty days" grants={past} none={filter.trim() === '' ? 'Nothing yet.' : 'Nothing that has to do with it.'} offline={desk.offline} />
    </>
  )
}

interface ListProps {
  readonly title: string
  readonly grants: readonly GrantView[]
  readonly none: string
  readonly offline: string | undefined
}

function List({ title, grants, none, offline }: ListProps): ReactNode {
  return (
    <section aria-label={title}>
      <h2>{title} <span className="faint num">{grants.length}</span></h2>
      {grants.length === 0 ? <p className="soft">{none}</p> : <ul className="grant-list" onKeyDown={walk}>{grants.map((grant) => <Row key={grant.id} grant={grant} offline={offline} />)}</ul>}
    </section>
  )
}

/** Arrows, j and k go from row to row. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
  if (step === undefined || event.target instanceof HTMLInputElement) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.grant-open')]
  const at = rows.findIndex((row) => row.parentElement?.contains(document.activeElement) === true)
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus()
  event.preventDefault()
}

function Row({ grant, offline }: { readonly grant: GrantView; readonly offline: string | undefined }): ReactNode {
  const services = useServices()
  const mayEnd = useSlice('access', (state) => mayRun(state, 'support.end'))
  const mayAsk = useSlice('access', (state) => mayRun(state, 'support.ask'))
  const canEnd = mayEnd && grant.may.end === true
  return (
    <li className="grant-row" data-trouble={grant.trouble !== undefined || undefined}>
      <button type="button" className="grant-open" onClick={() => openGrant(services, grant.id)}>
        <GrantMark grant={grant} />
        <span className="grant-whom"><strong className="ellipsis">{grant.tenantName}</strong><span className="soft ellipsis">{grant.environment}, {whatWords(grant)}</span></span>
        <span className="grant-who"><span className="ellipsis">{grant.by}{grant.isBreakGlass && <> <BreakGlassMark /></>}</span><span className="soft ellipsis" title={grant.reason}>{grant.reference}: {grant.reason}</span></span>
        <span className="grant-when">{isOver(grant) ? <><span className="soft">{grant.ended?.how === 'client' ? 'ended by the client' : grant.ended?.how === 'ended' ? `ended by ${grant.ended.by ?? 'somebody'}` : ''}</span><span className="soft num"><Instant atMs={grant.ended?.atMs ?? grant.untilMs} /></span></> : <><Countdown grant={grant} /><span className="soft num">until <Instant atMs={grant.untilMs} /></span></>}</span>
      </button>
      <span className="row grant-actions">
        {!isOver(grant) && canEnd && <Button look={isOpenOrUnproven(grant) ? 'primary' : 'plain'} disabled={offline !== undefined || grant.stage === 'revoking'} title={offline} onClick={() => askSupport(services, { kind: 'end', grant })}>{isOpenOrUnproven(grant) ? 'End now' : 'Take back'}</Button>}
        {mayAsk && (grant.stage === 'open' || grant.stage === 'opening') && <Button disabled={offline !== undefined} onClick={() => extendAccess(services, grant)}>Extend</Button>}
      </span>
    </li>
  )
}
