import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'

/** What DynamoDB says to a conditional write that is no failure: an answer. */
export type Verdict = { readonly verdict: 'done' } | { readonly verdict: 'refused'; readonly at: readonly number[] } | { readonly verdict: 'busy' }

/**
 * The verdict in an error of DynamoDB; anything else is thrown on.
 *
 * A transaction that is cancelled names its reasons by position. Unless a condition is among them they are passing: another transaction was
 * at the same items, or there was no room.
 */
export function verdictOf(error: unknown): Verdict {
  if (nameOf(error) === 'ConditionalCheckFailedException') return { verdict: 'refused', at: [0] }
  if (nameOf(error) === 'TransactionConflictException') return { verdict: 'busy' }
  if (!(error instanceof TransactionCanceledException)) throw error
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None')
  const at = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []))
  if (at.length > 0) return { verdict: 'refused', at }
  if (codes.includes('TransactionConflict')) return { verdict: 'busy' }
  const other = codes.find((code) => code !== 'None')
  throw other === undefined ? error : Object.assign(new Error(other), { name: other, $metadata: error.$metadata })
}

const nameOf = (error: unknown): unknown => (error instanceof Error ? error.name : undefined)
