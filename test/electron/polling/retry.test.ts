import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appErrorKinds } from '#shared/kernel/app-error'
import { decideRetry } from '#electron/polling/retry'

describe('sending a request again', () => {
  it('happens twice for what may pass, and never for an answer', () => {
    const attempts = Object.fromEntries(appErrorKinds.map((kind) => [kind, [1, 2, 3].filter((attempt) => decideRetry({ kind }, attempt, 0.5).kind === 'again')]))
    expect(attempts).toMatchObject({
      throttled: [1, 2],
      timeout: [1, 2],
      unreachable: [1, 2],
      serverFault: [1, 2],
      unreadableReply: [1, 2],
      expired: [1],
      denied: [],
      unsupported: [],
      notFound: [],
      invalidInput: [],
      cancelled: [],
      internal: [],
    })
  })

  it('waits longer each time, at least half of the step, and at once when only the keys were old', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
        const [first, second] = [decideRetry({ kind: 'timeout' }, 1, random), decideRetry({ kind: 'timeout' }, 2, random)]
        if (first.kind !== 'again' || second.kind !== 'again') throw new Error('both are sent again')
        expect(first.afterMs).toBeGreaterThanOrEqual(500)
        expect(first.afterMs).toBeLessThanOrEqual(1_000)
        expect(second.afterMs).toBeGreaterThanOrEqual(2 * first.afterMs - 1)
      }),
    )
    expect(decideRetry({ kind: 'expired' }, 1, 0.5)).toEqual({ kind: 'again', afterMs: 0 })
  })

  it('leaves a scope that was silent before to its next poll', () => {
    expect(decideRetry({ kind: 'timeout' }, 1, 0.5, 1)).toEqual({ kind: 'giveUp' })
  })
})
