import type { ReactNode } from 'react'
import type { Incident } from '#shared/incidents/incident'
import { milestones, outageWords } from '#shared/incidents/incident-words'
import { formatDuration } from '../../format/duration'
import { formatTime } from '../../format/time'
import { useTimed } from '../../stores/services'

const width = 720
const left = 96
const right = 24
const laneY = { aws: 26, zone: 58, probe: 90 } as const

/** Three lanes of time: AWS's events, the zone, what clients felt. The table below says the same in words. */
export function IncidentTimeline({ incident }: { readonly incident: Incident }): ReactNode {
  // An incident under way grows; the second hand of a finished one stands still.
  const nowMs = useTimed((ms) => (incident.state === 'inProgress' ? Math.floor(ms / 5_000) * 5_000 : 0)) ?? 0
  const marks = milestones(incident)
  const { outage } = incident
  const felt = outage.basis === 'none' ? undefined : { fromMs: outage.fromMs, untilMs: outage.untilMs ?? Math.max(nowMs, outage.fromMs) }
  const fromMs = Math.min(incident.beganAtMs, ...marks.map(({ atMs }) => atMs))
  const untilMs = Math.max(fromMs + 60_000, felt?.untilMs ?? 0, incident.state === 'inProgress' ? nowMs : 0, ...marks.map(({ atMs }) => atMs))
  const x = (ms: number): number => left + ((ms - fromMs) / (untilMs - fromMs)) * (width - left - right)
  const label = `Timeline from ${formatTime(fromMs, Number.NaN)}, ${formatDuration(untilMs - fromMs)} long. Clients cut off: ${outageWords(incident, untilMs)}.`
  return (
    <svg className="incident-picture" viewBox={`0 0 ${width} 130`} role="img" aria-label={label}>
      {ticks(untilMs - fromMs).map((ms) => (
        <g key={ms}>
          <line className="pic-tick" x1={x(fromMs + ms)} x2={x(fromMs + ms)} y1="8" y2="106" />
          <text className="pic-small" x={x(fromMs + ms)} y="122" textAnchor="middle">{ms === 0 ? formatTime(fromMs, fromMs).slice(0, 8) : `+${formatDuration(ms)}`}</text>
        </g>
      ))}
      {(['aws', 'zone', 'probe'] as const).map((lane) => (
        <g key={lane}>
          <text className="pic-lane" x="0" y={laneY[lane] + 4}>{{ aws: 'AWS events', zone: 'Zone', probe: outage.basis === 'probe' ? 'Probe' : 'Cut off' }[lane]}</text>
          <line className="pic-line" x1={left} x2={width - right} y1={laneY[lane]} y2={laneY[lane]} />
        </g>
      ))}
      {incident.startedAtMs !== undefined && <rect className="pic-course" x={x(incident.startedAtMs)} y={laneY.aws - 6} width={Math.max(2, x(incident.completedAtMs ?? untilMs) - x(incident.startedAtMs))} height="12" rx="2" />}
      {felt !== undefined && <rect className={outage.basis === 'probe' ? 'pic-outage' : 'pic-outage pic-derived'} x={x(felt.fromMs)} y={laneY.probe - 7} width={Math.max(3, x(felt.untilMs) - x(felt.fromMs))} height="14" rx="2" />}
      {incident.zoneSeenAtMs !== undefined && (
        <>
          <path className="pic-swap" d={`M${x(incident.zoneSeenAtMs)} ${laneY.zone - 7}l7 7-7 7-7-7Z`} />
          <text className="pic-small" x={x(incident.zoneSeenAtMs) - 12} y={laneY.zone + 4} textAnchor="end">{incident.fromAz ?? '?'} → {incident.toAz ?? '?'}</text>
        </>
      )}
      {marks.filter(({ lane }) => lane === 'aws').map(({ atMs, words }, index) => (
        <circle key={`${atMs} ${index}`} className="pic-event" cx={x(atMs)} cy={laneY.aws} r="4"><title>{words}</title></circle>
      ))}
    </svg>
  )
}

/** Three to six round steps. */
function ticks(spanMs: number): readonly number[] {
  const steps = [15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400].map((seconds) => seconds * 1_000)
  const step = steps.find((ms) => spanMs / ms <= 6) ?? spanMs / 4
  return Array.from({ length: Math.floor(spanMs / step) + 1 }, (_, index) => index * step)
}
