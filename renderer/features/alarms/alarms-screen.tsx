import { Bell, BellOff, FilterX } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { isUncovered } from '#shared/alarms/covered-alarms'
import type { AlarmTrouble } from '#shared/alarms/desk-alarm'
import type { AlarmDesk } from '#shared/ipc/alarms-contract'
import type { AppError } from '#shared/kernel/app-error'
import { Button } from '../../components/button'
import { HealthMark, type MarkKind } from '../../components/health-mark'
import { Notice } from '../../components/notice'
import { formatCount, plural } from '../../format/number'
import { useServices, useSlice } from '../../stores/services'
import { alarmItems } from './alarm-items'
import { AlarmList } from './alarm-list'
import { matches } from './alarm-words'

/** The alarm desk: what fires in every account, and who takes care of it. */
export function AlarmsScreen(): ReactNode {
  const state = useSlice('alarms', (alarms) => alarms)
  switch (state.kind) {
    case 'loading':
      return <Notice icon={Bell} title="Loading the alarms">Reading the alarms of every account …</Notice>
    case 'failed':
      return <Notice icon={Bell} title="The alarms could not be loaded">{state.error.message} Watchfloor tries again within a minute.</Notice>
    case 'ready':
      return <Desk desk={state.desk} outdated={state.outdated} />
  }
}

const none: ReadonlySet<AlarmTrouble> = new Set()

function Desk({ desk, outdated }: { readonly desk: AlarmDesk; readonly outdated: AppError | undefined }): ReactNode {
  const [filter, setFilter] = useState('')
  const [open, setOpen] = useState(none)
  const { attention } = useServices()
  const only = useSlice('attention', ({ onlyUncovered }) => onlyUncovered)
  const shown = useMemo(() => desk.alarms.filter((alarm) => (!only || isUncovered(alarm)) && matches(alarm, filter)), [desk, filter, only])
  const showAll = (): void => {
    setFilter('')
    attention.setState({ onlyUncovered: false })
  }
  const items = useMemo(() => alarmItems(shown, open), [shown, open])
  const toggle = (trouble: AlarmTrouble): void => setOpen((before) => new Set(before.has(trouble) ? [...before].filter((each) => each !== trouble) : [...before, trouble]))
  return (
    <div className="alarms">
      <h1 className="unseen">Alarms</h1>
      <div className="alarms-tools toolbar">
        <Counts desk={desk} />
        <span className="recovery-space" />
        <label className="check"><input type="checkbox" checked={only} onChange={() => attention.setState({ onlyUncovered: !only })} /> Only uncovered</label>
        <input className="input recovery-filter" type="search" aria-label="Filter alarms" placeholder="Filter: name, tenant, account, nobody" value={filter} spellCheck={false} maxLength={500} onChange={(event) => setFilter(event.target.value)} />
      </div>
      <Doubts desk={desk} outdated={outdated} />
      {items.length > 0 ? <AlarmList items={items} desk={desk} onToggle={toggle} /> : filter === '' && (!only || desk.alarms.length === 0) ? <Quiet desk={desk} /> : <Notice icon={FilterX} title={filter === '' ? 'No alarm is uncovered' : 'No alarm matches'} actions={<Button onClick={showAll}>Show all alarms</Button>}>{filter === '' ? 'Somebody takes care of every alarm that fires.' : `No alarm of the desk is described by “${filter}”${only ? ' and uncovered' : ''}.`}</Notice>}
    </div>
  )
}

function Counts({ desk: { alarms } }: { readonly desk: AlarmDesk }): ReactNode {
  const count = (kind: MarkKind, of: number, words: string): ReactNode => of > 0 && <span className={`recovery-count recovery-${kind}`}><HealthMark kind={kind} /> <span className="num strong">{formatCount(of)}</span> {words}</span>
  const calling = alarms.filter(({ coverage }) => coverage !== undefined)
  return (
    <span className="recovery-counts" aria-label="Alarms of the fleet">
      {count('degraded', calling.filter(isUncovered).length, 'uncovered')}
      {count('info', calling.filter(({ coverage }) => (coverage?.acknowledged.length ?? 0) > 0).length, 'taken care of')}
      {count('info', calling.filter(({ suppressedBy }) => suppressedBy !== undefined).length, 'suppressed')}
      {count('unknown', alarms.filter(({ trouble }) => trouble === 'noData').length, 'without data')}
      {count('watch', alarms.filter(({ trouble }) => trouble === 'tellsNobody').length, 'would tell nobody')}
    </span>
  )
}

/** What is not known is said before anything is called quiet. */
function Doubts({ desk, outdated }: { readonly desk: AlarmDesk; readonly outdated: AppError | undefined }): ReactNode {
  const places = desk.unread.map(({ account, region }) => `${account} ${region}`)
  const doubts = [
    ...(outdated === undefined ? [] : [`What is shown may be old: ${outdated.message}`]),
    ...(places.length === 0 ? [] : [`Firing alarms are not known now in ${places.slice(0, 3).join(', ')}${places.length > 3 ? ` and ${places.length - 3} more` : ''}.`]),
    ...(desk.marksTrouble === undefined ? [] : [`Who takes care of what is not known: ${desk.marksTrouble}`]),
    ...(desk.leftOut === 0 ? [] : [`${plural(desk.leftOut, 'mild alarm')} left out.`]),
  ]
  return doubts.length === 0 ? null : <div className="alarms-doubts" role="status">{doubts.map((doubt) => <p key={doubt}>{doubt}</p>)}</div>
}

const Quiet = ({ desk }: { readonly desk: AlarmDesk }): ReactNode =>
  desk.unread.length > 0 ? (
    <Notice icon={Bell} title="Nothing to show yet">No alarm is known to fire, but not every account has answered.</Notice>
  ) : (
    <Notice icon={BellOff} title="No alarm is firing">Every alarm of every account has data, is in order, and would tell somebody.</Notice>
  )
