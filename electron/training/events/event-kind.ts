import { z } from 'zod'
import { parseIsoDuration } from '#shared/kernel/iso-duration'
import type { Result } from '#shared/kernel/result'
import type { Effect } from '../world/effects'
import type { Places } from '../world/world'

/** One kind of event: what a scenario may say about it, and what it does to the world. */
export interface EventKind<S extends z.ZodType = z.ZodType> {
  readonly schema: S
  /** Two events with the same key: the later ends the earlier. */
  exclusiveKey?(event: z.output<S>, stage: Stage): string
  /** Effects on what the event names, or which field names nothing that exists. */
  plan(event: z.output<S>, when: When, stage: Stage): Result<readonly Effect[], EventProblem>
}

/** From when until when (exclusive; Infinity without an end), epoch milliseconds. */
export interface When {
  readonly fromMs: number
  readonly toMs: number
}

export interface Stage {
  readonly places: Places
  readonly startAtMs: number
}

export interface EventProblem {
  readonly field: string
  readonly message: string
  readonly suggestion?: string
}

/** Typed where it is written, plain where it is listed. */
export const defineEvent = <S extends z.ZodType>(kind: EventKind<S>): EventKind<S> => kind

/** An ISO 8601 duration, as milliseconds. */
export const duration = z.string().transform((text, context) => {
  const lengthMs = parseIsoDuration(text)
  if (lengthMs !== undefined) return lengthMs
  context.issues.push({ code: 'custom', input: text, message: 'expected an ISO 8601 duration, e.g. PT5M or P1DT2H' })
  return z.NEVER
})

/** A duration that may lie before: `-PT2H`. */
const moment = z.string().transform((text, context) => {
  const lengthMs = parseIsoDuration(text.replace(/^-/, ''))
  if (lengthMs !== undefined) return text.startsWith('-') ? -lengthMs : lengthMs
  context.issues.push({ code: 'custom', input: text, message: 'expected an ISO 8601 duration since the start, e.g. PT5M, or before it, e.g. -PT2H' })
  return z.NEVER
})

/** When it happens, counted from the scenario's start (injected and left out: now), and how long it lasts. */
export const timing = { at: moment.optional(), for: duration.optional() }

/** Whom it happens to; without `environment` the tenant's first. */
export const whom = { tenant: z.string(), environment: z.string().optional() }

export const seconds = (ordinary: number, most = 86_400) => z.number().min(0).max(most).default(ordinary)
