import type { ReactNode } from 'react'
import { findingKey } from '#shared/health/judge'
import { FindingCard } from '../../../components/tenant/finding-card'
import { plural } from '../../../format/number'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

/** What is wrong, worst first, each with its clause, its evidence and its age. */
export function FindingsSection({ detail: { findings } }: SectionProps): ReactNode {
  return (
    <TenantCard title="Findings" note={findings.length === 0 ? 'none' : plural(findings.length, 'finding')}>
      {findings.length === 0 && <p className="soft">Every clause of the contract was judged and holds.</p>}
      <ol className="findings">
        {findings.map((finding) => <FindingCard key={findingKey(finding)} finding={finding} />)}
      </ol>
    </TenantCard>
  )
}
