import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { createSpendMeter, dollarsOf } from '#electron/polling/spend'

describe('what polling costs', () => {
  it('follows the list price: metrics by their number, other CloudWatch requests by the thousand, the rest free', () => {
    expect(dollarsOf('cloudwatch', 'GetMetricData', 500)).toBeCloseTo(0.005, 10)
    expect(dollarsOf('cloudwatch', 'DescribeAlarms') * 1_000).toBeCloseTo(0.01, 10)
    expect(dollarsOf('rds', 'DescribeDBInstances')).toBe(0)
  })

  it('forgets of the last hour what is older, and of the whole nothing', () => {
    let nowMs = 1_000 * minuteMs
    const meter = createSpendMeter(() => nowMs)
    for (let minute = 0; minute < 120; minute++) {
      meter.add(0.5)
      nowMs += minuteMs
    }
    nowMs -= minuteMs
    expect(meter.spend()).toEqual({ requests: 120, dollars: 60, requestsLastHour: 60, dollarsLastHour: 30 })
    nowMs += 61 * minuteMs
    expect(meter.spend()).toEqual({ requests: 120, dollars: 60, requestsLastHour: 0, dollarsLastHour: 0 })
  })
})
