import { Printer } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { entryMark, entryWords } from '#shared/history/entry-words'
import type { HandoverSheet } from '#shared/history/handover'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import { Button } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { HealthMark } from '../../components/health-mark'
import { Notice } from '../../components/notice'
import { formatDuration } from '../../format/duration'
import { plural } from '../../format/number'
import { formatOffset, formatTime } from '../../format/time'
import { severityWords } from '../../format/words'
import { fromField, toField } from './date-field'
import { alarmLine, endWords, handoverText, incidentLine, leftOutWords, moreWords } from './handover-text'
import { incidentMark } from './incident-mark'
import type { Extent } from './ranges'
import { useHistory } from '../../stores/use-history'

const shifts = [
  { ms: 8 * hourMs, title: '8 h' },
  { ms: 12 * hourMs, title: '12 h' },
  { ms: dayMs, title: '24 h' },
] as const

/** What one shift hands to the next, made from what was kept. */
export function Handover({ extent }: { readonly extent: Extent }): ReactNode {
  const [lengthMs, setLengthMs] = useState<number>(8 * hourMs)
  const [endMs, setEndMs] = useState<number>()
  const untilMs = Math.ceil(Math.min(endMs ?? extent.lastMs, extent.lastMs) / minuteMs) * minuteMs
  const asked = useHistory('handover.sheet', { fromMs: untilMs - lengthMs, toMs: untilMs }, endMs === undefined, endMs === undefined ? `now ${lengthMs}` : undefined)
  if (asked.kind === 'failed') return <Notice title="The sheet cannot be made">{asked.error.message}</Notice>
  return (
    <div className="history-body handover">
      <div className="row wrap handover-tools">
        <div className="segments" role="group" aria-label="Length of the shift">
          {shifts.map(({ ms, title }) => <Button key={ms} look="quiet" aria-pressed={lengthMs === ms} onClick={() => setLengthMs(ms)}>{title}</Button>)}
        </div>
        <label className="row soft">until
          <input className="input" type="datetime-local" step={60} value={toField(untilMs)} max={toField(extent.lastMs)} onChange={({ target }) => setEndMs(fromField(target.value))} />
          <span className="num">{formatOffset(untilMs)}</span>
        </label>
        {endMs !== undefined && <Button look="quiet" onClick={() => setEndMs(undefined)}>Until now</Button>}
        <span className="grow" />
        {asked.kind === 'ready' && (
          <>
            <CopyButton label="Copy as text" text={() => handoverText(asked.value)} />
            <Button icon={Printer} onClick={() => window.print()}>Print</Button>
          </>
        )}
      </div>
      {asked.kind === 'ready' ? <Sheet sheet={asked.value} /> : <p className="sheet soft" role="status" aria-busy="true">Putting the sheet together …</p>}
    </div>
  )
}

function Sheet({ sheet }: { readonly sheet: HandoverSheet }): ReactNode {
  const { fromMs, untilMs } = sheet
  const at = (ms: number): string => formatTime(ms, Number.NaN)
  return (
    <article className="sheet text" aria-label="Hand-over sheet" tabIndex={0}>
      <header>
        <h2>Hand-over{sheet.desk === '' ? '' : `, ${sheet.desk}`}</h2>
        <p className="soft num">{at(fromMs)} to {at(untilMs)} · {formatDuration(untilMs - fromMs)} · {endWords(sheet)}</p>
        {sheet.leftOut > 0 && <p className="history-trouble" role="status">{leftOutWords(sheet)}</p>}
      </header>
      <Section title="Open" none="Nothing is open." count={sheet.open.length} more={sheet.more.open}>
        {sheet.open.map(({ tenant, findings }) => (
          <li key={tenant.tenant}>
            <HealthMark kind={tenant.health} />
            <div><strong>{tenant.name}</strong>
              {findings.map((finding) => <p key={finding.key}><span className="soft">{severityWords[finding.severity]} since <span className="num">{at(finding.sinceAtMs)}</span>.</span> {finding.summary}</p>)}
            </div>
          </li>
        ))}
      </Section>
      <Section title="Incidents" none="No failover, no outage." count={sheet.incidents.length} more={sheet.more.incidents}>
        {sheet.incidents.map((incident) => <li key={incident.id}><HealthMark kind={incidentMark(incident)} /><div><span className="num soft">{at(incident.beganAtMs)}</span> {incidentLine(incident, untilMs)}</div></li>)}
      </Section>
      <Section title="Alarms" none="Nobody took care of an alarm." count={sheet.alarms.length} more={sheet.more.alarms}>
        {sheet.alarms.map((entry) => <li key={entry.id}><HealthMark kind={entryMark(entry)} /><div><span className="num soft">{at(entry.atMs)}</span> {alarmLine(entry)}</div></li>)}
      </Section>
      <Section title="Planned" none="Nothing is announced." count={sheet.planned.length} more={sheet.more.planned}>
        {sheet.planned.map(({ tenant, name, summary }) => <li key={`${tenant} ${summary}`}><HealthMark kind="info" /><div><strong>{name}</strong> {summary}</div></li>)}
      </Section>
      <Section title="Changed" none="Nothing changed." count={sheet.changed.length} more={sheet.more.changed}>
        {sheet.changed.map(({ tenant, name, entries, earlier }) => (
          <li key={tenant}>
            <span />
            <div><strong>{name}</strong>
              {earlier > 0 && <p className="faint">{plural(earlier, 'earlier change')}</p>}
              {entries.map((entry) => <p key={entry.id} className="sheet-change"><span className="num soft">{at(entry.atMs)}</span><HealthMark kind={entryMark(entry)} /><span>{entryWords(entry)}</span></p>)}
            </div>
          </li>
        ))}
      </Section>
      <Section title="Not watched" none="Somebody watched all the time." count={sheet.gaps.length} more={sheet.more.gaps}>
        {sheet.gaps.map((gap) => <li key={gap.fromMs}><HealthMark kind="unknown" /><div className="num">{at(gap.fromMs)} to {at(gap.untilMs)} ({formatDuration(gap.untilMs - gap.fromMs)})</div></li>)}
      </Section>
    </article>
  )
}

function Section({ title, none, count, more, children }: { readonly title: string; readonly none: string; readonly count: number; readonly more: number; readonly children: ReactNode }): ReactNode {
  return (
    <section>
      <h3>{title}</h3>
      {count === 0 ? <p className="soft">{none}</p> : <ul>{children}</ul>}
      {more > 0 && <p className="soft">{moreWords(more)}</p>}
    </section>
  )
}
