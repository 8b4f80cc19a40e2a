import { z } from 'zod'
import type { GrantEvent } from './grant-event'

const atMs = z.number()
const words = z.string()
const place = { key: z.string(), account: z.string(), region: z.string() }

export const grantEventSchema: z.ZodType<GrantEvent> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opening'),
    atMs,
    doors: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('application'), ...place, parameter: z.string() }),
        z.object({ kind: z.literal('ssh'), ...place, securityGroup: z.string(), cidr: z.string() }),
      ]),
    ),
  }),
  z.object({ kind: z.literal('sent'), atMs, door: z.string() }),
  z.object({ kind: z.literal('opened'), atMs, doors: z.array(z.object({ door: z.string(), closesByItselfAtMs: z.exactOptional(z.number()), words })) }),
  z.object({ kind: z.literal('trouble'), atMs, door: z.string(), words, tries: z.number(), nextTryAtMs: z.exactOptional(z.number()) }),
  z.object({ kind: z.literal('recovered'), atMs, door: z.string() }),
  z.object({ kind: z.literal('endedByClient'), atMs, saidAtMs: z.exactOptional(z.number()), who: z.exactOptional(z.string()) }),
  z.object({ kind: z.literal('mended'), atMs, by: z.string(), door: z.string() }),
  z.object({ kind: z.literal('addressChanged'), atMs, cidr: z.string() }),
  z.object({ kind: z.literal('remark'), atMs, words, isTrouble: z.boolean() }),
  z.object({ kind: z.literal('doorClosed'), atMs, door: z.string(), words }),
  z.object({ kind: z.literal('closed'), atMs, doors: z.array(z.object({ door: z.string(), words })) }),
])
