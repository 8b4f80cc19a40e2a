import { z } from 'zod'
import type { SourceChoice } from '#shared/ipc/contract'
import type { DocumentStore } from '#electron/ports/document-store'

const stored: z.ZodType<SourceChoice> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('training'), scenario: z.string().min(1), practiseSignIn: z.exactOptional(z.boolean()) }),
  z.object({ kind: z.literal('file'), path: z.string().min(1) }),
])

/** What was watched when Watchfloor was last closed; undefined on the first launch. */
export async function recallSource(store: DocumentStore): Promise<SourceChoice | undefined> {
  const parsed = stored.safeParse(await store.load())
  return parsed.success ? parsed.data : undefined
}

export const rememberSource =
  (store: DocumentStore) =>
  async (choice: SourceChoice): Promise<void> => {
    await store.save(choice)
  }
