import { ChevronDown, ChevronRight } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { isUncovered, type CoveredAlarm } from '#shared/alarms/covered-alarms'
import { Age } from '../../components/age'
import { HealthMark } from '../../components/health-mark'
import { missing } from '../../format/duration'
import { plural } from '../../format/number'
import { severityWords } from '../../format/words'
import type { AlarmItem } from './alarm-items'
import { coverWords, tenantWords, troubleWords } from './alarm-words'

interface Place {
  readonly index: number
  /** It is what the panel beside it shows. */
  readonly isAt: boolean
  readonly hasTabStop: boolean
  readonly style: CSSProperties
}

export function AlarmLine({ alarm, index, isAt, hasTabStop, style }: Place & { readonly alarm: CoveredAlarm }): ReactNode {
  const kind = alarm.trouble === 'noData' ? 'unknown' : alarm.severity
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={isAt} tabIndex={hasTabStop ? 0 : -1} data-at={index} className={`alarms-row ${isAt ? 'open' : ''}`} style={style}>
      <div role="rowheader" className="alarms-name">
        <HealthMark kind={kind} />
        <span className="recovery-who">
          <span className="ellipsis strong" title={alarm.name}>{alarm.name}</span>
          <span className="faint small ellipsis">{troubleWords[alarm.trouble]}{alarm.isSilent ? ', silent for more than a day' : ''}{alarm.suppressedBy === undefined ? '' : `, suppressed by ${alarm.suppressedBy}`}<span className="unseen">, {severityWords[alarm.severity]}</span></span>
        </span>
      </div>
      <div role="gridcell"><span className="ellipsis" title={alarm.tenants.map(({ name }) => name).join(', ')}>{tenantWords(alarm)}</span></div>
      <div role="gridcell"><span className={`ellipsis ${isUncovered(alarm) ? 'alarms-uncovered' : 'faint'}`}>{alarm.coverage === undefined ? (alarm.why ?? missing) : coverWords(alarm)}</span></div>
      <div role="gridcell" className="end">{alarm.sinceMs === undefined ? missing : <Age atMs={alarm.sinceMs} exact />}</div>
      <div role="gridcell"><span className="recovery-who"><span className="num ellipsis">{alarm.account}</span><span className="faint small ellipsis">{alarm.region}{alarm.environment === undefined ? '' : ` · ${alarm.environment}`}</span></span></div>
    </div>
  )
}

const groupWords = { noData: 'without data, which cannot fire meanwhile', tellsNobody: 'whose firing would tell nobody', firing: 'firing', flapping: 'going on and off' } as const

export function GroupLine({ group: { trouble, count, isOpen }, index, isAt, hasTabStop, style }: Place & { readonly group: Extract<AlarmItem, { kind: 'group' }> }): ReactNode {
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={isAt} tabIndex={hasTabStop ? 0 : -1} data-at={index} className={`alarms-row alarms-group ${isAt ? 'open' : ''}`} style={style}>
      <div role="gridcell" className="recovery-wide">
        <Icon aria-hidden="true" /> {plural(count, 'alarm')} {groupWords[trouble]} <span className="faint small">({isOpen ? 'Enter folds' : 'Enter opens'})</span>
      </div>
    </div>
  )
}
