import { useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { metricRangeIds, metricRanges, type MetricRange } from '#shared/metrics/ranges'
import type { TenantMetrics } from '#shared/metrics/tenant-metrics'
import { Age } from '../../../components/age'
import { Button } from '../../../components/button'
import { createChartCursor, type ChartCursor } from '../../../components/chart/cursor'
import { formatDuration } from '../../../format/duration'
import { formatDollars, plural } from '../../../format/number'
import { formatTime } from '../../../format/time'
import { ChartCard } from '../metrics/chart-card'
import { metricCharts, missingCharts } from '../metrics/metric-charts'
import { useMetrics, type MetricsState } from '../metrics/use-metrics'
import { useVisible } from '../metrics/use-visible'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

/** Charts of the databases, the load balancer and the app servers. They cost money: asked for only while they are looked at. */
export function MetricsSection({ detail: { view } }: SectionProps): ReactNode {
  const [range, setRange] = useState<MetricRange>('3h')
  const [environment, setEnvironment] = useState<string>()
  const [shown, setShown] = useState<'charts' | 'table'>('charts')
  const [ofTenant, setOfTenant] = useState(view.timeZone !== undefined)
  const box = useRef<HTMLDivElement>(null)
  const visible = useVisible(box)
  const state = useMetrics({ tenant: view.id, range, environment, visible })
  const cursor = useMemo(() => createChartCursor(), [])
  const metrics = state.kind === 'ready' ? state.metrics : undefined
  const zone = ofTenant ? view.timeZone : undefined
  const charts = useMemo(() => metricCharts(view, metrics, environment, metricRanges[range].periodMs), [view, metrics, environment, range])
  const environments = [...new Set([...view.databases, ...view.appGroups].map((each) => each.environment))]
  return (
    <TenantCard title="Metrics" note={<Cost state={state} range={range} visible={visible} />} tools={<Choice label="Span" options={metricRangeIds} titles={(id) => metricRanges[id].title} value={range} onChange={setRange} />} className="tenant-metrics">
      <div className="row wrap metrics-tools">
        {environments.length > 1 && <Choice label="Environment" options={[undefined, ...environments]} titles={(each) => each ?? 'All'} value={environment} onChange={setEnvironment} />}
        <span className="grow" />
        <ZoneWords zone={zone} metrics={metrics} cursor={cursor} />
        {view.timeZone !== undefined && <Choice label="Time axis" options={[true, false]} titles={(each) => (each ? 'Tenant’s time' : 'Your time')} value={ofTenant} onChange={setOfTenant} />}
        <Choice label="View of the metrics" options={['charts', 'table'] as const} titles={(each) => (each === 'charts' ? 'Charts' : 'Table')} value={shown} onChange={setShown} />
      </div>
      <Troubles state={state} />
      <div ref={box} className="metrics-charts">
        {charts.map((chart) => <ChartCard key={chart.id} chart={chart} grid={metrics} zone={zone} cursor={cursor} view={shown} />)}
      </div>
      <p className="faint small">{missingCharts(view, environment).map(([title, why]) => `${title} is not applicable: ${why}. `)}</p>
    </TenantCard>
  )
}

interface ChoiceProps<T> {
  readonly label: string
  readonly options: readonly T[]
  readonly titles: (option: T) => string
  readonly value: T
  readonly onChange: (option: T) => void
}

function Choice<T>({ label, options, titles, value, onChange }: ChoiceProps<T>): ReactNode {
  return (
    <span className="segments" role="group" aria-label={label}>
      {options.map((option) => <Button key={titles(option)} look="quiet" aria-pressed={option === value} onClick={() => onChange(option)}>{titles(option)}</Button>)}
    </span>
  )
}

/** What looking costs: said beside the charts, so that nobody is surprised by the bill. */
function Cost({ state, range, visible }: { readonly state: MetricsState; readonly range: MetricRange; readonly visible: boolean }): ReactNode {
  if (state.kind !== 'ready') return visible && state.kind === 'loading' ? 'reading …' : ''
  const { queries, dollars, readAtMs } = state.metrics
  return <>read <Age atMs={readAtMs} /> ago · {plural(queries, 'metric')}, {formatDollars(dollars)} every {formatDuration(metricRanges[range].periodMs)} while you look</>
}

/** The zone of the axis with its offset, or the moment that the cursor stands at. */
function ZoneWords({ zone, metrics, cursor }: { readonly zone: string | undefined; readonly metrics: TenantMetrics | undefined; readonly cursor: ChartCursor }): ReactNode {
  const at = useSyncExternalStore(cursor.subscribe, cursor.get)
  if (metrics === undefined) return null
  if (at !== undefined) return <output className="num strong">{formatTime(at, metrics.untilMs, zone)}</output>
  return <span className="soft num">{zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}, {formatTime(metrics.untilMs, metrics.untilMs, zone).split(' ').at(-1)}</span>
}

/** What is not current, not allowed or not whole, in words, above what is shown. */
function Troubles({ state }: { readonly state: MetricsState }): ReactNode {
  if (state.kind === 'loading') return null
  if (state.kind === 'failed') return <p className="tenant-outdated" role="alert">The metrics could not be read. {state.error.message}</p>
  const { metrics, outdated } = state
  const words = [
    ...(outdated === undefined ? [] : [`Not current: ${outdated.message}`]),
    ...metrics.troubles.map(({ account, region, what, error }) => `${what === 'metrics' ? 'Metrics' : 'Load balancers'} of account ${account} in ${region}: ${error.message}`),
    ...(metrics.leftOut === 0 ? [] : [`${plural(metrics.leftOut, 'line')} left out: one question holds no more than 500. Choose an environment.`]),
  ]
  return words.length === 0 ? null : <div className="tenant-outdated" role="alert">{words.map((line) => <p key={line}>{line}</p>)}</div>
}
