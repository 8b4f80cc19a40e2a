import type { ReactNode } from 'react'
import { ProbeTable } from '../../../components/tenant/tenant-probes'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

/** What clients feel, and how much of the month's promise is left. */
export function ProbesSection({ detail: { view } }: SectionProps): ReactNode {
  return (
    <TenantCard title="Probes and availability">
      <ProbeTable probes={view.probes} goalPercent={view.contract.availabilityPercent} />
    </TenantCard>
  )
}
