import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AlarmChange } from '#shared/alarms/alarm-history'
import type { CoveredAlarm } from '#shared/alarms/covered-alarms'
import { Instant } from '../../components/age'
import { Button } from '../../components/button'
import { HealthMark, type MarkKind } from '../../components/health-mark'
import { formatDuration } from '../../format/duration'
import { stateWords } from './alarm-words'
import { useAlarmHistory } from './use-alarm-history'

/** What CloudWatch remembers of the alarm: every change of the last 30 days, with its reason. */
export function AlarmHistorySection({ alarm }: { readonly alarm: CoveredAlarm }): ReactNode {
  const { state, again } = useAlarmHistory(alarm.key, alarm.stateUpdatedAtMs)
  return (
    <section aria-label="History">
      <h3>History</h3>
      {state.kind === 'loading' && <p className="faint" role="status">Asking CloudWatch …</p>}
      {state.kind === 'failed' && (
        <div role="alert">
          <p className="soft">{state.error.message}{state.error.kind === 'denied' ? ' Reading it needs cloudwatch:DescribeAlarmHistory in the role.' : ''}</p>
          <Button icon={RefreshCw} onClick={again}>Ask again</Button>
        </div>
      )}
      {state.kind === 'ready' && state.history.changes.length === 0 && <p className="soft">CloudWatch remembers no change of it: it keeps them for 30 days.</p>}
      {state.kind === 'ready' && state.history.changes.length > 0 && (
        <>
          <ol className="alarms-history">{state.history.changes.map((change, at) => <Change key={`${change.atMs} ${change.to}`} change={change} untilMs={state.history.changes[at - 1]?.atMs} />)}</ol>
          <p className="small faint">{state.history.more ? 'Older changes are in CloudWatch. ' : ''}As CloudWatch told it at <Instant atMs={state.history.readAtMs} />; it keeps changes for 30 days.</p>
        </>
      )}
    </section>
  )
}

const marks: Record<AlarmChange['to'], MarkKind> = { ALARM: 'degraded', OK: 'healthy', INSUFFICIENT_DATA: 'unknown' }

/** `untilMs`: when the next change came; absent: it lasts. */
function Change({ change: { atMs, to, from, reason }, untilMs }: { readonly change: AlarmChange; readonly untilMs: number | undefined }): ReactNode {
  return (
    <li>
      <HealthMark kind={marks[to]} />
      <span className="text">
        <span><Instant atMs={atMs} /> {from === undefined ? '' : `${stateWords[from]} → `}<strong>{stateWords[to]}</strong>{untilMs !== undefined && <span className="faint"> for {formatDuration(untilMs - atMs)}</span>}</span>
        {reason !== undefined && <span className="small faint">{reason}</span>}
      </span>
    </li>
  )
}
