import { dayOf } from '#shared/audit/anchor'
import { entryOf } from '#shared/audit/read-entry'
import type { SealedEntry } from '#shared/audit/entry'
import { canonicalJson } from '#shared/kernel/canonical-json'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { dayMs } from '#shared/kernel/time'
import { readEntry } from '#shared/audit/read-entry'
import { hashNow } from '#electron/adapters/system/digest'
import type { AuditStore, KnownChain } from '#electron/ports/audit-store'
import type { DeskStore } from '#electron/ports/desk-store'

export interface DeskCopyOptions {
  readonly audit: AuditStore
  readonly desk: Pick<DeskStore, 'put' | 'say' | 'said' | 'records'>
}

const chainKind = 'audit-chain'
const atOnce = 50
/** Entries of a day are read together. */
const subjectOf = (chain: string, atMs: number): string => `${chain}/${dayOf(atMs)}`
/** Their order is that of their numbers. */
const idOf = (seq: number): string => String(seq).padStart(12, '0')

/** Puts own entries on the desk's store that are not there yet, in order: statements, which nobody changes there. */
export async function copyToDesk({ audit, desk }: DeskCopyOptions, own: KnownChain, signal: AbortSignal): Promise<Result<null, AppError>> {
  let { copiedSeq } = own
  while (!signal.aborted) {
    const lines = await audit.lines({ chain: own.chain, afterSeq: copiedSeq, limit: atOnce })
    if (!lines.ok) return lines
    if (lines.value.length === 0) return ok(null)
    for (const entry of lines.value.flatMap((line) => entryOf(line) ?? [])) {
      const said = entry.seq === 1 ? await announceChain(desk, entry) : ok(null)
      if (!said.ok) return said
      const copied = await desk.say({ kind: 'audit', subject: subjectOf(entry.chain, entry.body?.atMs ?? 0), id: idOf(entry.seq), body: entry })
      if (!copied.ok && copied.error.kind !== 'conflict') return copied
      copiedSeq = entry.seq
    }
    const kept = await audit.copied({ seq: copiedSeq })
    if (!kept.ok) return kept
  }
  return ok(null)
}

/** Others find a chain by its record; a second one for the same chain is no trouble. */
async function announceChain(desk: Pick<DeskStore, 'put'>, { chain, body }: SealedEntry): Promise<Result<null, AppError>> {
  const put = await desk.put({ kind: chainKind, id: chain, expected: 0, body: { machine: body?.console.machine ?? chain, sinceMs: body?.atMs ?? 0 }, writeId: `chain:${chain}` })
  return put.ok || put.error.kind === 'conflict' ? ok(null) : put
}

/** Reads what other consoles have put there since it was last looked. `conflict`: what is there does not follow what is known here. */
export async function learnFromDesk({ audit, desk }: DeskCopyOptions, nowMs: number, signal: AbortSignal): Promise<Result<{ readonly learnt: number }, AppError>> {
  const [there, known] = await Promise.all([desk.records({ kind: chainKind }), audit.chains(null)])
  if (!there.ok) return there
  if (!known.ok) return known
  let learnt = 0
  for (const { id: chain, body } of there.value.value) {
    const here = known.value.find((one) => one.chain === chain)
    if (here?.isOwn === true) continue
    const fromMs = here?.lastAtMs ?? sinceOf(body)
    // A day more on either side: an entry's day is by the time of whoever wrote it.
    for (let dayStartMs = fromMs - dayMs; dayStartMs < nowMs + dayMs && !signal.aborted; dayStartMs += dayMs) {
      const said = await desk.said({ kind: 'audit', subject: subjectOf(chain, dayStartMs) })
      if (!said.ok) return said
      const entries = said.value.value.flatMap(({ body: kept }) => soundEntry(kept, chain)).toSorted((left, right) => left.seq - right.seq)
      const fresh = entries.filter(({ seq }) => seq > (here?.lastSeq ?? 0))
      const taken = fresh.length === 0 ? ok(null) : await audit.learn(fresh)
      if (!taken.ok) return taken
      learnt += fresh.length
    }
  }
  return ok({ learnt })
}

const sinceOf = (body: unknown): number => (typeof body === 'object' && body !== null && 'sinceMs' in body && typeof body.sinceMs === 'number' ? body.sinceMs : 0)

/** What is no sound entry of this chain leaves a gap, which is told when the next is taken. */
function soundEntry(kept: unknown, chain: string): readonly SealedEntry[] {
  const read = readEntry(canonicalJson(kept), hashNow)
  return read.ok && read.value.chain === chain ? [read.value] : []
}
