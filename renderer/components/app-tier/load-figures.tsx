import type { ReactNode } from 'react'
import type { AppLoadRecord } from '#shared/fleet/records'
import { failing, isSlow, loadFigures } from '#shared/health/app-load'
import { formatCount } from '../../format/number'
import { missing } from '../../format/duration'
import { Age } from '../age'

/** Latency, server errors and requests of a target group over its last minutes, with the half hour before as a line. */
export function LoadFigures({ load }: { readonly load: AppLoadRecord }): ReactNode {
  const figures = loadFigures(load)
  const latency = figures?.latencySeconds
  const ratio = figures?.errorRatio
  return (
    <div className="app-load">
      <Figure label="99 of 100 within" value={latency === undefined ? missing : `${latency.toFixed(2)} s`} isBad={isSlow(load)} values={load.minutes.map(({ latencySeconds }) => latencySeconds)} />
      <Figure label="Server errors" value={ratio === undefined ? missing : `${(100 * ratio).toFixed(1)} %`} isBad={failing(load) !== undefined} values={load.minutes.map(({ requests, errors = 0 }) => (requests === undefined || requests === 0 ? undefined : errors / requests))} />
      <Figure label="Requests / min" value={figures === undefined ? missing : formatCount(Math.round(figures.requestsPerMinute))} isBad={false} values={load.minutes.map(({ requests }) => requests)} />
      <p className="faint">{load.minutes.length === 0 ? 'The load balancer sent no figures for the last half hour.' : 'Last 5 minutes; line: half an hour.'} Read <Age atMs={load.readAtMs} /> ago.</p>
    </div>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly isBad: boolean
  readonly values: readonly (number | undefined)[]
}

function Figure({ label, value, isBad, values }: FigureProps): ReactNode {
  return (
    <div className="app-figure">
      <span className="faint">{label}</span>
      <span className={isBad ? 'num strong' : 'num'}>{value}{isBad && <span className="unseen"> (beyond its limit)</span>}</span>
      <Line values={values} />
    </div>
  )
}

/** Decoration beside a figure: the figure has the words. Scaled to its own greatest value. */
function Line({ values }: { readonly values: readonly (number | undefined)[] }): ReactNode {
  const most = Math.max(...values.map((value) => value ?? 0), Number.MIN_VALUE)
  const points = values.flatMap((value, at) => (value === undefined ? [] : [`${((at / Math.max(1, values.length - 1)) * 100).toFixed(1)},${(22 - (value / most) * 20).toFixed(1)}`]))
  return (
    <svg className="app-line" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {points.length > 1 && <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />}
    </svg>
  )
}
