import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createActivity } from '#electron/polling/activity'
import { createLimiter } from '#electron/polling/limiter'
import type { Priority } from '#electron/polling/priority'
import { bucketOf } from '#electron/polling/quotas'
import { fullBucket, slowDown, speedUp, take, type Bucket } from '#electron/polling/token-bucket'

const quota = { ratePerSecond: 5, burst: 5 }

describe('a token bucket', () => {
  it('never lets more through than its burst and its rate, whatever the moments of asking', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 200 }), (gapsMs) => {
        let bucket = fullBucket(quota, 0)
        let nowMs = 0
        let taken = 0
        for (const gapMs of gapsMs) {
          nowMs += gapMs
          const turn = take(bucket, nowMs)
          bucket = turn.bucket
          if (turn.waitMs === 0) taken += 1
        }
        expect(taken).toBeLessThanOrEqual(quota.burst + (nowMs / 1000) * quota.ratePerSecond + 1e-6)
      }),
    )
  })

  it('has a token exactly when it said so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 12 }), (startMs, slowdowns) => {
        let bucket: Bucket = fullBucket(quota, 0)
        for (let i = 0; i < slowdowns; i++) bucket = slowDown(bucket, startMs)
        const first = take(bucket, startMs)
        expect(take(first.bucket, startMs + first.waitMs).waitMs).toBe(0)
      }),
    )
  })

  it('halves its rate when throttled, never under a twentieth, and wins it back by good replies', () => {
    let bucket = fullBucket(quota, 0)
    bucket = slowDown(bucket, 0)
    expect(bucket.ratePerSecond).toBe(2.5)
    for (let i = 0; i < 20; i++) bucket = slowDown(bucket, 0)
    expect(bucket.ratePerSecond).toBe(0.25)
    for (let i = 0; i < 100; i++) bucket = speedUp(bucket, 0)
    expect(bucket.ratePerSecond).toBe(5)
  })
})

describe('the limiter', () => {
  const spec = { name: 'rds', quota }
  const bench = () => {
    const time = createVirtualTime(0)
    const activity = createActivity()
    const limiter = createLimiter({ clock: time.clock, timers: time.timers, activity })
    const granted: { readonly name: string; readonly atMs: number }[] = []
    const ask = (name: string, priority: Priority = 'T1', place = 'a', signal = new AbortController().signal): void => {
      void activity.run(async () => {
        await limiter.turn(place, spec, priority, signal)
        granted.push({ name, atMs: time.clock.nowMs() })
      })
    }
    return { time, activity, limiter, granted, ask, settle: () => activity.settled() }
  }

  it('serves state before what is looked at, that before inventory, and sweeps last', async () => {
    const { time, ask, granted, settle } = bench()
    for (let i = 0; i < 5; i++) ask('burst')
    ask('sweep', 'T2')
    ask('inventory', 'T1')
    ask('looked at', 'visible')
    ask('state', 'T0')
    await time.advanceTo(1_000, settle)
    expect(granted.slice(5).map(({ name }) => name)).toEqual(['state', 'looked at', 'inventory', 'sweep'])
    expect(granted.slice(5).map(({ atMs }) => atMs)).toEqual([200, 400, 600, 800])
  })

  it('slows down the place that was throttled and no other', async () => {
    const { time, ask, granted, limiter, settle } = bench()
    limiter.throttled('a', spec)
    ask('slow', 'T0', 'a')
    ask('fast', 'T0', 'b')
    await time.advanceTo(2_000, settle)
    expect(granted).toEqual([
      { name: 'fast', atMs: 0 },
      { name: 'slow', atMs: 400 },
    ])
  })

  it('lets go of whoever gives up, without spending a turn on it', async () => {
    const { time, ask, granted, settle } = bench()
    const abort = new AbortController()
    for (let i = 0; i < 5; i++) ask('burst')
    ask('gives up', 'T0', 'a', abort.signal)
    ask('stays', 'T1')
    abort.abort()
    await time.advanceTo(200, settle)
    expect(granted.slice(5)).toEqual([
      { name: 'gives up', atMs: 0 },
      { name: 'stays', atMs: 200 },
    ])
  })

  it('counts all Auto Scaling calls in one bucket, and DescribeAlarms at half of nine a second', () => {
    expect(bucketOf('autoscaling', 'DescribeAutoScalingGroups')).toBe(bucketOf('autoscaling', 'DescribeScalingActivities'))
    expect(bucketOf('cloudwatch', 'DescribeAlarms').quota.ratePerSecond).toBe(4.5)
    expect(bucketOf('cloudwatch', 'ListTagsForResource').name).not.toBe(bucketOf('cloudwatch', 'DescribeAlarms').name)
  })
})
