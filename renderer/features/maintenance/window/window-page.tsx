import { CalendarClock } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { WindowView } from '#shared/maintenance/window-view'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { openCalendar } from '../../../stores/maintenance-visit'
import { useServices, useSlice } from '../../../stores/services'
import { RunPage } from '../run/run-page'
import { PlanPage } from './plan-page'
import { WindowHead } from './window-head'

/** One window: its plan and what is in the way; while it runs and afterwards, its run. */
export function WindowPage(): ReactNode {
  const services = useServices()
  const state = useSlice('maintenance', ({ window }) => window)
  const back = <Button onClick={() => openCalendar(services)}>Back to the calendar</Button>
  switch (state.kind) {
    case 'loading':
      return <Notice icon={CalendarClock} title="Loading the window">Reading its plan, approvals and notices …</Notice>
    case 'failed':
      return <Notice icon={CalendarClock} title="This window cannot be shown" actions={back}>{state.error.message}</Notice>
    case 'ready':
      return <Page key={state.value.id} window={state.value} outdated={state.outdated?.message} />
  }
}

function Page({ window, outdated }: { readonly window: WindowView; readonly outdated: string | undefined }): ReactNode {
  const [part, setPart] = useState<'run' | 'plan'>('run')
  const page = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A question in it may have taken the focus already.
    if (page.current?.contains(document.activeElement) !== true) page.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className="maintenance window-page" ref={page} tabIndex={-1}>
      <WindowHead window={window} part={window.run === undefined ? undefined : part} onPart={setPart} />
      {outdated !== undefined && <div className="alarms-doubts" role="status"><p>What is shown may be old: {outdated}</p></div>}
      {window.run !== undefined && part === 'run' ? <RunPage window={window} run={window.run} /> : <PlanPage window={window} />}
    </div>
  )
}
