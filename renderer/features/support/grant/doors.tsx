import type { ReactNode } from 'react'
import type { DoorView, GrantView } from '#shared/support/support-view'
import { Age, Instant } from '../../../components/age'
import { doorLook, kindTitles } from '../../../components/support/stage-words'
import { useServices } from '../../../stores/services'
import { openGrant } from '../../../stores/support-visit'

/** What AWS keeps open for it: as it was read, when, and what closes it whatever becomes of us. */
export function Doors({ grant }: { readonly grant: GrantView }): ReactNode {
  return (
    <section aria-label="Doors">
      <h2>What AWS keeps for it</h2>
      {grant.doors.length === 0 && <p className="soft">Nothing was opened.</p>}
      <ul className="doors">{grant.doors.map((door) => <Door key={`${door.kind} ${door.target}`} door={door} isOver={grant.stage === 'closed'} />)}</ul>
    </section>
  )
}

function Door({ door, isOver }: { readonly door: DoorView; readonly isOver: boolean }): ReactNode {
  const services = useServices()
  const { icon: Icon, words, tone } = doorLook(door)
  return (
    <li data-trouble={door.trouble !== undefined || undefined}>
      <p className="row"><strong className="grow">{kindTitles[door.kind].replace(' from my address only', '')}</strong><span className={`access access-${tone}`}><Icon aria-hidden="true" />{words}</span></p>
      <p className="mono text door-target">{door.target}</p>
      <p className="soft">{door.account}, {door.region} · {door.readAtMs === undefined ? 'not read back yet' : <>read back <Age atMs={door.readAtMs} exact /> ago (<Instant atMs={door.readAtMs} />)</>}</p>
      {door.closesByItselfAtMs !== undefined ? <p className="soft">A schedule in AWS closes it by itself at <Instant atMs={door.closesByItselfAtMs} />.</p> : !isOver && door.state !== 'closed' && <p className="door-alone"><strong>No schedule is there that closes it by itself.</strong></p>}
      {door.sharedWith.length > 0 && <p className="soft">Kept open by {door.sharedWith.map((id, at) => <span key={id}>{at > 0 && ', '}<button type="button" className="link" onClick={() => openGrant(services, id)}>{id}</button></span>)} too: it closes with the last.</p>}
      {door.trouble !== undefined && <p className="grant-trouble text" role="alert">{door.trouble}</p>}
    </li>
  )
}
