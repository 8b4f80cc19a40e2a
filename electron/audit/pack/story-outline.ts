import { anchorText, type Anchor } from '#shared/audit/anchor'
import type { AuditBody, AuditSubject } from '#shared/audit/entry'
import { entryOf } from '#shared/audit/read-entry'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { AuditStore, KnownChain } from '#electron/ports/audit-store'
import { eachStretch, type Stretch } from './each-stretch'

/** Which entries a story needs: those that belong to it, and the stretches of their chains that prove them. */
export interface StoryOutline {
  readonly parts: readonly Stretch[]
  readonly belongs: (body: AuditBody | undefined) => boolean
  /** Of these chains, as this computer laid them: one a line. */
  readonly anchorsText: string
  readonly shown: number
  /** AWS time of the story's first and last entry. */
  readonly fromMs: number
  readonly toMs: number
}

/** What one deed led to in one chain. */
interface Trace {
  readonly chain: string
  readonly firstSeq: number
  lastSeq: number
  count: number
  fromMs: number
  toMs: number
}

/**
 * From the anchor before the first entry of the story, or the chain's beginning, to the anchor after its last, or the chain's end.
 * Belonging to it: about the same thing, or led to by the same deed.
 */
export async function outlineOf(audit: Pick<AuditStore, 'stretch' | 'anchors'>, chains: readonly KnownChain[], about: AuditSubject, signal: AbortSignal, read: (lines: number) => void): Promise<Result<StoryOutline, AppError>> {
  const anchors = await audit.anchors(null)
  if (!anchors.ok) return anchors
  const own = new Set<string>()
  const traces = new Map<string, Trace>()
  const take = (lines: readonly string[]): void => {
    for (const line of lines) {
      const entry = entryOf(line)
      if (entry?.body === undefined) continue
      if (isAbout(entry.body, about)) own.add(entry.body.correlation)
      note(traces, entry.chain, entry.seq, entry.body)
    }
    read(lines.length)
  }
  for (const { chain, lastSeq } of chains) {
    const through = await eachStretch(audit, { chain, afterSeq: 0, toSeq: lastSeq }, signal, take)
    if (!through.ok) return through
  }
  const told = [...traces].filter(([key]) => own.has(correlationIn(key))).map(([, trace]) => trace)
  const parts = chains.flatMap(({ chain, lastSeq }) => partOf(chain, lastSeq, told.filter((trace) => trace.chain === chain), anchors.value.filter((anchor) => anchor.chain === chain)))
  return ok({
    parts: parts.map(({ stretch }) => stretch),
    belongs: (body) => body !== undefined && own.has(body.correlation),
    anchorsText: parts.flatMap((part) => part.anchors.map(anchorText)).join(''),
    shown: told.reduce((sum, { count }) => sum + count, 0),
    fromMs: told.length === 0 ? 0 : told.reduce((least, { fromMs }) => Math.min(least, fromMs), Infinity),
    toMs: told.reduce((most, { toMs }) => Math.max(most, toMs), 0),
  })
}

const isAbout = ({ about }: AuditBody, { kind, id }: AuditSubject): boolean => about?.kind === kind && about.id === id

// A chain's name has no space.
const keyOf = (chain: string, correlation: string): string => `${chain} ${correlation}`
const correlationIn = (key: string): string => key.slice(key.indexOf(' ') + 1)

function note(traces: Map<string, Trace>, chain: string, seq: number, { correlation, atMs }: AuditBody): void {
  const key = keyOf(chain, correlation)
  const trace = traces.get(key)
  if (trace === undefined) return void traces.set(key, { chain, firstSeq: seq, lastSeq: seq, count: 1, fromMs: atMs, toMs: atMs })
  trace.lastSeq = seq
  trace.count += 1
  trace.fromMs = Math.min(trace.fromMs, atMs)
  trace.toMs = Math.max(trace.toMs, atMs)
}

/** Nothing of a chain in which nothing belongs to the story. */
function partOf(chain: string, endSeq: number, told: readonly Trace[], anchors: readonly Anchor[]): readonly { readonly stretch: Stretch; readonly anchors: readonly Anchor[] }[] {
  if (told.length === 0) return []
  const firstSeq = told.reduce((least, trace) => Math.min(least, trace.firstSeq), Infinity)
  const lastSeq = told.reduce((most, trace) => Math.max(most, trace.lastSeq), 0)
  const afterSeq = anchors.findLast(({ seq }) => seq < firstSeq)?.seq ?? 0
  const toSeq = anchors.find(({ seq }) => seq >= lastSeq)?.seq ?? endSeq
  return [{ stretch: { chain, afterSeq, toSeq }, anchors: anchors.filter(({ seq }) => seq >= afterSeq && seq <= toSeq && seq > 0) }]
}
