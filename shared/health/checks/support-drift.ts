import type { SupportMatter } from '../../support/matter'
import { about, type Check, type Verdict } from '../check'
import { momentText } from '../wording'

/** Support access that is not as it was granted, not proven closed, opened without an approval, or not reviewed. The desk's own looking is its evidence. */
export const supportDrift: Check = {
  id: 'support-drift',
  clause: 'recordKeeping',
  title: 'Support access',
  feeds: [],
  judge: ({ id, supportMatters = [] }) => (supportMatters.length === 0 ? [] : [judgeMatters(id, supportMatters)]),
}

/** One finding a tenant: the worst first, the rest as evidence. */
function judgeMatters(tenant: string, matters: readonly SupportMatter[]): Verdict {
  const urgent = matters.filter(({ kind }) => kind !== 'review')
  const [first, ...others] = [...urgent, ...matters.filter(({ kind }) => kind === 'review')]
  const sinceMs = Math.min(...matters.map(({ sinceMs: since }) => since))
  return about({ kind: 'tenant', id: tenant }, { feed: 'desk', account: '', region: '', observedAtMs: sinceMs }, {
    severity: urgent.length > 0 ? 'critical' : 'watch',
    summary: `${first?.words ?? ''}${others.length === 0 ? '' : ` And ${others.length} more.`}`,
    beganAtMs: sinceMs,
    evidence: matters.map(({ words, sinceMs: since }) => ({ label: momentText(since), value: words })),
  })
}
