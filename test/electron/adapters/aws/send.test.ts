import { describe, expect, it } from 'vitest'
import { createAwsReaders } from '#electron/adapters/aws/index'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { appError } from '#shared/kernel/app-error'
import { err } from '#shared/kernel/result'

describe('A request without keys', () => {
  it('is neither sent nor counted, and says why', async () => {
    const { clock, timers } = createVirtualTime(0)
    const [counted, dropped]: [string[], string[]] = [[], []]
    const noKeys = appError('expired', 'The sign-in ended.')
    // A port that nothing listens on: a request that was sent would fail otherwise.
    const readers = createAwsReaders({
      endpoint: 'http://127.0.0.1:1',
      credentials: { forAccount: async () => err(noKeys), drop: (account) => void dropped.push(account) },
      tags: { tenant: 'tenant', environment: 'environment' },
      clock,
      timers,
    })
    const failures: number[] = []
    const reply = await readers('111122223333', 'eu-west-1').databases({
      signal: new AbortController().signal,
      onRequest: async (operation) => void counted.push(operation),
      onFailure: async (_operation, _error, attempt) => {
        failures.push(attempt)
        return attempt === 1 ? 'again' : 'giveUp'
      },
    })
    expect(reply).toEqual({ ok: false, error: noKeys })
    expect(counted).toEqual([])
    expect(failures).toEqual([1, 2])
    expect(dropped).toEqual(['111122223333', '111122223333'])
  })
})
