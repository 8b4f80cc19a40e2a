import type { ReactNode } from 'react'
import { AppGroupCard } from '../../../components/app-tier/app-group-card'
import { NotApplicable, TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

/** The tenant's app groups, each with its machines, what clients get of it, and what Auto Scaling does and did. */
export function AppSection({ detail: { view } }: SectionProps): ReactNode {
  return (
    <TenantCard title="App tier">
      {view.appGroups.length === 0 && <NotApplicable>no app group was found for this tenant.</NotApplicable>}
      {view.appGroups.map((group) => (
        <div key={group.record.key}>
          <h3>{group.environment} <span className="faint mono">{group.record.id}</span>{group.shared && <span className="faint"> shared</span>}</h3>
          <AppGroupCard group={group} most={8} />
        </div>
      ))}
    </TenantCard>
  )
}
