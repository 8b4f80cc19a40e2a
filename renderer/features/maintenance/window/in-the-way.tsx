import { CalendarX, CircleCheck, Clock, Database, DoorOpen, FileClock, Gauge, Mail, Server, Timer, UserCheck, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Blocker } from '#shared/maintenance/blocker'
import type { WindowView } from '#shared/maintenance/window-view'
import { Button } from '../../../components/button'
import { plural } from '../../../format/number'
import { mayRun } from '../../../stores/access-store'
import { useServices, useSlice } from '../../../stores/services'
import { askFirst } from '../dialogs/ask-first'

const icons: Record<Blocker['kind'], LucideIcon> = { clock: Clock, early: Timer, late: FileClock, length: Timer, approval: UserCheck, notice: Mail, conflict: CalendarX, database: Database, group: Server, access: DoorOpen, quota: Gauge }
/** What an edit of the plan would solve. */
const byEditing: ReadonlySet<Blocker['kind']> = new Set(['late', 'length', 'conflict', 'database', 'group', 'access'])
const mostOfKind = 4

/** Everything between a window and its start, each with what to do about it. */
export function InTheWay({ window }: { readonly window: WindowView }): ReactNode {
  const blockers = window.blockers.filter(({ kind }) => kind !== 'early')
  const early = window.blockers.find(({ kind }) => kind === 'early')
  const kinds = [...new Set(blockers.map(({ kind }) => kind))]
  return (
    <section aria-label="In the way">
      <h2>In the way {blockers.length > 0 && <span className="faint num">{blockers.length}</span>}</h2>
      {blockers.length === 0 && <p className="row clear-way"><CircleCheck aria-hidden="true" /><span>{early === undefined ? 'Nothing. It can be started now; AWS is asked once more before it begins.' : 'Nothing but the time.'}</span></p>}
      <ul className="blockers">
        {kinds.map((kind) => <OfKind key={kind} kind={kind} blockers={blockers.filter((blocker) => blocker.kind === kind)} />)}
        {early !== undefined && <li className="soft"><Timer aria-hidden="true" /><p className="text">{early.message} Databases, app groups and quotas are looked at again then.</p></li>}
      </ul>
    </section>
  )
}

function OfKind({ kind, blockers }: { readonly kind: Blocker['kind']; readonly blockers: readonly Blocker[] }): ReactNode {
  const Icon = icons[kind]
  const shown = blockers.length > mostOfKind + 1 ? blockers.slice(0, mostOfKind) : blockers
  return (
    <li>
      <Icon aria-hidden="true" />
      <div>
        {shown.map(({ message }) => <p key={message} className="text">{message}</p>)}
        {shown.length < blockers.length && <p className="soft">And {plural(blockers.length - shown.length, 'more', 'more')} of the same kind.</p>}
        <Cure kind={kind} />
      </div>
    </li>
  )
}

function Cure({ kind }: { readonly kind: Blocker['kind'] }): ReactNode {
  const services = useServices()
  const maySave = useSlice('access', (state) => mayRun(state, 'maintenance.save'))
  if (kind === 'approval') return <Goto id="window-approvals">See approvals</Goto>
  if (kind === 'notice') return <Goto id="window-notices">See notices</Goto>
  return byEditing.has(kind) && maySave ? <Button onClick={() => askFirst(services, { kind: 'edit' })}>Edit the plan</Button> : null
}

/** Leads to a part of the same page; the next Tab goes on from there. */
function Goto({ id, children }: { readonly id: string; readonly children: string }): ReactNode {
  const go = (): void => {
    const part = document.getElementById(id)
    part?.scrollIntoView({ block: 'start' })
    part?.focus({ preventScroll: true })
  }
  return <button type="button" className="link" onClick={go}>{children}</button>
}
