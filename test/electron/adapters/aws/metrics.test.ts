import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { describe, expect, it } from 'vitest'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { fetchMetrics } from '#electron/adapters/aws/metrics'
import type { Call } from '#electron/ports/aws-reader'

const at = new Date('2026-03-02T06:00:00Z')
const query = { namespace: 'AWS/RDS', metric: 'CPUUtilization', dimensions: { DBInstanceIdentifier: 'db' }, statistic: 'Average', periodSeconds: 60 }

/** CloudWatch answering these pages one after the other. */
function answering(...pages: readonly object[]): CloudWatchClient {
  const left = [...pages]
  return { send: async () => ({ $metadata: {}, ...left.shift() }) } as unknown as CloudWatchClient // the one method that is called
}

const exchange = { account: '111122223333', region: 'eu-west-1', clock: realClock, timers: realTimers, onExpired: () => undefined }
const call: Call = { signal: new AbortController().signal, onRequest: async () => undefined }
const read = async (...pages: readonly object[]) => {
  const reply = await fetchMetrics(answering(...pages), exchange, call, [query, { ...query, metric: 'ReadLatency' }], { startMs: at.getTime(), endMs: at.getTime() + 60_000 })
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value.records
}

describe('Datapoints of CloudWatch', () => {
  it('that were refused or not read in full say so: nothing is not the same as no data', async () => {
    const records = await read({ MetricDataResults: [{ Id: 'q0', StatusCode: 'Forbidden', Timestamps: [], Values: [] }, { Id: 'q1', StatusCode: 'Complete', Timestamps: [], Values: [] }] })
    expect(records).toEqual([{ points: [], incomplete: 'Forbidden' }, { points: [] }])
  })

  it('of several pages are one line, whole once its last page is', async () => {
    const second = new Date(at.getTime() + 60_000)
    const records = await read(
      { MetricDataResults: [{ Id: 'q0', StatusCode: 'PartialData', Timestamps: [second], Values: [2] }], NextToken: 'more' },
      { MetricDataResults: [{ Id: 'q0', StatusCode: 'Complete', Timestamps: [at], Values: [1] }, { Id: 'q1', StatusCode: 'PartialData', Timestamps: [at], Values: [9] }] },
    )
    expect(records).toEqual([{ points: [{ atMs: at.getTime(), value: 1 }, { atMs: second.getTime(), value: 2 }] }, { points: [{ atMs: at.getTime(), value: 9 }], incomplete: 'PartialData' }])
  })
})
