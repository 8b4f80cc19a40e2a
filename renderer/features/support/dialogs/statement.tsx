import { useState, type ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import { dayMs } from '#shared/kernel/time'
import { instantsOf, parseWallTime, wallTimeOf, wallTimeText } from '#shared/kernel/wall-time'
import type { StatementPreview } from '#shared/support/statement'
import { Field } from '../../../components/field'
import { QuestionDialog } from '../../../components/question-dialog'
import { formatOffset } from '../../../format/time'
import { ownZone } from '../../../format/zone'
import { useServices, useSlice } from '../../../stores/services'
import { grantsOf } from '../../../stores/support-store'
import { TenantField, tenantMeant } from '../form/tenant-field'
import { StatementSources } from './statement-sources'

interface Props {
  readonly tenant: string | undefined
  readonly onClose: () => void
}

const usualDays = 30

/** Midnight at the beginning of a day in the zone; undefined: no day. */
const midnight = (day: string, zone: string): number | undefined => {
  const wall = parseWallTime(`${day}T00:00`)
  return wall === undefined ? undefined : instantsOf(wall, zone)[0]
}

interface Looked {
  /** Of whom, from when, until when. */
  readonly key: string
  readonly preview: StatementPreview
}

/** For the client: who had access, when, for what, the proof of closing, and what else happened. What could be joined is looked at before it is written. */
export function StatementDialog({ tenant, onClose }: Props): ReactNode {
  const { client, ui, time } = useServices()
  const table = useSlice('fleet', (state) => (state.kind === 'ready' ? state.table : undefined))
  const grants = useSlice('support', grantsOf)
  const zone = ownZone()
  const dayBefore = (days: number): string => (Number.isFinite(time.getState().nowMs) ? wallTimeText(wallTimeOf(time.getState().nowMs - days * dayMs, zone)).slice(0, 10) : '')
  const [whom, setWhom] = useState(tenant ?? '')
  const [fromDay, setFromDay] = useState(() => dayBefore(usualDays))
  const [toDay, setToDay] = useState(() => dayBefore(0))
  const [as, setAs] = useState<'html' | 'csv'>('html')
  const [looked, setLooked] = useState<Looked>()
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<AppError>()
  const meant = grants.find((grant) => grant.tenant === whom)?.tenant ?? tenantMeant(whom, table)
  const fromMs = midnight(fromDay, zone)
  const lastMs = midnight(toDay, zone)
  // The last day belongs to it as a whole, however long the clocks make it.
  const toMs = lastMs === undefined ? undefined : midnight(wallTimeText(wallTimeOf(lastMs + 1.5 * dayMs, zone)).slice(0, 10), zone)
  const isSpan = fromMs !== undefined && toMs !== undefined && fromMs < toMs
  const key = `${fromMs} ${toMs} ${meant}`
  const preview = looked?.key === key ? looked.preview : undefined
  const join = async (): Promise<void> => {
    if (meant === undefined || !isSpan) return
    setBusy('Joining the sources …')
    setError(undefined)
    const joined = await client.invoke('support.statementPreview', { tenant: meant, fromMs, toMs })
    setBusy(undefined)
    if (!joined.ok) return setError(joined.error)
    setLooked({ key, preview: joined.value })
  }
  const write = async (): Promise<void> => {
    if (meant === undefined || !isSpan) return
    setBusy('Writing …')
    setError(undefined)
    const written = await client.invoke('support.statement', { tenant: meant, fromMs, toMs, as })
    setBusy(undefined)
    if (!written.ok) return setError(written.error)
    if (written.value === null) return
    ui.setState({ announcement: `Written to ${written.value}` })
    onClose()
  }
  return (
    <QuestionDialog title="Statement for the client" yes={preview === undefined ? 'Join the sources' : 'Write it …'} busy={busy} error={error} isReady={meant !== undefined && isSpan} onYes={() => void (preview === undefined ? join() : write())} onClose={onClose}>
      <TenantField id="statement-tenant" value={whom} isMeant={meant !== undefined} onChange={setWhom} />
      <div className="field-pair">
        <Field id="statement-from" label="From" issue={fromDay !== '' && toDay !== '' && !isSpan ? 'The first day lies behind the last.' : undefined}>{(tied) => <input {...tied} type="date" className="input" value={fromDay} onChange={(event) => setFromDay(event.target.value)} />}</Field>
        <Field id="statement-to" label="Up to and with">{(tied) => <input {...tied} type="date" className="input" value={toDay} onChange={(event) => setToDay(event.target.value)} />}</Field>
      </div>
      <p className="faint">Days of {zone}{isSpan ? `, ${formatOffset(fromMs)}` : ''}. Who had access, when, on which request and for what, and the proof of every closing; joined with what CloudTrail says of the same doors, and with failovers, alarms and maintenance of that time. It says nothing of other tenants.</p>
      <fieldset className="choice">
        <legend>As</legend>
        <label className="check"><input type="radio" name="as" checked={as === 'html'} onChange={() => setAs('html')} /><span>Page to read and print (HTML)</span></label>
        <label className="check"><input type="radio" name="as" checked={as === 'csv'} onChange={() => setAs('csv')} /><span>Table (CSV)</span></label>
      </fieldset>
      <div role="status">{preview !== undefined && <StatementSources preview={preview} />}</div>
    </QuestionDialog>
  )
}
