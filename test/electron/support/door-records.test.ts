import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { dayMs, minuteMs, secondMs } from '#shared/kernel/time'
import { trailReading } from '#shared/support/activity/facts-of-trail'
import { sourceWords } from '#shared/support/activity/source-words'
import { doorRecords } from '#electron/support/door-records'
import type { AwsOperator } from '#electron/ports/aws-operator'
import type { FailureKind } from '#electron/ports/operator/outcome'
import type { TrailEvent, TrailOperator } from '#electron/ports/operator/trail'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'

const nowMs = Date.UTC(2026, 10, 22, 10)
const place = { tenant: 'acme', tenantName: 'Acme', environment: 'frontend', account: '111122223333', region: 'eu-west-1', parameter: '/watchfloor/support-access/acme/frontend', securityGroup: 'sg-0123456789abcdef0' }
const event = (id: string, over: Partial<TrailEvent> = {}): TrailEvent => ({ id, name: 'PutParameter', source: 'ssm.amazonaws.com', atMs: nowMs - minuteMs, resources: [], requestParameters: { name: place.parameter }, ...over })

/** Asks a CloudTrail that answers as `page` says, and lets the waiting pass. */
async function asked(page: (wanted: Parameters<TrailOperator['page']>[1], calls: number) => { readonly events: readonly TrailEvent[]; readonly next?: string } | FailureKind) {
  const time = createVirtualTime(nowMs)
  const calls: number[] = []
  const trail: TrailOperator = {
    page: async (_, wanted) => {
      calls.push(time.clock.nowMs())
      const answer = page(wanted, calls.length)
      return typeof answer === 'string' ? err({ why: answer, error: appError(answer === 'throttled' ? 'throttled' : 'denied', 'AWS says no.') }) : ok({ value: answer, dateMs: time.clock.nowMs() })
    },
  }
  const settle = (): Promise<void> => new Promise((done) => void setImmediate(done))
  const reading = doorRecords({ operators: () => ({ trail }) as unknown as AwsOperator, places: [place], timers: time.timers, nowMs, signal: new AbortController().signal }, { fromMs: nowMs - dayMs, toMs: nowMs })
  await time.advanceTo(nowMs + 30 * minuteMs, settle)
  const part = await reading
  if (part.kind === 'notAsked') throw new Error(part.words)
  return { part, calls }
}

describe('AWS’s own records of a tenant’s doors', () => {
  it('are asked for at two calls a second, and again when AWS had too many', async () => {
    const { part, calls } = await asked(({ name }, count) => (count <= 3 ? 'throttled' : { events: name === 'PutParameter' ? [event('e-1')] : [] }))
    expect(part).toMatchObject({ events: [{ id: 'e-1', target: place.parameter }], missing: [] })
    expect(calls.slice(1).every((atMs, index) => atMs - calls[index]! >= secondMs / 2)).toBe(true)
  })

  it('lack what AWS would not answer, in words, and keep what it did', async () => {
    const { part } = await asked(({ name, after }) => (name !== 'PutParameter' ? { events: [] } : after === undefined ? { events: [event('e-1')], next: 'more' } : 'throttled'))
    expect(part.events.map(({ id }) => id)).toEqual(['e-1'])
    expect(part.missing).toEqual(['PutParameter in 111122223333/eu-west-1: AWS had too many calls, also when asked again; older ones than of 2026-11-22 09:59:00 UTC are not in this statement'])
    expect(sourceWords(trailReading(part), { fromMs: nowMs - dayMs, toMs: nowMs, writtenAtMs: nowMs }, false).words).toContain('Not complete: PutParameter in 111122223333/eu-west-1')
  })

  it('say so when there are more than are looked through', async () => {
    const { part } = await asked(({ name, after = '0' }) => (name === 'PutParameter' ? { events: Array.from({ length: 50 }, (_, at) => event(`e-${after}-${at}`)), next: String(Number(after) + 1) } : { events: [] }))
    expect(part.events).toHaveLength(1_000)
    expect(part.missing).toEqual([expect.stringContaining('only the newest 1000 were looked through; older ones than of')])
  })

  it('tell of changed rules and descriptions too, also where EC2 wraps what was asked', async () => {
    const { part } = await asked(({ name }) => {
      if (name === 'ModifySecurityGroupRules') return { events: [event('e-2', { name, requestParameters: { ModifySecurityGroupRulesRequest: { GroupId: place.securityGroup } } })] }
      if (name === 'UpdateSecurityGroupRuleDescriptionsIngress') return { events: [event('e-3', { name, requestParameters: { groupId: place.securityGroup } }), event('e-4', { name, requestParameters: { groupId: 'sg-0ffffffffffffffff' } })] }
      return { events: [] }
    })
    expect(part.events.map(({ id, target }) => [id, target])).toEqual([
      ['e-2', place.securityGroup],
      ['e-3', place.securityGroup],
    ])
  })
})
