import { describe, expect, it } from 'vitest'
import { ok } from '#shared/kernel/result'
import { createScheduleOperator } from '#electron/adapters/aws/operator/schedules'
import type { Clients } from '#electron/adapters/aws/clients'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { closingSchedule } from '#electron/support/door-sight'
import { startAtMs } from './support-stage'

const policy = { longestMinutes: 480, closerRole: 'WatchfloorSupportCloser', scheduleGroup: 'watchfloor-support' }
const scheduleIn = (region: string) => closingSchedule({ door: { kind: 'ssh', key: 'k', account: '111122223333', region, securityGroup: 'sg-1', cidr: '198.51.100.7/32' }, tenant: 'acme', environment: 'frontend', schedule: 'wf-1' }, startAtMs, policy)

/** What AWS would be sent in that Region. */
async function sentIn(region: string): Promise<unknown> {
  const sent: unknown[] = []
  const scheduler = { send: async ({ input }: { readonly input: unknown }) => (sent.push(input), { $metadata: {} }) }
  const clients = { later: () => scheduler } as unknown as Clients // the one client that schedules are sent by
  const { clock, timers } = createVirtualTime(startAtMs)
  const operator = createScheduleOperator(clients, { account: '111122223333', region, clock, timers, keys: async () => ok(null), onExpired: () => undefined })
  await operator.create({ signal: new AbortController().signal, onRequest: async () => undefined }, scheduleIn(region))
  return sent[0]
}

describe('The schedule that closes a door', () => {
  it.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('names its role and its call in the partition of %s', async (region, partition) => {
    expect(scheduleIn(region).roleArn).toBe(`arn:${partition}:iam::111122223333:role/WatchfloorSupportCloser`)
    expect(await sentIn(region)).toMatchObject({ Target: { Arn: `arn:${partition}:scheduler:::aws-sdk:ec2:revokeSecurityGroupIngress`, RoleArn: `arn:${partition}:iam::111122223333:role/WatchfloorSupportCloser` } })
  })
})
