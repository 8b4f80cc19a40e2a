import { addDollars } from '#shared/kernel/money'
import { hourMs, minuteMs } from '#shared/kernel/time'
import type { Spend } from '#shared/fleet/watch-status'

/** What the requests cost, as far as AWS charges for them: CloudWatch, KMS and S3, list price in dollars. */
export function dollarsOf(service: string, operation: string, metrics = 0): number {
  if (service === 'kms') return 0.03 / 10_000
  if (service === 's3') return 0.0004 / 1_000
  // SNS lists its topics for nothing; it is asked on CloudWatch's behalf.
  if (service !== 'cloudwatch' || operation === 'ListTopics') return 0
  return operation === 'GetMetricData' ? (metrics * 0.01) / 1_000 : 0.01 / 1_000
}

export interface SpendMeter {
  add(dollars: number): void
  spend(): Spend
}

const slots = hourMs / minuteMs

/** Counts requests and dollars since start and over the last hour (a ring of minutes, so that its size is fixed). */
export function createSpendMeter(nowMs: () => number): SpendMeter {
  const ring = Array.from({ length: slots }, () => ({ minute: -1, requests: 0, dollars: 0 }))
  let [requests, dollars] = [0, 0]
  const minuteNow = (): number => Math.floor(nowMs() / minuteMs)

  return {
    add: (cost) => {
      requests += 1
      dollars = addDollars(dollars, cost)
      const minute = minuteNow()
      const slot = ring[((minute % slots) + slots) % slots]! // the ring has a slot for every remainder
      if (slot.minute !== minute) Object.assign(slot, { minute, requests: 0, dollars: 0 })
      slot.requests += 1
      slot.dollars = addDollars(slot.dollars, cost)
    },
    spend: () => {
      const oldest = minuteNow() - slots
      const recent = ring.filter((slot) => slot.minute > oldest)
      return {
        requests,
        dollars,
        requestsLastHour: recent.reduce((sum, slot) => sum + slot.requests, 0),
        dollarsLastHour: addDollars(...recent.map((slot) => slot.dollars)),
      }
    },
  }
}
