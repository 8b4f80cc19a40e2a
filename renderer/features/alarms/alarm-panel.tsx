import { Fragment, type ReactNode } from 'react'
import type { CoveredAlarm } from '#shared/alarms/covered-alarms'
import { isUncovered } from '#shared/alarms/covered-alarms'
import type { RuleChild } from '#shared/alarms/desk-alarm'
import { Age, Instant } from '../../components/age'
import { Button } from '../../components/button'
import { HealthMark, type MarkKind } from '../../components/health-mark'
import { TenantLink } from '../../components/tenant/tenant-link'
import { coverWords, stateWords, troubleWords } from './alarm-words'
import { AlarmHistorySection } from './alarm-history'
import { TurnStrip } from './turn-strip'
import type { Marking } from './use-marking'

interface Props {
  readonly alarm: CoveredAlarm
  readonly nowMs: number
  readonly me: string | undefined
  /** Absent: it does not fire, so nobody has to take care of it. */
  readonly marking: Marking | undefined
}

/** One alarm: why, since when, whose, and who takes care of it. */
export function AlarmPanel({ alarm, nowMs, me, marking }: Props): ReactNode {
  return (
    <aside className="recovery-panel alarms-panel" aria-label={`Alarm ${alarm.name}`}>
      <header><h2 className="alarms-title">{alarm.name}</h2></header>
      <div className="recovery-panel-scroll" tabIndex={0} role="group" aria-label="About the alarm">
        <p className="alarms-state"><HealthMark kind={alarm.trouble === 'noData' ? 'unknown' : alarm.severity} /> {troubleWords[alarm.trouble]}{alarm.sinceMs !== undefined && <> for <Age atMs={alarm.sinceMs} exact /> <span className="faint">since <Instant atMs={alarm.sinceMs} /></span></>}</p>
        {marking !== undefined && <Cover alarm={alarm} me={me} marking={marking} />}
        <Facts alarm={alarm} />
        {alarm.rule !== undefined && (
          <section aria-label="Rule">
            <h3>Rule</h3>
            <p className="alarms-code">{alarm.rule.text}</p>
            <Tree of={alarm.rule.children} />
          </section>
        )}
        {alarm.turns.length > 0 && <TurnStrip turns={alarm.turns} untilMs={nowMs} />}
        <AlarmHistorySection alarm={alarm} />
      </div>
    </aside>
  )
}

function Cover({ alarm, me, marking }: { readonly alarm: CoveredAlarm; readonly me: string | undefined; readonly marking: Marking }): ReactNode {
  const mine = me !== undefined && (alarm.coverage?.informed.includes(me) ?? false)
  const taken = alarm.coverage?.acknowledged.some(({ by }) => by === me) ?? false
  return (
    <section className="alarms-cover" aria-label="Who takes care of it">
      <p>Taken care of by <strong className={isUncovered(alarm) ? 'alarms-uncovered' : ''}>{coverWords(alarm)}</strong></p>
      {alarm.coverage?.acknowledged.map(({ by, atMs, note }) => <p key={by} className="small faint">{by}, <Instant atMs={atMs} />{note === undefined ? '' : `: ${note}`}</p>)}
      {marking.refusal !== undefined ? <p className="faint">{marking.refusal}</p> : (
        <>
          <input className="input" aria-label="Note" placeholder="Note, if it helps whoever reads it" value={marking.note} maxLength={500} onChange={(event) => marking.setNote(event.target.value)} />
          <div className="row">
            <Button look="primary" disabled={!marking.mayMark || taken} onClick={() => marking.mark('acknowledged')}>Acknowledge <kbd>a</kbd></Button>
            <Button disabled={!marking.mayMark || mine} onClick={() => marking.mark('seen')}>Seen <kbd>s</kbd></Button>
            {mine && <Button look="quiet" disabled={!marking.mayMark} onClick={() => marking.mark('withdrawn')}>Withdraw</Button>}
          </div>
          <p className="small faint">Marked as {me}, for this firing, on this machine. Only CloudWatch ends an alarm.</p>
        </>
      )}
      {marking.error !== undefined && <p className="alarms-uncovered" role="alert">{marking.error}</p>}
    </section>
  )
}

const actionWords: Record<CoveredAlarm['actions'][number]['state'], string> = { exists: '', other: '', missing: ' (no such topic)', unknown: ' (another account’s or Region’s, or not allowed to look: whether it exists is not known)' }

function Facts({ alarm }: { readonly alarm: CoveredAlarm }): ReactNode {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Why', alarm.why],
    ['CloudWatch says', alarm.reason],
    ['Suppressed by', alarm.suppressedBy],
    ['Silent', alarm.isSilent ? 'for more than a day: CloudWatch notifies of changes only' : undefined],
    ['Tenants', alarm.tenants.length === 0 ? 'none: nothing places it' : alarm.tenants.map(({ id, name }, at) => <Fragment key={id}>{at > 0 && ', '}<TenantLink id={id} name={name} /></Fragment>)],
    ['Environment', alarm.environment],
    ['Place', `${alarm.account} ${alarm.region}`],
    ['Metric', alarm.metric],
    ['Watches', Object.entries(alarm.dimensions).map(([name, value]) => `${name} ${value}`).join(', ') || undefined],
    ['Actions', alarm.actionsEnabled === false ? 'turned off' : alarm.actions.length === 0 ? 'none' : alarm.actions.map(({ arn, state }) => `${arn}${actionWords[state]}`).join(', ')],
  ]
  return <dl className="alarms-facts">{facts.map(([label, value]) => value !== undefined && <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
}

const childKind: Record<NonNullable<RuleChild['state']>, MarkKind> = { ALARM: 'degraded', OK: 'healthy', INSUFFICIENT_DATA: 'unknown' }

const Tree = ({ of }: { readonly of: readonly RuleChild[] }): ReactNode => (
  <ul className="alarms-tree">
    {of.map((child) => (
      <li key={child.name} className={child.state === 'ALARM' ? 'alarms-red' : ''}>
        <HealthMark kind={child.state === undefined ? 'watch' : childKind[child.state]} /> <span>{child.name}</span> <span className="faint small">{child.state === undefined ? 'there is no such alarm' : stateWords[child.state]}{child.sinceMs !== undefined && child.state !== 'OK' && <> for <Age atMs={child.sinceMs} /></>}</span>
        {child.children.length > 0 && <Tree of={child.children} />}
      </li>
    ))}
  </ul>
)
