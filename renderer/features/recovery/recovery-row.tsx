import { memo, type CSSProperties, type ReactNode } from 'react'
import type { Health } from '#shared/health/finding'
import type { TenantRecovery } from '#shared/recovery/recovery'
import { HealthMark } from '../../components/health-mark'
import { PitrBar } from '../../components/pitr-bar'
import { formatUtc } from '../../format/time'
import { healthWords } from '../../format/words'
import { isPointLost, KeyCell, OffsiteCell, PointCell, ReadyCell, SnapshotCell } from './recovery-cells'

export type RecoveryView = 'bars' | 'table'

export interface RecoveryRowProps {
  readonly index: number
  readonly row: number
  readonly name: string
  readonly health: Health
  readonly recovery: TenantRecovery | undefined
  readonly view: RecoveryView
  readonly isOpen: boolean
  readonly hasTabStop: boolean
  readonly style: CSSProperties
}

/** One tenant: its worst database stands for it, the others are counted. */
export const RecoveryRow = memo(function RecoveryRow({ index, row, name, health, recovery, view, isOpen, hasTabStop, style }: RecoveryRowProps): ReactNode {
  const worst = recovery?.databases[0]
  const others = (recovery?.databases.length ?? 1) - 1
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={isOpen} tabIndex={hasTabStop ? 0 : -1} data-row={row} className={isOpen ? 'recovery-row open' : 'recovery-row'} style={style}>
      <div role="gridcell" className="recovery-name">
        <span title={healthWords[health]}><HealthMark kind={health} /></span>
        <span className="unseen">{healthWords[health]}</span>
        <span className="recovery-who">
          <span className="ellipsis strong">{name}</span>
          <span className="ellipsis faint small">{worst === undefined ? ' ' : `${worst.environment}${others > 0 ? ` · worst of ${others + 1}` : ''}`}</span>
        </span>
      </div>
      {worst === undefined || recovery === undefined ? (
        <div role="gridcell" className="recovery-wide" aria-label="Loading"><span className="bone" data-width={(row % 3) + 1} /></div>
      ) : (
        <>
          <div role="gridcell" className="end"><PointCell point={worst.point} isLost={isPointLost(recovery, worst)} /></div>
          {view === 'bars' ? (
            <div role="gridcell" className="recovery-bar"><PitrBar database={worst} /><span className="small faint ellipsis">{worst.window.words}</span></div>
          ) : (
            <div role="gridcell" className="recovery-bar"><span className="ellipsis num">{worst.window.kind === 'none' ? worst.window.words : `${formatUtc(worst.window.earliestAtMs)} to ${formatUtc(worst.window.latestAtMs)}`}</span>{worst.window.kind === 'known' && <span className="small faint ellipsis">{worst.window.words}</span>}</div>
          )}
          <div role="gridcell"><SnapshotCell database={worst} /></div>
          <div role="gridcell"><OffsiteCell offsite={worst.offsite} /></div>
          <div role="gridcell"><KeyCell line={worst.key} brief /></div>
          <div role="gridcell"><ReadyCell recovery={recovery} of={recovery} /></div>
        </>
      )}
    </div>
  )
})
