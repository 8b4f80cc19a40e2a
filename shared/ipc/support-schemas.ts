import { z } from 'zod'
import { accessKinds, type GrantWish } from '../support/grant'
import { grantIdPattern } from '../support/grant-hash'
import { mostOf } from '../support/said-text'
import { nothing } from './input-parts'
import type { SupportCommands } from './support-contract'

const id = z.string().regex(grantIdPattern, 'a grant’s id')
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().min(1).max(300)
const atMs = z.number().min(0).max(8.64e15)
const why = z.string().trim().min(1).max(mostOf.why)

/** Empty texts pass: the preview says what is missing, field by field. Line breaks do not: they stand in documents and descriptions. */
const line = (most: number) => z.string().max(most).regex(/^[^\p{Cc}]*$/u, 'one line')

const wish: z.ZodType<GrantWish> = z.strictObject({
  tenant: name,
  environment: name,
  what: z.array(z.enum(accessKinds)).max(accessKinds.length),
  reference: line(mostOf.reference),
  askedBy: line(mostOf.askedBy),
  reason: line(mostOf.reason),
  fromMs: z.exactOptional(atMs),
  untilMs: atMs,
})

export const supportSchemas: { readonly [N in keyof SupportCommands]: z.ZodType<SupportCommands[N]['input']> } = {
  'support.desk': nothing,
  'support.tenant': z.strictObject({ tenant: name }),
  'support.grant': z.strictObject({ id }),
  'support.preview': z.strictObject({ wish }),
  'support.ask': z.strictObject({ wish }),
  'support.breakGlass': z.strictObject({ wish, confirm: z.string().max(300) }),
  'support.approve': z.strictObject({ id, hash }),
  'support.practiseApproval': z.strictObject({ id, hash }),
  'support.refuse': z.strictObject({ id, why }),
  'support.end': z.strictObject({ id, why }),
  'support.review': z.strictObject({ id, words: why, isFine: z.boolean() }),
  'support.repair': z.strictObject({ drift: z.string().min(1).max(2_500) }),
  'support.reconcile': nothing,
  'support.statementPreview': z.strictObject({ tenant: name, fromMs: atMs, toMs: atMs }),
  'support.statement': z.strictObject({ tenant: name, fromMs: atMs, toMs: atMs, as: z.enum(['html', 'csv']) }),
}
