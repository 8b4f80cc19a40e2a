import { ShieldAlert, Siren, TriangleAlert, UserRoundCheck, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DriftView, GrantView, SupportDeskView } from '#shared/support/support-view'
import { Age } from '../../../components/age'
import { Button } from '../../../components/button'
import { isApprovalWanted, isReviewWanted } from '../../../components/support/grant-order'
import { TroubleLine } from '../../../components/support/trouble-line'
import { TenantLink } from '../../../components/tenant/tenant-link'
import { mayRun } from '../../../stores/access-store'
import { textAt } from '../../../stores/cells'
import { rowOfTenant, type FleetState } from '../../../stores/fleet-store'
import { useServices, useSlice } from '../../../stores/services'
import { askSupport, openGrant } from '../../../stores/support-visit'
import { GrantSentence } from '../grant/grant-sentence'
import { PractiseButton } from '../grant/practise-button'
import { isMeant } from './filter-field'

/** What wants somebody now: what fails, what AWS has and nobody granted, what waits for an approval, what nobody has reviewed. */
export function Wanted({ desk }: { readonly desk: SupportDeskView }): ReactNode {
  const filter = useSlice('support', (state) => state.filter)
  const nameless = filter.trim().toLowerCase()
  const grants = desk.grants.filter((grant) => isMeant(grant, filter))
  const drifts = desk.drifts.filter(({ tenant, words }) => nameless === '' || `${tenant ?? ''} ${words}`.toLowerCase().includes(nameless))
  const failing = grants.filter(({ trouble }) => trouble !== undefined)
  const asked = grants.filter(isApprovalWanted)
  const unreviewed = grants.filter(isReviewWanted)
  const count = failing.length + drifts.length + asked.length + unreviewed.length
  if (count === 0) return null
  return (
    <section aria-label="What wants somebody">
      <h2>What wants somebody <span className="faint num">{count}</span></h2>
      <ul className="wanted">
        {failing.map((grant) => <Failing key={grant.id} grant={grant} />)}
        {drifts.map((drift) => <Drift key={drift.id} drift={drift} offline={desk.offline} />)}
        {asked.map((grant) => <Asked key={grant.id} grant={grant} offline={desk.offline} />)}
        {unreviewed.map((grant) => <Unreviewed key={grant.id} grant={grant} offline={desk.offline} />)}
      </ul>
    </section>
  )
}

interface ItemProps {
  readonly tone: 'critical' | 'degraded' | 'asks'
  readonly icon: LucideIcon
  readonly title: string
  readonly children: ReactNode
  readonly actions: ReactNode
}

const Item = ({ tone, icon: Icon, title, children, actions }: ItemProps): ReactNode => (
  <li className={`wanted-item wanted-${tone}`}>
    <Icon aria-hidden="true" />
    <div className="grow"><h3>{title}</h3>{children}</div>
    <div className="row wanted-actions">{actions}</div>
  </li>
)

function Failing({ grant }: { readonly grant: GrantView }): ReactNode {
  const services = useServices()
  const isClosing = grant.stage === 'revoking'
  return (
    <Item tone="critical" icon={TriangleAlert} title={`${isClosing ? 'Not proven closed' : 'Not opened'}: ${grant.tenantName}, ${grant.environment}`} actions={<Button look="primary" onClick={() => openGrant(services, grant.id)}>Open it</Button>}>
      {grant.trouble !== undefined && <TroubleLine trouble={grant.trouble} />}
      <p className="soft text">{grant.words}</p>
    </Item>
  )
}

const driftTitles: Record<DriftView['kind'], string> = {
  'rule-without-grant': 'A door stands open that nobody granted',
  'document-without-grant': 'A login is allowed that nobody granted',
  'schedule-without-grant': 'A schedule without a grant',
  'grant-without-rule': 'Granted, but AWS has no rule for it',
  'grant-without-document': 'Granted, but the tenant’s document does not say so',
  'grant-without-schedule': 'Open, but nothing closes it by itself',
  'document-unreadable': 'The tenant’s document cannot be read',
}

function Drift({ drift, offline }: { readonly drift: DriftView; readonly offline: string | undefined }): ReactNode {
  const services = useServices()
  const may = useSlice('access', (state) => mayRun(state, 'support.repair'))
  const name = useSlice('fleet', (fleet) => nameIn(fleet, drift.tenant))
  return (
    <Item tone="critical" icon={ShieldAlert} title={driftTitles[drift.kind]} actions={may && <Button look="primary" disabled={offline !== undefined} title={offline} onClick={() => askSupport(services, { kind: 'repair', drift })}>{drift.repair} …</Button>}>
      <p className="text">{drift.words}</p>
      <p className="soft">found <Age atMs={drift.foundAtMs} /> ago{drift.tenant !== undefined && <>, <TenantLink id={drift.tenant} name={name} /></>}{drift.grant !== undefined && <>, <button type="button" className="link" onClick={() => openGrant(services, drift.grant!)}>its grant</button></>}</p>
    </Item>
  )
}

/** What the fleet calls a tenant; who is not in it any more goes by the id. */
function nameIn(fleet: FleetState, tenant = ''): string {
  const row = fleet.kind === 'ready' ? rowOfTenant(fleet.table, tenant) : undefined
  return fleet.kind === 'ready' && row !== undefined ? textAt(fleet.table, 'name', row) || tenant : tenant
}

interface GrantItemProps {
  readonly grant: GrantView
  readonly offline: string | undefined
}

function Asked({ grant, offline }: GrantItemProps): ReactNode {
  const services = useServices()
  const mayApprove = useSlice('access', (state) => mayRun(state, 'support.approve'))
  return (
    <Item
      tone="asks"
      icon={UserRoundCheck}
      title={`${grant.by} asks for your approval`}
      actions={
        <>
          {mayApprove && <Button look="primary" disabled={offline !== undefined} title={offline} onClick={() => askSupport(services, { kind: 'approve', grant })}>Approve …</Button>}
          {mayApprove && grant.may.refuse === true && <Button disabled={offline !== undefined} onClick={() => askSupport(services, { kind: 'refuse', grant })}>Refuse …</Button>}
          <PractiseButton grant={grant} />
        </>
      }
    >
      <GrantSentence grant={grant} />
    </Item>
  )
}

function Unreviewed({ grant, offline }: GrantItemProps): ReactNode {
  const services = useServices()
  const canReview = useSlice('access', (state) => mayRun(state, 'support.review')) && grant.may.review === true
  return (
    <Item tone="degraded" icon={Siren} title={`Break-glass at ${grant.tenantName} is not reviewed`} actions={<>{canReview && <Button look="primary" disabled={offline !== undefined} onClick={() => askSupport(services, { kind: 'review', grant })}>Review …</Button>}<Button onClick={() => openGrant(services, grant.id)}>Its story</Button></>}>
      <GrantSentence grant={grant} />
      {grant.may.review !== true && <p className="soft">{grant.may.review}</p>}
    </Item>
  )
}
