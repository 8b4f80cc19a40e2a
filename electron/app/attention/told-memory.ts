import { z } from 'zod'
import { nothingTold, type NotifyMemory } from '#shared/alarms/notify'
import type { DocumentStore } from '#electron/ports/document-store'

/** What outlives the program: what was told of the last source, and until when it is quiet. */
export interface KeptAttention {
  readonly quietUntilMs?: number
  readonly source?: string
  readonly memory: NotifyMemory
}

const stored = z.object({
  quietUntilMs: z.exactOptional(z.number()),
  source: z.exactOptional(z.string()),
  told: z.array(z.tuple([z.string(), z.object({ sinceAtMs: z.number(), flapping: z.boolean(), goneAtMs: z.exactOptional(z.number()) })])),
})

/** What cannot be understood is as good as nothing: then this start is a first one. */
export async function loadAttention(store: DocumentStore): Promise<KeptAttention> {
  const parsed = stored.safeParse(await store.load())
  if (!parsed.success) return { memory: nothingTold }
  const { told, ...rest } = parsed.data
  return { ...rest, memory: { told: new Map(told), begun: rest.source !== undefined } }
}

export const saveAttention = (store: DocumentStore, { quietUntilMs, source, memory }: KeptAttention): Promise<unknown> =>
  store.save({ ...(quietUntilMs === undefined ? {} : { quietUntilMs }), ...(source === undefined || !memory.begun ? {} : { source }), told: memory.begun ? [...memory.told] : [] })
