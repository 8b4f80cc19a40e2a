import { z } from 'zod'
import { closesAccess } from '#shared/maintenance/access-check'
import { isProven, occasions, type Delivery, type Occasion } from '#shared/maintenance/notice-ledger'
import { minuteMs } from '#shared/kernel/time'
import type { AccessWord } from '../effects/run-context'
import type { TellableWindow } from './notice-desk'

/** A line of the evidence: a delivery as it became at a moment; of a login screen what it was told, and where its bucket is. */
export interface NoticeLine extends Delivery {
  readonly word?: AccessWord
  readonly home?: { readonly account: string; readonly region: string }
}

export const noticeLineSchema: z.ZodType<NoticeLine> = z.object({
  tenant: z.string(),
  channel: z.enum(['email', 'loginScreen']),
  occasion: z.enum(occasions),
  sequence: z.number().int(),
  to: z.string(),
  startMs: z.number().exactOptional(),
  lengthMs: z.number().exactOptional(),
  isDowntime: z.boolean().exactOptional(),
  state: z.enum(['sending', 'sent', 'bounced', 'published', 'confirmed', 'failed']),
  atMs: z.number(),
  proof: z.string().exactOptional(),
  words: z.string().exactOptional(),
  again: z.enum(['later', 'never']).exactOptional(),
  word: z.object({ state: z.enum(['planned', 'running', 'cancelled', 'completed']), access: z.enum(['open', 'closed']) }).exactOptional(),
  home: z.object({ account: z.string(), region: z.string() }).exactOptional(),
})

/** What a line says that its window is to be. */
export const namedBy = ({ plan, span }: Pick<TellableWindow, 'plan' | 'span'>): Required<Pick<NoticeLine, 'startMs' | 'lengthMs' | 'isDowntime'>> => ({ startMs: span.fromMs, lengthMs: span.toMs - span.fromMs, isDowntime: closesAccess(plan) })

/** What is told once: the same occasion of the same change to the same place. */
export type Telling = Pick<NoticeLine, 'tenant' | 'channel' | 'occasion' | 'sequence' | 'to'>

/** A window begins and ends once, however often it is changed meanwhile. */
const onceOnly: ReadonlySet<Occasion> = new Set(['started', 'completed'])

const keyOf = ({ tenant, channel, occasion, sequence, to }: Telling): string => JSON.stringify([tenant, channel, occasion, onceOnly.has(occasion) ? 0 : sequence, to])

/** Whether a line tells of this occasion of this change. */
export const isOf = (line: Pick<NoticeLine, 'occasion' | 'sequence'>, { occasion, sequence }: Pick<NoticeLine, 'occasion' | 'sequence'>): boolean => line.occasion === occasion && (onceOnly.has(occasion) || line.sequence === sequence)

/** The evidence as it stands: of each telling its last line, in the order in which they began. */
export type Standing = ReadonlyMap<string, NoticeLine>

export function withLines(standing: Standing, lines: readonly NoticeLine[]): Standing {
  const next = new Map(standing)
  for (const line of lines) {
    next.set(keyOf(line), line)
    // Nobody to tell then; there is now.
    if (line.to !== nobody) next.delete(keyOf({ ...line, to: nobody }))
  }
  return next
}

export const lineOf = (standing: Standing, telling: Telling): NoticeLine | undefined => standing.get(keyOf(telling))

/** In place of an address where the fleet file names none. */
export const nobody = ''

/** AWS has had time to answer: a console that began then is not at it any more. */
const unansweredAfterMs = 2 * minuteMs

/**
 * Whether something is to be told that `line` is all that is known of. What failed is told again; what was proven never is. What may have left
 * without an answer, and what came back, only when an operator asks for it.
 */
export function mayTell(line: NoticeLine | undefined, { nowMs, again }: { readonly nowMs: number; readonly again: boolean }): boolean {
  if (line === undefined || line.state === 'failed') return true
  if (isProven(line)) return false
  return again && (line.state === 'bounced' || line.atMs + unansweredAfterMs <= nowMs)
}
