import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { verdictOf } from '#electron/adapters/aws/desk/dynamo-errors'
import { toAppError } from '#electron/adapters/aws/errors'

const cancelled = (...codes: readonly string[]) => new TransactionCanceledException({ message: 'words that nobody reads', $metadata: { httpStatusCode: 400 }, CancellationReasons: codes.map((Code) => ({ Code })) })
const named = (name: string) => Object.assign(new Error('x'), { name, $metadata: { httpStatusCode: 400 } })
const kindOf = (run: () => unknown): string => {
  try {
    run()
    return 'none'
  } catch (error) {
    return toAppError(error, { service: 'dynamodb', operation: 'TransactWriteItems', account: '111122223333', region: 'eu-west-1' }).kind
  }
}

describe('What DynamoDB says to a conditional write', () => {
  it('is a refusal with the positions of what did not hold', () => {
    expect(verdictOf(named('ConditionalCheckFailedException'))).toEqual({ verdict: 'refused', at: [0] })
    expect(verdictOf(cancelled('None', 'ConditionalCheckFailed', 'None', 'ConditionalCheckFailed'))).toEqual({ verdict: 'refused', at: [1, 3] })
    expect(verdictOf(cancelled('TransactionConflict', 'ConditionalCheckFailed'))).toEqual({ verdict: 'refused', at: [1] })
  })

  it('is “busy” while another transaction is at the same items', () => {
    expect(verdictOf(named('TransactionConflictException'))).toEqual({ verdict: 'busy' })
    expect(verdictOf(cancelled('None', 'TransactionConflict'))).toEqual({ verdict: 'busy' })
  })

  it('is an error like others when it speaks of something else', () => {
    expect(kindOf(() => verdictOf(cancelled('None', 'ThrottlingError')))).toBe('throttled')
    expect(kindOf(() => verdictOf(cancelled('ProvisionedThroughputExceeded')))).toBe('throttled')
    expect(kindOf(() => verdictOf(cancelled('ValidationError')))).toBe('invalidInput')
    expect(kindOf(() => verdictOf(named('AccessDeniedException')))).toBe('denied')
    expect(kindOf(() => verdictOf(named('InternalServerError')))).toBe('serverFault')
  })
})
