import type { ReactNode } from 'react'
import { feeds } from '#shared/fleet/feeds'
import { minuteMs } from '#shared/kernel/time'
import type { ProbeReading } from '#shared/probes/probe-view'
import { HealthMark } from '../../components/health-mark'
import { formatAge, formatDuration, missing } from '../../format/duration'
import { useTimed } from '../../stores/services'
import { budgetText, probeWords } from '../../components/tenant/probe-words'

export function NameCell({ name, listed }: { readonly name: string; readonly listed: boolean }): ReactNode {
  return (
    <span className="name-cell">
      <span className="ellipsis" title={name}>{name}</span>
      {!listed && <span className="tag" title="Found by its tags; not in the fleet file">not in file</span>}
    </span>
  )
}

/** `7/7`; what falls short of the promise stands out by weight, not by colour: the health column has the colour. */
export function OfGoal({ have, goal }: { readonly have: number; readonly goal: number | undefined }): ReactNode {
  if (Number.isNaN(have)) return <span className="faint">{missing}</span>
  const whole = Math.floor(have)
  return (
    <span className="num">
      <span className={goal !== undefined && whole < goal ? 'strong' : ''}>{whole}</span>
      {goal !== undefined && <span className="faint">/{goal}</span>}
    </span>
  )
}

/** The inventory's cadence and what a poll may take: older than this, the age is worth the room. */
const lateAfterMs = feeds['rds.instances'].cadenceMs + minuteMs

/** The lag as observed; once older than the inventory's cadence, its age stands beside it: `3 m, 7 m ago`. */
export function LagCell({ lagMs, observedAtMs, named }: { readonly lagMs: number; readonly observedAtMs: number; readonly named: boolean }): ReactNode {
  const age = useTimed((nowMs) => (nowMs - observedAtMs > lateAfterMs ? formatAge(nowMs - observedAtMs) : ''))
  if (Number.isNaN(lagMs)) return <span className="faint">{missing}</span>
  return (
    <span className="num" title={age === '' ? undefined : `Observed ${age} ago`}>
      <span className={named ? 'strong' : ''}>{age === '' ? formatDuration(lagMs) : formatAge(lagMs)}</span>
      {age !== '' && <span className="faint">{`, ${age} ago`}</span>}
    </span>
  )
}

/** What is left of the month's budget; a page that is down now is marked, because the figure alone falls slowly. */
export function BudgetCell({ leftPercent, probe }: { readonly leftPercent: number; readonly probe: ProbeReading['kind'] | undefined }): ReactNode {
  if (probe === undefined) return <span className="faint" title="No probe asks this tenant’s pages">{missing}</span>
  const words = probe === 'up' ? undefined : probeWords[probe]
  return (
    <span className="num" title={words}>
      {(probe === 'down' || probe === 'unknown') && <span className={`health-${probe === 'down' ? 'critical' : 'unknown'}`}><HealthMark kind={probe === 'down' ? 'critical' : 'unknown'} /> </span>}
      <span className={leftPercent < 50 ? 'strong' : ''}>{Number.isNaN(leftPercent) ? missing : budgetText(leftPercent)}</span>
      {words !== undefined && <span className="unseen">{words}</span>}
    </span>
  )
}
