import { AlarmClock, CircleHelp, CirclePlay } from 'lucide-react'
import type { ReactNode } from 'react'
import type { WindowSummary } from '#shared/maintenance/window-view'
import { Button } from '../components/button'
import { formatDuration } from '../format/duration'
import { plural } from '../format/number'
import { openCalendar, openWindow } from '../stores/maintenance-visit'
import { useServices, useSlice, useTimed } from '../stores/services'
import { Banner } from './banner'

const none: readonly WindowSummary[] = []

/** A window that asks something, is due, or runs: said above every screen but its own. */
export function MaintenanceBanners(): ReactNode {
  const windows = useSlice('maintenance', ({ calendar }) => (calendar.kind === 'ready' ? calendar.value.windows : none))
  const open = useSlice('maintenance', ({ page }) => (page.kind === 'window' ? page.id : undefined))
  const route = useSlice('ui', (state) => state.route)
  // The calendar has them first and large by itself.
  if (route === 'maintenance' && open === undefined) return null
  const others = windows.filter(({ id }) => route !== 'maintenance' || id !== open)
  const asking = others.filter(({ stage, questions }) => stage === 'running' && questions > 0)
  const due = others.filter(({ stage }) => stage === 'due')
  // Where one window is looked at, only what wants somebody takes room from it.
  const running = route === 'maintenance' ? none : others.filter(({ stage, questions }) => stage === 'running' && questions === 0)
  return (
    <>
      <Line windows={asking} icon={CircleHelp} tone="critical" lead="Maintenance waits for an answer" words={({ questions }) => `${plural(questions, 'answer')} wanted`} />
      <Line windows={due} icon={AlarmClock} tone="watch" lead="Maintenance is due" words={({ heldUpBy }) => (heldUpBy === undefined ? 'nobody has started it' : 'something holds it up')} />
      <Line windows={running} icon={CirclePlay} tone="maintenance" lead="Maintenance is running" words={({ percent, tenants }) => `${percent ?? 0} % done, ${plural(tenants.length, 'tenant')}`} />
    </>
  )
}

interface LineProps {
  readonly windows: readonly WindowSummary[]
  readonly icon: typeof CirclePlay
  readonly tone: 'critical' | 'watch' | 'maintenance'
  readonly lead: string
  readonly words: (window: WindowSummary) => string
}

/** Several of a kind take one line: the fleet needs the room. */
function Line({ windows, icon, tone, lead, words }: LineProps): ReactNode {
  const services = useServices()
  const [first] = windows
  if (first === undefined) return null
  const action = windows.length === 1 ? <Button onClick={() => openWindow(services, first.id)}>Open it</Button> : <Button onClick={() => openCalendar(services, 'list')}>Show all {windows.length}</Button>
  return (
    <Banner icon={icon} tone={tone} action={action}>
      <strong>{lead}:</strong> {first.title}, {words(first)}, <Left toMs={first.span.toMs} />{windows.length > 1 ? `; and ${windows.length - 1} more` : ''}.
    </Banner>
  )
}

function Left({ toMs }: { readonly toMs: number }): ReactNode {
  const text = useTimed((nowMs) => (toMs > nowMs ? `${formatDuration(toMs - nowMs)} left` : `over its end by ${formatDuration(nowMs - toMs)}`))
  return <span className="num">{text}</span>
}
