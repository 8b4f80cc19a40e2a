import { describe, expect, it } from 'vitest'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { TenantMetrics } from '#shared/metrics/tenant-metrics'
import type { Result } from '#shared/kernel/result'
import type { AppError } from '#shared/kernel/app-error'
import { fakeDatabase, fakeGroup } from '#test/fakes/fake-records'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench, type WatchBench } from '#test/fakes/watch-bench'

const targetGroup = 'arn:aws:elasticloadbalancing:eu-west-1:111100000000:targetgroup/front/0123456789abcdef'

async function watching(accounts = 1): Promise<WatchBench> {
  const made = createWatchBench(fakeConfig(accounts))
  for (const { id } of made.config.accounts) {
    const at = { account: id, region: 'eu-west-1' }
    const place = made.aws.place(id, 'eu-west-1')
    place.databases = [fakeDatabase(at, 'acme-bank', benchStartMs)]
    place.groups = [fakeGroup(at, 'acme-app', { tenantTag: 'acme-bank', environmentTag: 'frontend', targetGroupArns: [targetGroup] })]
    place.metric = ({ metric }, atMs) => (metric === 'CPUUtilization' ? 42 : metric === 'RequestCount' && atMs % (2 * minuteMs) === 0 ? 600 : undefined)
  }
  made.watch.start()
  await made.advance(2 * minuteMs)
  return made
}

const asked = ({ aws }: WatchBench, operation: string) => aws.requests.filter((request) => request.operation === operation)
const load = async ({ watch, advance }: WatchBench, range: '3h' | '24h' = '3h', environments?: readonly string[]): Promise<Result<TenantMetrics, AppError>> => {
  let answer: Result<TenantMetrics, AppError> | undefined
  const loading = watch.metrics({ tenant: 'acme-bank', range, ...(environments === undefined ? {} : { environments }) }).then((value) => (answer = value))
  for (let second = 0; second < 60 && answer === undefined; second += 1) await advance(secondMs)
  await loading
  return answer!
}
const valueOf = (answer: Result<TenantMetrics, AppError>): TenantMetrics => {
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

describe('The charts of a tenant', () => {
  it('take one GetMetricData, and are on the bill of the watch', async () => {
    const made = await watching()
    const before = made.watch.status().spend
    const { series, queries, dollars, untilMs, fromMs } = valueOf(await load(made))
    expect(asked(made, 'GetMetricData').map(({ metrics }) => metrics)).toEqual([9])
    expect([queries, dollars]).toEqual([9, 0.000_09])
    expect(series.find(({ metric }) => metric === 'cpu')?.values.at(-1)).toBe(42)
    expect(untilMs - fromMs).toBe(180 * minuteMs)
    expect(made.watch.status().spend.dollars - before.dollars).toBeGreaterThanOrEqual(0.000_09)
    await made.watch.stop()
  })

  it('keep gaps, and read no errors as none where requests were counted', async () => {
    const made = await watching()
    const { series } = valueOf(await load(made))
    const requests = series.find(({ metric }) => metric === 'requests')!.values
    const errors = series.find(({ metric }) => metric === 'errors')!.values
    expect(requests.filter((value) => Number.isNaN(value)).length).toBe(requests.length / 2)
    expect([...errors].map((value) => Number.isNaN(value))).toEqual([...requests].map((value) => Number.isNaN(value)))
    expect(errors.filter((value) => value === 0).length).toBe(errors.length / 2)
    await made.watch.stop()
  })

  it('are asked once a period, however often the window asks; the load balancer’s name once an hour', async () => {
    const made = await watching()
    await load(made, '24h')
    await load(made, '24h')
    expect(asked(made, 'GetMetricData')).toHaveLength(1)
    await made.advance(5 * minuteMs)
    await load(made, '24h')
    expect(asked(made, 'GetMetricData')).toHaveLength(2)
    expect(asked(made, 'DescribeTargetGroups').length).toBeLessThanOrEqual(2)
    await made.watch.stop()
  })

  it('ask only for the environments that are looked at', async () => {
    const made = await watching()
    const { series } = valueOf(await load(made, '3h', ['portal']))
    expect(series).toEqual([])
    expect(asked(made, 'GetMetricData')).toEqual([])
    await made.watch.stop()
  })

  it('end when nobody looks any more', async () => {
    const made = await watching()
    const place = made.aws.place(made.config.accounts[0]!.id, 'eu-west-1')
    place.fault = (operation) => (operation === 'GetMetricData' ? 'timeout' : undefined)
    place.faultMs = 5 * secondMs
    const loading = made.watch.metrics({ tenant: 'acme-bank', range: '3h' })
    await made.advance(secondMs)
    made.watch.leaveMetrics()
    await made.advance(10 * secondMs)
    expect(await loading).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    await made.watch.stop()
  })

  it('say where they were refused, ask again the next time, and leave the other accounts’ lines', async () => {
    const made = await watching(2)
    const [first, second] = made.config.accounts.map(({ id }) => id)
    made.aws.place(first!, 'eu-west-1').fault = (operation) => (operation === 'GetMetricData' ? 'denied' : undefined)
    const refused = valueOf(await load(made))
    expect(refused.troubles).toMatchObject([{ account: first, what: 'metrics', error: { kind: 'denied' } }])
    expect(new Set(refused.series.map(({ account }) => account))).toEqual(new Set([second]))
    made.aws.place(first!, 'eu-west-1').fault = () => undefined
    expect(valueOf(await load(made)).troubles).toEqual([])
    await made.watch.stop()
  })

  it('of a tenant that is not there are refused', async () => {
    const made = await watching()
    expect(await made.watch.metrics({ tenant: 'gone-bank', range: '3h' })).toMatchObject({ ok: false, error: { kind: 'notFound' } })
    await made.watch.stop()
  })
})
