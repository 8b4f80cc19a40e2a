import type { ReactNode } from 'react'
import { useServices, useSlice } from '../stores/services'
import { routeIds, routeSpec, type Route, type RouteSpec } from '../stores/routes'
import { wantedOf } from '../components/support/grant-order'
import { isUncovered } from '#shared/alarms/covered-alarms'
import { plural } from '../format/number'
import { runAction } from './actions'

/** The screens, always at the same place: one press from anywhere. */
export function SideRail(): ReactNode {
  return (
    <nav className="side-rail" aria-label="Screens">
      {routeIds.filter((route) => routeSpec(route).rail === 'screens').map((route) => <RailItem key={route} route={route} />)}
      <span className="grow" />
      {routeIds.filter((route) => routeSpec(route).rail === 'foot').map((route) => <RailItem key={route} route={route} />)}
    </nav>
  )
}

function RailItem({ route }: { readonly route: Route }): ReactNode {
  const services = useServices()
  const current = useSlice('ui', (state) => state.route === route)
  const { title, icon: Icon, keys }: RouteSpec = routeSpec(route)
  return (
    <button type="button" className="rail-item" title={keys === undefined ? title : `${title} (${keys})`} aria-current={current ? 'page' : undefined} onClick={() => runAction(`go.${route}`, services)}>
      <Icon aria-hidden="true" />
      {title}
      {route === 'alarms' && <UncoveredBadge />}
      {route === 'maintenance' && <WantedBadge />}
      {route === 'support' && <AccessBadge />}
    </button>
  )
}

/** Firing alarms that nobody takes care of; nothing while none is, or while that is not known. */
function UncoveredBadge(): ReactNode {
  const count = useSlice('alarms', (state) => (state.kind === 'ready' ? state.desk.alarms.filter(isUncovered).length : 0))
  if (count === 0) return null
  return <span className="rail-badge" title={`${plural(count, 'firing alarm')} that nobody takes care of`}>{count > 99 ? '99+' : count}<span className="unseen"> uncovered</span></span>
}

/** Windows that want somebody now: due, or waiting for an answer. */
function WantedBadge(): ReactNode {
  const count = useSlice('maintenance', ({ calendar }) => (calendar.kind === 'ready' ? calendar.value.windows.filter(({ stage, questions }) => stage === 'due' || (stage === 'running' && questions > 0)).length : 0))
  if (count === 0) return null
  return <span className="rail-badge" title={`${plural(count, 'window')} due or waiting for an answer`}>{count > 99 ? '99+' : count}<span className="unseen"> due or waiting</span></span>
}

/** What wants somebody about support access: what fails, drifts, approvals that may be given here, reviews. */
function AccessBadge(): ReactNode {
  const count = useSlice('support', ({ desk }) => (desk.kind === 'ready' ? wantedOf(desk.value) : 0))
  if (count === 0) return null
  return <span className="rail-badge" title={`${plural(count, 'matter')} of support access ${count === 1 ? 'wants' : 'want'} somebody`}>{count > 99 ? '99+' : count}<span className="unseen"> wanted</span></span>
}
