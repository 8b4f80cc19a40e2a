import type { Statement } from '../desk/statement'
import type { Approval } from './approval'

/** What an approver says about a plan, under the plan's id. */
export interface ApprovalBody {
  readonly planHash: string
  readonly edition: number
  /** AWS time. */
  readonly atMs: number
}

/**
 * The approvals among what was said about a plan. Who approved is who the store says spoke: a name in the body counts for nothing. A body
 * that does not read as an approval is none.
 */
export const approvalsOf = (statements: readonly Statement[]): readonly Approval[] =>
  statements.flatMap(({ kind, by, body }) => (kind === 'approval' && isApproval(body) ? [{ by, planHash: body.planHash, edition: body.edition, atMs: body.atMs }] : []))

function isApproval(body: unknown): body is ApprovalBody {
  return typeof body === 'object' && body !== null && 'planHash' in body && typeof body.planHash === 'string' && 'edition' in body && typeof body.edition === 'number' && 'atMs' in body && typeof body.atMs === 'number'
}
