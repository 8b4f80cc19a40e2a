import { useMemo, useState, type ReactNode } from 'react'
import { tenantTimeline } from '#shared/history/tenant-timeline'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import { Button } from '../../../components/button'
import { plural } from '../../../format/number'
import { useServices, useTimed } from '../../../stores/services'
import { useHistory } from '../../../stores/use-history'
import { TimelinePicture } from '../timeline/timeline-picture'
import { TimelineTable } from '../timeline/timeline-table'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

const spans = [{ title: '3 h', ms: 3 * hourMs }, { title: '24 h', ms: dayMs }, { title: '7 d', ms: 7 * dayMs }] as const

/** The question moves on in such steps, and reaches a step ahead: what is kept meanwhile is in its answer. */
const stepsPerSpan = 288

/** What happened to the tenant lately, from the local history: health, incidents, probes, findings, alarms. */
export function TimelineSection({ detail }: SectionProps): ReactNode {
  const { ui } = useServices()
  const [spanMs, setSpanMs] = useState<number>(dayMs)
  const [view, setView] = useState<'picture' | 'table'>('picture')
  const nowMs = useTimed((ms) => Math.floor(ms / minuteMs) * minuteMs) ?? Number.NaN
  const stepMs = spanMs / stepsPerSpan
  const toMs = (Math.floor(nowMs / stepMs) + 1) * stepMs
  const asked = useHistory('history.changes', Number.isNaN(toMs) ? undefined : { fromMs: toMs - stepMs - spanMs, toMs, tenant: detail.view.id }, true)
  const changes = asked.kind === 'ready' ? asked.value : undefined
  const timeline = useMemo(() => (changes === undefined || Number.isNaN(nowMs) ? undefined : tenantTimeline({ detail, changes }, { fromMs: nowMs - spanMs, untilMs: nowMs })), [detail, changes, nowMs, spanMs])
  const tools = (
    <>
      <Button look="quiet" onClick={() => ui.setState({ route: 'history' })}>History</Button>
      <span className="segments" role="group" aria-label="View of the timeline">
        <Button look="quiet" aria-pressed={view === 'picture'} onClick={() => setView('picture')}>Picture</Button>
        <Button look="quiet" aria-pressed={view === 'table'} onClick={() => setView('table')}>Table</Button>
      </span>
      <span className="segments" role="group" aria-label="Span of the timeline">
        {spans.map(({ title, ms }) => <Button key={title} look="quiet" aria-pressed={spanMs === ms} onClick={() => setSpanMs(ms)}>{title}</Button>)}
      </span>
    </>
  )
  return (
    <TenantCard title="Timeline" tools={tools}>
      {asked.kind === 'failed' && <p className="soft" role="alert">The history cannot be read: {asked.error.message}</p>}
      {asked.kind === 'ready' && asked.outdated !== undefined && <p className="tenant-outdated" role="alert">Not current: {asked.outdated.message}</p>}
      {asked.kind === 'loading' && <div className="timeline-wait" aria-busy="true" />}
      {timeline !== undefined && timeline.leftOut > 0 && <p className="soft small">The oldest {plural(timeline.leftOut, 'change')} of this span are left out.</p>}
      {timeline !== undefined && (view === 'picture' ? <TimelinePicture timeline={timeline} /> : <TimelineTable timeline={timeline} />)}
    </TenantCard>
  )
}
