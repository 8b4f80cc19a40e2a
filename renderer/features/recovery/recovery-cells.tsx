import type { ReactNode } from 'react'
import type { Health } from '#shared/health/finding'
import type { DatabaseRecovery, KeyLine, OffsiteLine, RecoveryPoint, TenantRecovery } from '#shared/recovery/recovery'
import { dayMs } from '#shared/kernel/time'
import { HealthMark } from '../../components/health-mark'
import { formatAge, formatDuration, missing } from '../../format/duration'
import { withoutOwnName, type Named } from '../../format/own-name'
import { formatUtc } from '../../format/time'
import { useTimed } from '../../stores/services'

/** A figure that is as promised is grey text; one that is not has a shape, a word and a colour. */
function Said({ kind, title, children }: { readonly kind: Health; readonly title?: string; readonly children: ReactNode }): ReactNode {
  return (
    <span className={`recovery-said recovery-${kind}`} title={title}>
      {kind !== 'healthy' && <HealthMark kind={kind} />}
      <span className="ellipsis">{children}</span>
    </span>
  )
}

/** `isLost`: so far behind that the clause would fail badly, as the verdict beside it says. */
export function PointCell({ point, isLost = false }: { readonly point: RecoveryPoint; readonly isLost?: boolean }): ReactNode {
  if (point.kind === 'none') return <span className="faint ellipsis" title={point.words}>{missing}</span>
  return <Said kind={isLost ? 'critical' : point.isBreach ? 'degraded' : point.isLate ? 'watch' : 'healthy'} title={`behind AWS time at ${formatUtc(point.observedAtMs)}; promised ${formatDuration(point.goalMs)}`}><span className="num">{formatDuration(point.lagMs)}</span></Said>
}

/** Whether the verdict on this database's recovery point is critical. */
export const isPointLost = ({ failing }: TenantRecovery, database: DatabaseRecovery): boolean =>
  failing.some(({ check, severity, subject }) => check === 'recovery-point' && severity === 'critical' && subject === database.id)

export function OffsiteCell({ offsite }: { readonly offsite: OffsiteLine }): ReactNode {
  if (offsite.kind === 'notPromised') return <span className="faint ellipsis">{offsite.words}</span>
  if (offsite.kind === 'unknown') return <Said kind="unknown" title={offsite.words}>{offsite.words}</Said>
  const kind = offsite.isMissing ? 'degraded' : offsite.isLate ? 'watch' : 'healthy'
  const age = offsite.ageMs === undefined ? 'no copy' : offsite.ageMs < dayMs ? formatAge(offsite.ageMs) : formatDuration(offsite.ageMs)
  return (
    <span className="recovery-two">
      <Said kind={kind} title={offsite.words}><span className="num">{age}</span></Said>
      <span className="faint small ellipsis">{offsite.region}</span>
    </span>
  )
}

const keyHealth: Record<KeyLine['kind'], Health> = { usable: 'healthy', ending: 'watch', unusable: 'critical', lost: 'critical', none: 'degraded', unknown: 'unknown' }

const endingWords: Partial<Record<KeyLine['kind'], string>> = { ending: 'ending', unusable: 'unusable', lost: 'lost' }

/** `brief`: a row has room for what it is and how long is left; the words stand in its title and are read aloud. */
export function KeyCell({ line, brief = false }: { readonly line: KeyLine; readonly brief?: boolean }): ReactNode {
  const { kind, words, untilMs } = line
  const short = brief && untilMs !== undefined ? endingWords[kind] : undefined
  const said = <Said kind={keyHealth[kind]} title={words}>{short === undefined ? words : <>{short}<span className="unseen">: {words}</span></>}</Said>
  return untilMs === undefined || kind === 'usable' ? said : <span className="recovery-two">{said}<Left untilMs={untilMs} /></span>
}

/** Counts down by AWS's time. */
function Left({ untilMs }: { readonly untilMs: number }): ReactNode {
  const words = useTimed((nowMs) => (Number.isNaN(nowMs) ? '' : nowMs >= untilMs ? 'time is up' : `${formatDuration(untilMs - nowMs)} left`))
  return <span className="small ellipsis num" title={formatUtc(untilMs)}>{words}</span>
}

export function SnapshotCell({ database: { snapshots } }: { readonly database: DatabaseRecovery }): ReactNode {
  if (snapshots === undefined) return <span className="faint">{missing}</span>
  return <Said kind={snapshots.missing === 0 ? 'healthy' : 'watch'} title={snapshots.words}>{snapshots.words}</Said>
}

export function ReadyCell({ recovery, of }: { readonly recovery: TenantRecovery; readonly of: Named }): ReactNode {
  const [worst] = recovery.failing.filter(({ severity }) => severity !== 'info')
  if (worst === undefined) return <span className="faint ellipsis">every clause would hold</span>
  const more = recovery.failing.filter(({ severity }) => severity !== 'info').length - 1
  return (
    <span className="finding-cell" title={worst.words}>
      <span className="recovery-words">{withoutOwnName(worst.words, of)}</span>
      {more > 0 && <span className="more"> +{more}</span>}
    </span>
  )
}
