import type { GrantWish } from '../support/grant'
import type { GrantView } from '../support/support-view'
import type { AuditPolicies } from './audit-policy-kinds'
import type { SupportCommands } from './support-contract'

const grant = ({ id }: { readonly id: string }) => ({ kind: 'grant', id }) as const
/** Ending and approving answer before AWS shows it. */
const came = ({ stage, words }: GrantView): string => (stage === 'opening' || stage === 'revoking' ? `Not proven yet: ${words}` : words)
const nameOf = ({ tenant, environment, what }: GrantWish): string => `${tenant}, ${environment} (${what.join(' and ')})`

/** Words that people write to the client's request are kept whole: they are what a reviewer reads. */
export const supportPolicies: AuditPolicies<SupportCommands> = {
  'support.desk': { kind: 'reading' },
  'support.tenant': { kind: 'reading' },
  'support.grant': { kind: 'reading' },
  'support.preview': { kind: 'reading' },
  'support.ask': { kind: 'acting', title: 'ask for support access', words: ({ wish }) => `Asked for support access to ${nameOf(wish)}.`, keeps: ({ wish }) => wish, why: ({ wish }) => `${wish.reference}: ${wish.reason}`, tenants: ({ wish }) => [wish.tenant], made: grant },
  'support.breakGlass': { kind: 'acting', title: 'break the glass', words: ({ wish }) => `Broke the glass: support access to ${nameOf(wish)} without an approval.`, keeps: ({ wish }) => wish, why: ({ wish }) => `${wish.reference}: ${wish.reason}`, tenants: ({ wish }) => [wish.tenant], made: grant },
  'support.approve': { kind: 'acting', title: 'approve support access', words: ({ id }) => `Approved the grant ${id}.`, keeps: (input) => input, about: grant, came },
  'support.practiseApproval': { kind: 'acting', title: 'have the practice colleague approve support access', words: ({ id }) => `Had the practice colleague approve the grant ${id}.`, keeps: (input) => input, about: grant },
  'support.refuse': { kind: 'acting', closes: true, title: 'refuse support access', words: ({ id }) => `Refused the grant ${id}.`, keeps: ({ id }) => ({ id }), why: ({ why }) => why, about: grant },
  'support.end': { kind: 'acting', closes: true, title: 'end support access', words: ({ id }) => `Ended the grant ${id}.`, keeps: ({ id }) => ({ id }), why: ({ why }) => why, about: grant, came },
  'support.review': { kind: 'acting', title: 'review a broken glass', words: ({ id, isFine }) => `Reviewed the grant ${id}: ${isFine ? 'as it should be' : 'not as it should be'}.`, keeps: ({ id, isFine }) => ({ id, isFine }), why: ({ words }) => words, about: grant },
  'support.repair': { kind: 'acting', title: 'repair a drift of support access', words: ({ drift }) => `Repaired the drift ${drift}.`, keeps: (input) => input },
  'support.reconcile': { kind: 'acting', closes: true, title: 'compare AWS with the grants and close what is left over', words: () => 'Compared AWS with the grants, and had closed what is left over.', keeps: () => ({}) },
  'support.statementPreview': { kind: 'reading' },
  'support.statement': {
    kind: 'acting',
    title: 'export a statement of support access',
    words: ({ tenant, as }) => `Exported the statement of support access to ${tenant} (${as}).`,
    keeps: (input) => input,
    tenants: ({ tenant }) => [tenant],
  },
}
