import { z } from 'zod'
import type { RunEvent } from './run-event'

const atMs = z.number()
const effect = z.string().min(1)
const by = z.string().min(1)
const evidence = z.array(z.object({ label: z.string(), value: z.string() }).readonly()).readonly()

/** A line of a run's journal, as any console may have written it. A kind that this one does not know is refused: it could not tell what follows. */
export const runEventSchema: z.ZodType<RunEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), effect, atMs }),
  z.object({ kind: z.literal('inProgress'), effect, atMs, lookAgainAtMs: z.number(), percent: z.number().exactOptional() }),
  z.object({ kind: z.literal('done'), effect, atMs, evidence }),
  z.object({ kind: z.literal('failed'), effect, atMs, message: z.string(), again: z.enum(['later', 'never']), untouched: z.literal(true).exactOptional() }),
  z.object({ kind: z.literal('notThere'), effect, atMs, untouched: z.literal(true).exactOptional() }),
  z.object({ kind: z.literal('unclear'), effect, atMs, message: z.string() }),
  z.object({ kind: z.literal('answered'), question: z.string().min(1), choice: z.enum(['retry', 'restore', 'keep', 'wasDone', 'wasNotDone']), by, atMs }),
  z.object({ kind: z.literal('cancelled'), by, atMs }),
  z.object({ kind: z.literal('paused'), by, atMs }),
  z.object({ kind: z.literal('resumed'), by, atMs }),
  z.object({ kind: z.literal('extended'), toMs: z.number(), by, atMs }),
])
