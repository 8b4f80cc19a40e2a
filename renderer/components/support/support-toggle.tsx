import type { ReactNode } from 'react'
import { isTakenAway, type GrantView } from '#shared/support/support-view'
import { mayRun } from '../../stores/access-store'
import { useServices, useSlice, useTimed, type Services } from '../../stores/services'
import { grantsOf, offlineOf } from '../../stores/support-store'
import { askForAccess, askSupport, openGrant, openSupport } from '../../stores/support-visit'
import { countdownWords } from './countdown'
import { liveGrantsOf } from './grant-order'
import { stageLook } from './stage-words'

/** Off: nobody has access, and a press begins a grant. On: what is granted, and a press leads to ending it or to what it waits for. */
export function SupportToggle({ tenant, name }: { readonly tenant: string; readonly name: string }): ReactNode {
  const services = useServices()
  const state = useSlice('support', ({ desk }) => desk.kind)
  const grants = useSlice('support', grantsOf)
  const mayAsk = useSlice('access', (access) => mayRun(access, 'support.ask'))
  const offline = useSlice('support', offlineOf)
  const live = liveGrantsOf(grants, tenant)
  const [first] = live
  if (state !== 'ready') return <span className="faint">{state === 'loading' ? 'reading …' : 'not known'}</span>
  if (first === undefined && (!mayAsk || offline !== undefined)) return <span className="faint" title={offline ?? 'Nobody has support access'}>off</span>
  return (
    <button type="button" role="switch" aria-checked={first !== undefined} className="access-toggle" tabIndex={-1} data-toggle={tenant} onClick={(event) => (event.stopPropagation(), pressToggle(services, tenant))}>
      <span className="unseen">Support access of {name}: </span>
      <span className="access-knob" aria-hidden="true" />
      {first === undefined ? <span className="faint toggle-off">off</span> : <On grant={first} more={live.length - 1} />}
    </button>
  )
}

function On({ grant, more }: { readonly grant: GrantView; readonly more: number }): ReactNode {
  const { icon: Icon, words, tone } = stageLook(grant)
  const left = useTimed((nowMs) => (isCounted(grant) ? countdownWords(grant, nowMs) : ''))
  return <span className={`access access-${tone}`} title={words}><Icon aria-hidden="true" /><span className="unseen">{words}</span>{left === '' ? <span aria-hidden="true" className="ellipsis">{shortWords(grant)}</span> : <span className="num">{left}</span>}{more > 0 && <span className="num faint">+{more}</span>}</span>
}

const isCounted = (grant: GrantView): boolean => grant.stage === 'open' && grant.trouble === undefined && !isTakenAway(grant)

/** One word where there is room for one: the whole is on hover and for screen readers. */
const shortWords = (grant: GrantView): string => (isTakenAway(grant) ? 'not open' : grant.trouble === undefined ? grant.stage : 'failing')

/** What a press on a tenant's toggle does, also by keyboard from the fleet's table. */
export function pressToggle(services: Services, tenant: string): void {
  const live = liveGrantsOf(grantsOf(services.support.getState()), tenant)
  const [first] = live
  if (first === undefined) {
    if (mayRun(services.access.getState(), 'support.ask') && offlineOf(services.support.getState()) === undefined) askForAccess(services, tenant)
  } else if (live.length > 1) openSupport(services, tenant)
  else if (first.stage === 'open' && first.may.end === true) askSupport(services, { kind: 'end', grant: first })
  else openGrant(services, first.id)
}
