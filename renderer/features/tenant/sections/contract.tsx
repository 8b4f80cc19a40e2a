import type { ReactNode } from 'react'
import type { TenantView } from '#shared/fleet/tenant-view'
import { CopyButton } from '../../../components/copy-button'
import { formatTime } from '../../../format/time'
import { useTimed } from '../../../stores/services'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

/** What was promised, whom to tell, and what time it is there. */
export function ContractSection({ detail: { view } }: SectionProps): ReactNode {
  return (
    <TenantCard title="Contract and contacts" tools={view.contacts !== undefined && <CopyButton label="Copy the contacts" text={() => (view.contacts ?? []).join(', ')} />}>
      <dl className="tenant-list">
        {promises(view).map(([title, words]) => <div key={title}><dt>{title}</dt><dd className="text">{words}</dd></div>)}
        <div><dt>Contacts</dt><dd className="text">{view.contacts?.map((contact) => <span key={contact} className="tenant-contact">{contact}</span>) ?? <span className="faint">The fleet file names nobody.</span>}</dd></div>
        <div><dt>Local time</dt><dd><LocalTime zone={view.timeZone} /></dd></div>
      </dl>
    </TenantCard>
  )
}

function promises({ contract }: TenantView): readonly (readonly [string, string])[] {
  const { offsite } = contract
  const away = offsite === false ? 'no copies off-site' : `copies in ${[offsite.account === undefined ? undefined : `account ${offsite.account}`, offsite.region].filter(Boolean).join(', ') || 'another place'}`
  return [
    ['Availability', `${contract.availabilityPercent} % of a month`],
    ['Redundancy', `${contract.multiAz ? 'Multi-AZ databases' : 'Single-AZ databases'}, app in ${contract.appAvailabilityZones} zones`],
    ['Recovery', `to within ${contract.recoveryPointMinutes} minutes, ${contract.continuousBackupDays} days back, ${contract.dailySnapshots} daily snapshots, ${away}`],
    ['Encryption', contract.ownKey ? 'with a key of the tenant’s own' : 'with the key that RDS takes'],
    ['Notice', `${contract.noticeHours} h before downtime; ${contract.operatorsNotified} operators know of every alarm`],
  ]
}

function LocalTime({ zone }: { readonly zone: string | undefined }): ReactNode {
  const text = useTimed((nowMs) => formatTime(nowMs, nowMs, zone))
  return <><span className="num">{text}</span> <span className="faint">{zone ?? 'your zone: the fleet file names none'}</span></>
}
