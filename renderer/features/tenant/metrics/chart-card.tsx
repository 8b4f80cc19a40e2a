import type { ReactNode } from 'react'
import { summaryOf } from '#shared/metrics/series'
import { seriesCsv } from '#shared/metrics/series-csv'
import { Chart } from '../../../components/chart/chart'
import type { ChartGrid, ChartLine, ChartFace } from '../../../components/chart/chart-types'
import type { ChartCursor } from '../../../components/chart/cursor'
import { valueWords } from '../../../components/chart/chart-words'
import { CopyButton } from '../../../components/copy-button'
import { formatTime } from '../../../format/time'
import type { MetricChart } from './metric-charts'
import { faces } from './faces'

interface Props {
  readonly chart: MetricChart
  readonly grid: ChartGrid | undefined
  readonly zone: string | undefined
  readonly cursor: ChartCursor
  readonly view: 'charts' | 'table'
}

/** One metric: its chart or its table. Its room is kept while it is read. */
export function ChartCard({ chart, grid, zone, cursor, view }: Props): ReactNode {
  const { title, note, lines, remark, spec } = chart
  const face = faces[spec.unit]
  return (
    <figure className="chart-card" aria-label={title} aria-busy={grid === undefined}>
      <figcaption className="row">
        <h3>{title}</h3>
        <span className="faint ellipsis grow">{note}</span>
        {grid !== undefined && lines.length > 0 && <CopyButton label={`Copy ${title} as CSV`} text={() => seriesCsv(lines, grid)} />}
      </figcaption>
      {grid === undefined ? (
        <div className="chart-wait" />
      ) : lines.length === 0 ? (
        <p className="chart-empty soft">{remark ?? 'Nothing to show.'}</p>
      ) : (
        <>
          {view === 'charts' ? <Chart title={title} lines={lines} grid={grid} face={face} zone={zone} cursor={cursor} /> : <PointTable title={title} lines={lines} grid={grid} face={face} zone={zone} />}
          {remark !== undefined && <p className="soft chart-remark">{remark}</p>}
        </>
      )}
    </figure>
  )
}

interface TableProps {
  readonly title: string
  readonly lines: readonly ChartLine[]
  readonly grid: ChartGrid
  readonly face: ChartFace
  readonly zone: string | undefined
}

/** What the chart shows as a table: each line's last, least and most, then every point, newest first. */
function PointTable({ title, lines, grid, face, zone }: TableProps): ReactNode {
  const count = Math.max(0, ...lines.map(({ values }) => values.length))
  const time = (atMs: number): string => formatTime(atMs, grid.untilMs, zone)
  return (
    <div className="chart-points" tabIndex={0} role="group" aria-label={`Points of ${title}`}>
      <table className="tenant-table">
        <caption className="unseen">{title}</caption>
        <thead><tr><th scope="col">Time</th>{lines.map(({ key, title: line }) => <th key={key} scope="col" className="end">{line}</th>)}</tr></thead>
        <tbody>
          {(['last', 'least', 'most'] as const).map((which) => (
            <tr key={which} className="chart-summary">
              <th scope="row">{which}</th>
              {lines.map(({ key, values }) => {
                const point = summaryOf(values, grid)?.[which]
                return <td key={key} className="end num" title={point === undefined ? undefined : time(point.atMs)}>{valueWords(point?.value, face.value)}{point !== undefined && <span className="faint chart-when">{time(point.atMs)}</span>}</td>
              })}
            </tr>
          ))}
          {Array.from({ length: count }, (_, back) => count - 1 - back).map((at) => (
            <tr key={at}><td className="num">{time(grid.fromMs + at * grid.periodMs)}</td>{lines.map(({ key, values }) => <td key={key} className="end num">{valueWords(values[at], face.value)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
