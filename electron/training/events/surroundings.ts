import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { defineEvent, timing } from './event-kind'

/** AWS sees the operator under another address from then on, as when a laptop changes networks. */
export const operatorAddressChanges = defineEvent({
  schema: z.strictObject({ kind: z.literal('operator.address-changes'), ...timing, address: z.union([z.ipv4(), z.ipv6()]).default('203.0.113.77') }),
  exclusiveKey: () => 'the operator’s address',
  plan: (event, when) => ok([{ on: 'address', kind: event.kind, address: event.address, ...when, truth: [] }]),
})

/** AWS's clock, as its replies' dates say, is ahead of the console's by so many seconds (90), or behind. */
export const clockSkew = defineEvent({
  schema: z.strictObject({ kind: z.literal('clock.skew'), ...timing, seconds: z.number().int().min(-86_400).max(86_400).default(90) }),
  exclusiveKey: () => 'the clock',
  plan: (event, when) => ok([{ on: 'clock', kind: event.kind, skewMs: event.seconds * secondMs, ...when, truth: [] }]),
})
