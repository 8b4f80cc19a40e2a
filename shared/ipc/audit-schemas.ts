import { z } from 'zod'
import { subjectKinds } from '../audit/entry'
import type { AuditCommands } from './audit-contract'
import { nothing } from './input-parts'

/** Within the range of ECMAScript's Date. */
const instant = z.number().min(0).max(8.64e15)
const text = z.string().max(300)
const about = z.strictObject({ kind: z.enum(subjectKinds), id: z.string().min(1).max(300) })

export const auditSchemas: { readonly [N in keyof AuditCommands]: z.ZodType<AuditCommands[N]['input']> } = {
  'audit.search': z.strictObject({
    tenant: z.exactOptional(text),
    person: z.exactOptional(text),
    what: z.exactOptional(text),
    words: z.exactOptional(text),
    about: z.exactOptional(about),
    correlation: z.exactOptional(text),
    onlyTroubles: z.exactOptional(z.boolean()),
    fromMs: z.exactOptional(instant),
    toMs: z.exactOptional(instant),
    before: z.exactOptional(z.strictObject({ atMs: instant, chain: text, seq: z.number().int().min(1) })),
    limit: z.number().int().min(1).max(500),
  }),
  'audit.status': nothing,
  'audit.verify': nothing,
  'audit.export': nothing,
  'audit.pack': z.strictObject({ about }),
  'audit.stopWriting': nothing,
}
