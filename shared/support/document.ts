import { z } from 'zod'
import { err, ok, type Result } from '../kernel/result'
import { utf8Length } from '../kernel/utf8-length'
import type { AskedGrant } from './grant'
import { instantOf, isoOf } from './instant'
import { shownText } from './said-text'

/**
 * The support-access document of a tenant's environment: who may sign in until when, as the tenant's application reads it. Its format, for the
 * tenant's developers: `resources/support-access`.
 *
 * 1. It lets somebody in only until its own `until`, whatever becomes of us.
 * 2. `ended` is written by the client; what they ended stays ended, in every document that is written afterwards.
 */
export interface SupportDocument {
  readonly tenant: string
  readonly environment: string
  readonly grants: readonly DocumentGrant[]
  readonly ended: readonly EndedGrant[]
  /** Absent: it is closed. */
  readonly untilMs?: number
  readonly writtenAtMs: number
}

export interface DocumentGrant {
  readonly id: string
  readonly operator: string
  readonly reference: string
  readonly reason: string
  readonly fromMs: number
  readonly untilMs: number
}

export interface EndedGrant {
  readonly id: string
  /** Absent: the client did not say, or not readably. */
  readonly atMs?: number
  readonly by?: string
}

const format = 'watchfloor/support-access'
export const mostDocumentBytes = 4_096

const instant = z.string().transform((text, context) => {
  const atMs = instantOf(text)
  if (atMs === undefined) context.addIssue({ code: 'custom', message: 'no instant with its offset' })
  return atMs ?? 0
})

const named = z.string().min(1)

const schema = z.object({
  format: z.literal(format),
  version: z.literal(1),
  tenant: z.string(),
  environment: z.string(),
  grants: z.array(z.object({ id: named, operator: named, reference: named, reason: z.string(), from: instant, until: instant })),
  until: z.exactOptional(instant),
  writtenAt: instant.catch(0),
})

const endedSchema = z.object({ id: named, at: z.string().optional().catch(undefined), by: z.string().optional().catch(undefined) })

/** `undefined`: nobody can say what it holds; the reader of `resources/support-access` lets nobody in by it, another one may. */
export function readDocument(text: string): SupportDocument | undefined {
  const data = jsonOf(text)
  const read = schema.safeParse(data)
  if (!read.success || (read.data.grants.length > 0 && read.data.until === undefined)) return undefined
  const { tenant, environment, grants, until, writtenAt } = read.data
  return {
    tenant,
    environment,
    grants: grants.map(({ from, until: end, ...grant }) => ({ ...grant, fromMs: from, untilMs: end })),
    ended: endsOf(data),
    ...(until === undefined ? {} : { untilMs: until }),
    writtenAtMs: writtenAt,
  }
}

/** Letters kept of whoever ended it. */
const mostBy = 100

/** Ends that a client wrote into whatever stands there: also where the rest of it cannot be read any more. */
export const endsIn = (text: string): readonly EndedGrant[] => endsOf(jsonOf(text))

/** Whoever wrote an end that cannot be read wanted to end something: what it mentions, or else everything that the document names. */
function endsOf(data: unknown): readonly EndedGrant[] {
  if (!isRecord(data) || data['ended'] === undefined) return []
  const entries: readonly unknown[] = Array.isArray(data['ended']) ? data['ended'] : [data['ended']]
  const ids = (Array.isArray(data['grants']) ? data['grants'] : []).flatMap((grant: unknown) => (isRecord(grant) && typeof grant['id'] === 'string' ? [grant['id']] : []))
  return entries.flatMap((entry) => {
    const read = endedSchema.safeParse(entry)
    if (!read.success) return unclearEnds(entry, ids)
    const atMs = read.data.at === undefined ? undefined : instantOf(read.data.at)
    const by = shownText(read.data.by ?? '', mostBy)
    return [{ id: read.data.id, ...(atMs === undefined ? {} : { atMs }), ...(by === '' ? {} : { by }) }]
  })
}

function unclearEnds(entry: unknown, ids: readonly string[]): readonly EndedGrant[] {
  const said = new Set<unknown>(isRecord(entry) ? Object.values(entry) : [entry])
  const mentioned = ids.filter((id) => said.has(id))
  return (mentioned.length > 0 ? mentioned : ids).map((id) => ({ id, by: 'client: an end that is not in the format' }))
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The same document is the same text. */
export function documentText({ tenant, environment, grants, ended, untilMs, writtenAtMs }: SupportDocument): string {
  return JSON.stringify({
    format,
    version: 1,
    tenant,
    environment,
    grants: grants.map(({ fromMs, untilMs: end, id, operator, reference, reason }) => ({ id, operator, reference, reason, from: isoOf(fromMs), until: isoOf(end) })),
    ...(ended.length === 0 ? {} : { ended: ended.map(({ id, atMs, by }) => ({ id, ...(atMs === undefined ? {} : { at: isoOf(atMs) }), ...(by === undefined ? {} : { by }) })) }),
    ...(untilMs === undefined ? {} : { until: isoOf(untilMs) }),
    writtenAt: isoOf(writtenAtMs),
  })
}

export const documentGrant = ({ id, by, reference, reason, fromMs, atMs, untilMs }: AskedGrant): DocumentGrant => ({ id, operator: by, reference, reason, fromMs: Math.max(fromMs ?? atMs, atMs), untilMs })

/** Letters kept of each reason, until it fits. */
const reasonLengths = [300, 120, 40, 0]
/** Ends of others that are kept, until it fits: the oldest go first. */
const endCounts = [100, 20, 5]

/** As a parameter holds it: reasons are cut before a grant is left out. `tooMany`: not even so. */
export function fittingText(document: SupportDocument): Result<string, 'tooMany'> {
  const living = new Set(document.grants.map(({ id }) => id))
  for (const ends of endCounts) {
    for (const letters of reasonLengths) {
      const ended = [...document.ended.filter(({ id }) => living.has(id)), ...document.ended.filter(({ id }) => !living.has(id)).slice(-ends)]
      const text = documentText({ ...document, ended, grants: document.grants.map((grant) => ({ ...grant, reason: grant.reason.slice(0, letters) })) })
      if (utf8Length(text) <= mostDocumentBytes) return ok(text)
    }
  }
  return err('tooMany')
}

/** Names nobody: what a closing schedule writes. */
export const closedDocument = ({ tenant, environment }: Pick<SupportDocument, 'tenant' | 'environment'>, atMs: number, ended: readonly EndedGrant[] = []): SupportDocument => ({ tenant, environment, grants: [], ended, writtenAtMs: atMs })
