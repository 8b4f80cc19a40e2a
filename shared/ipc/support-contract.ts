import type { GrantWish } from '../support/grant'
import type { StatementPreview } from '../support/statement'
import type { GrantPreview, GrantView, SupportDeskView, TenantSupportView } from '../support/support-view'

/** Support access: what the toggle, its form and the desk's list of grants ask. Times are AWS time, epoch milliseconds. */
export interface SupportCommands {
  'support.desk': { input: null; output: SupportDeskView }
  'support.tenant': { input: { readonly tenant: string }; output: TenantSupportView }
  'support.grant': { input: { readonly id: string }; output: GrantView }
  /** Nothing is written. */
  'support.preview': { input: { readonly wish: GrantWish }; output: GrantPreview }
  /** In one's own name. Opens by itself once approved; where the tenant's is self-service, at once. */
  'support.ask': { input: { readonly wish: GrantWish }; output: GrantView }
  /** Opens without an approval. `confirm`: the tenant's id as typed. */
  'support.breakGlass': { input: { readonly wish: GrantWish; readonly confirm: string }; output: GrantView }
  /** `conflict`: it is not what was looked at. Never by whoever asked. */
  'support.approve': { input: { readonly id: string; readonly hash: string }; output: GrantView }
  /** Training only: the colleague who does not exist approves. */
  'support.practiseApproval': { input: { readonly id: string; readonly hash: string }; output: GrantView }
  'support.refuse': { input: { readonly id: string; readonly why: string }; output: GrantView }
  /** Ends a grant, or takes back one that is not open yet. Returns before it is proven closed. */
  'support.end': { input: { readonly id: string; readonly why: string }; output: GrantView }
  /** Of break-glass, by somebody else than who broke it. */
  'support.review': { input: { readonly id: string; readonly words: string; readonly isFine: boolean }; output: GrantView }
  /** Does what the drift's `repair` says, when it is still as it was found. */
  'support.repair': { input: { readonly drift: string }; output: SupportDeskView }
  /** Compares AWS with the grants now. */
  'support.reconcile': { input: null; output: SupportDeskView }
  /** What a statement would hold, and by which sources: nothing is written. Writing the same span within ten minutes writes what this told of. */
  'support.statementPreview': { input: { readonly tenant: string; readonly fromMs: number; readonly toMs: number }; output: StatementPreview }
  /** Writes who had access to a tenant, when, for what and the proof of closing, where the operator chooses; null when they cancelled. */
  'support.statement': { input: { readonly tenant: string; readonly fromMs: number; readonly toMs: number; readonly as: 'html' | 'csv' }; output: string | null }
}

export interface SupportEvents {
  /** A grant, a drift or a proof changed: load what is shown of them anew. At most one a second. */
  'support.changed': null
}
