import { z } from 'zod'
import { chance } from '../world/chance'
import { duration } from '../events/event-kind'

/** What can go wrong between a client and AWS, and for whom. */
const everywhere = z.string().default('*')
/** Services are called by their endpoint's name too, and by whatever case comes to mind: who asks what is struck compares exactly. */
const otherNames: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', elasticloadbalancing: 'elbv2' }
const service = everywhere.transform((name) => otherNames[name.toLowerCase()] ?? name.toLowerCase())
const region = everywhere.transform((name) => name.toLowerCase())
const place = { from: duration.optional(), to: duration.optional(), account: everywhere, region, service, operation: everywhere, rate: z.number().min(0).max(1).default(1) }

/** It would do nothing, without a word. Without `from` a scenario's fault begins at its start. */
const endsBeforeItBegins = 'ends before it begins: "from" and "to" both count from the start of the scenario. Set a later "to", or leave it out for a fault that stays'

export const faultSchema = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('throttle'), ...place }),
  z.strictObject({ fault: z.literal('deny'), ...place }),
  z.strictObject({ fault: z.literal('expire'), ...place }),
  z.strictObject({ fault: z.literal('delay'), ...place, ms: z.number().min(0).default(3000) }),
  z.strictObject({ fault: z.literal('hang'), ...place }),
  z.strictObject({ fault: z.literal('error'), ...place }),
  z.strictObject({ fault: z.literal('reset'), ...place }),
  z.strictObject({ fault: z.literal('truncate'), ...place }),
  z.strictObject({ fault: z.literal('clock'), ...place, seconds: z.number().default(600) }),
]).refine(({ from, to }) => from === undefined || to === undefined || to >= from, { path: ['to'], message: endsBeforeItBegins })

export const faultKinds = ['throttle', 'deny', 'expire', 'delay', 'hang', 'error', 'reset', 'truncate', 'clock'] as const

/** As written, and after parsing (durations in milliseconds since the start). */
export type FaultSpec = z.input<typeof faultSchema>
export type ParsedFault = z.output<typeof faultSchema>

/** A fault at its place in time: epoch milliseconds, `toMs` exclusive. */
export type ActiveFault = ParsedFault & { readonly fromMs: number; readonly toMs: number }

/** `from` and `to` count from the scenario's start; without `from` a fault that is set now begins now. */
export function placeFault(fault: ParsedFault, startAtMs: number, nowMs: number): ActiveFault {
  return { ...fault, fromMs: fault.from === undefined ? nowMs : startAtMs + fault.from, toMs: fault.to === undefined ? Infinity : startAtMs + fault.to }
}

export interface Called {
  readonly account: string
  readonly region: string
  readonly service: string
  readonly operation: string
}

const matches = (pattern: string, value: string): boolean => pattern === '*' || pattern.toLowerCase() === value.toLowerCase()

export const concerns = (fault: ActiveFault, called: Called): boolean =>
  matches(fault.account, called.account) && matches(fault.region, called.region) && matches(fault.service, called.service) && matches(fault.operation, called.operation)

/** The faults that strike a call; `nth` (of its account, Region and operation) makes the draw, so runs repeat. */
export function strikes(faults: readonly ActiveFault[], called: Called, nowMs: number, nth: number, seed: number): readonly ActiveFault[] {
  return faults.filter(
    (fault, at) =>
      nowMs >= fault.fromMs &&
      nowMs < fault.toMs &&
      concerns(fault, called) &&
      (fault.rate >= 1 || chance(seed, 'fault', at, fault.fault, called.account, called.region, called.operation, nth) < fault.rate),
  )
}
