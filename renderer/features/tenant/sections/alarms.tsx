import type { ReactNode } from 'react'
import { isUncovered, type CoveredAlarm } from '#shared/alarms/covered-alarms'
import { Age } from '../../../components/age'
import { Button } from '../../../components/button'
import { HealthMark } from '../../../components/health-mark'
import { coverWords, troubleWords } from '../../../components/alarm-words'
import { plural } from '../../../format/number'
import { useServices, useSlice } from '../../../stores/services'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

/** The tenant's alarms that somebody should know of, and who takes care of them. */
export function AlarmsSection({ detail: { view } }: SectionProps): ReactNode {
  const { ui } = useServices()
  const state = useSlice('alarms', (alarms) => alarms)
  const mine = state.kind === 'ready' ? state.desk.alarms.filter(({ tenants }) => tenants.some(({ id }) => id === view.id)) : []
  return (
    <TenantCard title="Alarms" note={`${plural(view.alarms.length, 'alarm')} in all`} tools={<Button look="quiet" onClick={() => ui.setState({ route: 'alarms' })}>Alarm desk</Button>}>
      {state.kind === 'loading' && <p className="soft">Reading the alarms …</p>}
      {state.kind === 'failed' && <p className="soft" role="alert">{state.error.message}</p>}
      {state.kind === 'ready' && mine.length === 0 && <p className="soft">{view.alarms.length === 0 ? 'No alarm of CloudWatch belongs to this tenant.' : 'None fires, lacks data or would tell nobody.'}</p>}
      <ul className="tenant-rows">{mine.map((alarm) => <AlarmLine key={alarm.key} alarm={alarm} />)}</ul>
    </TenantCard>
  )
}

function AlarmLine({ alarm }: { readonly alarm: CoveredAlarm }): ReactNode {
  return (
    <li>
      <HealthMark kind={alarm.trouble === 'noData' ? 'unknown' : alarm.severity} />
      <div>
        <p className="row"><span className="ellipsis grow text" title={alarm.name}>{alarm.name}</span><span className="soft num">{alarm.sinceMs !== undefined && <Age atMs={alarm.sinceMs} exact />}</span></p>
        <p className="soft"><strong className={isUncovered(alarm) ? 'tenant-strong' : ''}>{troubleWords[alarm.trouble]}</strong>{alarm.coverage !== undefined && `, taken care of by ${coverWords(alarm)}`}{alarm.why !== undefined && `: ${alarm.why}`}</p>
      </div>
    </li>
  )
}
