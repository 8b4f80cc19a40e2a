import type { ReactNode } from 'react'
import { availabilityOf, readingOf, type ProbeView } from '#shared/probes/probe-view'
import { answerText } from '#shared/probes/probe-result'
import { Age } from '../age'
import { HealthMark } from '../health-mark'
import { formatDuration, missing } from '../../format/duration'
import { formatUtc } from '../../format/time'
import { useTimed } from '../../stores/services'
import { budgetText, probeWords } from './probe-words'

/** What clients feel: each probe with its last answer, and the month so far against the promise. */
export function TenantProbes({ probes, goalPercent }: { readonly probes: readonly ProbeView[]; readonly goalPercent: number }): ReactNode {
  return (
    <section aria-label="Probes and availability">
      <h3>Probes and availability</h3>
      <ProbeTable probes={probes} goalPercent={goalPercent} />
    </section>
  )
}

/** The same without a heading. */
export function ProbeTable({ probes, goalPercent }: { readonly probes: readonly ProbeView[]; readonly goalPercent: number }): ReactNode {
  if (probes.length === 0) return <p className="soft">The fleet file names no probe for this tenant: nobody measures the {goalPercent} % it was promised.</p>
  return (
    <table className="small-table">
      <thead>
        <tr><th>Environment</th><th>Clients</th><th className="end">Asked</th><th className="end">Month %</th><th className="end">Budget</th></tr>
      </thead>
      <tbody>
        {probes.map((probe) => <ProbeRow key={`${probe.config.environment} ${probe.config.url}`} probe={probe} goalPercent={goalPercent} />)}
      </tbody>
    </table>
  )
}

function ProbeRow({ probe, goalPercent }: { readonly probe: ProbeView; readonly goalPercent: number }): ReactNode {
  const { environment, url } = probe.config
  const { last } = probe.state
  const kind = useTimed((nowMs) => readingOf(probe, nowMs).kind)
  const figures = useTimed((nowMs) => monthText(probe, goalPercent, nowMs))
  const [percent, budget, known] = figures.split('|')
  return (
    <tr>
      <td title={url}>{environment}</td>
      <td className={kind === 'up' ? '' : 'strong'} title={last === undefined ? probeWords[kind] : `${probeWords[kind]}. ${formatUtc(last.atMs)}: ${answerText(last)}`}>
        {kind !== 'up' && kind !== 'suspected' && <HealthMark kind={kind === 'down' ? 'critical' : 'unknown'} />} {shortWords[kind]}
      </td>
      <td className="end">{last === undefined ? <span className="faint">not yet</span> : <span className="faint"><Age atMs={last.atMs} /></span>}</td>
      <td className="end num" title={known}>{percent}</td>
      <td className="end num" title={known}>{budget}</td>
    </tr>
  )
}

const shortWords = { up: 'up', suspected: 'failed once', down: 'down', unknown: 'not known' } as const

/** Percent, budget and the words behind both, joined by a bar: a text changes only when it reads differently. */
function monthText(probe: ProbeView, goalPercent: number, nowMs: number): string {
  const { raw, contract, month, budgetMs, burnedMs, budgetLeftPercent, unknownMs } = availabilityOf(probe, goalPercent, nowMs)
  if (contract.percent === undefined || raw.percent === undefined) return `${missing}|${missing}|Nothing is known of ${month.name} yet`
  const words = `${month.name} (${month.timeZone}): ${formatDuration(burnedMs)} of ${formatDuration(budgetMs)} spent. ${raw.percent.toFixed(3)} % of what was seen; not watched for ${formatDuration(unknownMs)}`
  return `${contract.percent === 100 ? '100' : (Math.floor(contract.percent * 1000) / 1000).toFixed(3)}|${budgetText(budgetLeftPercent)}|${words}`
}
