import { describe, expect, it } from 'vitest'
import { pollDatabaseEvents } from '#electron/polling/feeds/database-events'
import type { PollContext } from '#electron/polling/feeds/feed-poller'
import { emptyMemory } from '#electron/polling/feeds/place-memory'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { ok } from '#shared/kernel/result'

/** Polls once a minute and notes from when on each poll asks; `skewMs` is how far the replies' Date header is off. */
async function askedSince(skewsMs: readonly number[]): Promise<readonly number[]> {
  const asked: number[] = []
  const memory = emptyMemory()
  for (const [minute, skewMs] of skewsMs.entries()) {
    const nowMs = minute * minuteMs
    const reader = { databaseEvents: async (_call: unknown, sinceMs: number) => (asked.push(sinceMs), ok({ records: [], dateMs: nowMs + skewMs })) }
    await pollDatabaseEvents({ reader, memory, call: {}, awsNowMs: () => nowMs } as unknown as PollContext) // the parts of it that this feed uses
  }
  return asked
}

describe('Database events are asked for', () => {
  it('far back first, then from ten minutes before the last reply', async () => {
    const [first, ...later] = await askedSince([0, 0, 0])
    expect(first).toBeLessThanOrEqual(-24 * hourMs)
    expect(later).toEqual([-10 * minuteMs, -9 * minuteMs])
  })

  it('without a gap while the Date header is wrong, whichever way', async () => {
    expect((await askedSince([0, 24 * hourMs, 24 * hourMs, 0])).slice(1)).toEqual([-10 * minuteMs, -9 * minuteMs, -8 * minuteMs])
    expect((await askedSince([0, -24 * hourMs, 0])).at(-1)).toBeLessThan(-8 * minuteMs)
  })
})
