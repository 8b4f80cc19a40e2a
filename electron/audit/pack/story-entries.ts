import type { Anchor } from '#shared/audit/anchor'
import { anchorText } from '#shared/audit/anchor'
import type { AuditBody, AuditSubject, SealedEntry } from '#shared/audit/entry'
import { entryOf } from '#shared/audit/read-entry'
import { lineOf, withheld } from '#shared/audit/seal'
import type { StoryEntries } from '#shared/audit/story'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { AuditStore } from '#electron/ports/audit-store'

const page = 2_000

/**
 * Every entry of a story with the stretch of its chain that proves it: from the anchor before the first of them, or the chain's beginning, to the
 * anchor after the last, or the chain's end. Belonging to it: about the same thing, or led to by the same deed.
 */
export async function storyEntries(audit: Pick<AuditStore, 'chains' | 'lines' | 'anchors'>, about: AuditSubject): Promise<Result<StoryEntries, AppError>> {
  const [chains, anchors] = await Promise.all([audit.chains(null), audit.anchors(null)])
  if (!chains.ok) return chains
  if (!anchors.ok) return anchors
  const correlations = new Set<string>()
  const all = new Map<string, readonly SealedEntry[]>()
  for (const { chain } of chains.value) {
    const entries = await entriesOf(audit, chain)
    if (!entries.ok) return entries
    for (const { body } of entries.value) if (body !== undefined && isAbout(body, about)) correlations.add(body.correlation)
    all.set(chain, entries.value)
  }
  const parts = [...all.keys()].sort().map((chain) => stretchOf(all.get(chain) ?? [], anchors.value.filter((anchor) => anchor.chain === chain), (body) => isAbout(body, about) || (body !== undefined && correlations.has(body.correlation))))
  const entries = parts.flatMap((part) => part.entries)
  const times = entries.flatMap(({ body }) => body?.atMs ?? [])
  const shown = times.length
  return ok({
    text: entries.map((entry) => `${lineOf(entry)}\n`).join(''),
    anchorsText: parts.flatMap((part) => part.anchors.map(anchorText)).join(''),
    shown,
    withheld: entries.length - shown,
    fromMs: times.reduce((least, atMs) => Math.min(least, atMs), times[0] ?? 0),
    toMs: times.reduce((most, atMs) => Math.max(most, atMs), 0),
  })
}

const isAbout = (body: AuditBody | undefined, { kind, id }: AuditSubject): boolean => body?.about?.kind === kind && body.about.id === id

/** Nothing of a chain in which nothing belongs to the story. */
function stretchOf(entries: readonly SealedEntry[], anchors: readonly Anchor[], belongs: (body: AuditBody | undefined) => boolean): { readonly entries: readonly SealedEntry[]; readonly anchors: readonly Anchor[] } {
  const own = entries.filter(({ body }) => belongs(body))
  const [first, last] = [own[0], own.at(-1)]
  if (first === undefined || last === undefined) return { entries: [], anchors: [] }
  const before = anchors.findLast(({ seq }) => seq < first.seq)
  const after = anchors.find(({ seq }) => seq >= last.seq)
  const [fromSeq, toSeq] = [(before?.seq ?? 0) + 1, after?.seq ?? Infinity]
  const stretch = entries.filter(({ seq }) => seq >= fromSeq && seq <= toSeq)
  return { entries: stretch.map((entry) => (belongs(entry.body) ? entry : withheld(entry))), anchors: anchors.filter(({ seq }) => seq >= fromSeq - 1 && seq <= toSeq && seq > 0) }
}

async function entriesOf(audit: Pick<AuditStore, 'lines'>, chain: string): Promise<Result<readonly SealedEntry[], AppError>> {
  const entries: SealedEntry[] = []
  for (;;) {
    const lines = await audit.lines({ chain, afterSeq: entries.at(-1)?.seq ?? 0, limit: page })
    if (!lines.ok) return lines
    const read = lines.value.flatMap((line) => entryOf(line) ?? [])
    entries.push(...read)
    if (lines.value.length < page || read.length === 0) return ok(entries)
  }
}
