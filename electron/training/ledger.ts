import { addDollars } from '#shared/kernel/money'
import type { BillingLine, Spent } from './billing'
import { takeToken, type Bucket, type Quota } from './quotas'
import type { Called } from './faults/fault'
import type { ServiceName } from './wire/call'

/** What calls leave behind: tokens used and money spent, by account x Region. Immutable. */
export type Ledger = ReadonlyMap<string, PlaceLedger>

interface PlaceLedger {
  readonly buckets: Readonly<Record<string, Bucket>>
  readonly lines: Readonly<Record<string, Spent>>
}

const empty: PlaceLedger = { buckets: {}, lines: {} }
const placeKey = ({ account, region }: Called): string => `${account}/${region}`
const lineKey = ({ service, operation }: Called): string => `${service}.${operation}`

/** How often this account and Region has made this call. */
export const countOf = (ledger: Ledger, called: Called): number => ledger.get(placeKey(called))?.lines[lineKey(called)]?.requests ?? 0

/** Takes a token of the call's quota; `granted` false: throttled. */
export function spendToken(ledger: Ledger, called: Called, quota: Quota, nowMs: number): { readonly ledger: Ledger; readonly granted: boolean } {
  const place = ledger.get(placeKey(called)) ?? empty
  const bucket = takeToken(place.buckets[quota.bucket], quota, nowMs)
  if (bucket === undefined) return { ledger, granted: false }
  return { ledger: new Map(ledger).set(placeKey(called), { ...place, buckets: { ...place.buckets, [quota.bucket]: bucket } }), granted: true }
}

export function recordCall(ledger: Ledger, called: Called, spent: { readonly throttled: boolean; readonly dollars: number }): Ledger {
  const place = ledger.get(placeKey(called)) ?? empty
  const before = place.lines[lineKey(called)] ?? { requests: 0, throttled: 0, dollars: 0 }
  const line = { requests: before.requests + 1, throttled: before.throttled + Number(spent.throttled), dollars: addDollars(before.dollars, spent.dollars) }
  return new Map(ledger).set(placeKey(called), { ...place, lines: { ...place.lines, [lineKey(called)]: line } })
}

export function billingLines(ledger: Ledger): BillingLine[] {
  return [...ledger].flatMap(([key, place]) => {
    const [account = '', region = ''] = key.split('/')
    return Object.entries(place.lines).map(([call, spent]) => {
      const [service = '', operation = ''] = call.split('.')
      return { account, region, service: service as ServiceName, operation, ...spent } // lineKey wrote it
    })
  })
}
