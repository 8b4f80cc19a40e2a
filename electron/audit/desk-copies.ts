import { dayOf } from '#shared/audit/anchor'
import { entryOf } from '#shared/audit/read-entry'
import type { SealedEntry } from '#shared/audit/entry'
import type { WrongPlace } from '#shared/audit/verify'
import { canonicalJson } from '#shared/kernel/canonical-json'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
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
  if (copiedSeq > own.lastSeq) return err(appError('conflict', `The desk’s store has entries of ${own.chain} to ${copiedSeq}, this computer only to ${own.lastSeq}: the end was cut off here. ${ask}`, { at: `${own.chain}/${own.lastSeq + 1}` }))
  while (!signal.aborted) {
    const lines = await audit.lines({ chain: own.chain, afterSeq: copiedSeq, limit: atOnce })
    if (!lines.ok) return lines
    if (lines.value.length === 0) return ok(null)
    for (const entry of lines.value.flatMap((line) => entryOf(line) ?? [])) {
      const said = entry.seq === 1 ? await announceChain(desk, entry) : ok(null)
      if (!said.ok) return said
      const copied = await desk.say({ kind: 'audit', subject: subjectOf(entry.chain, entry.body?.atMs ?? 0), id: idOf(entry.seq), body: entry })
      if (!copied.ok && (copied.error.kind !== 'conflict' || !(await isThere(desk, entry)))) return copied.error.kind === 'conflict' ? err(forked(entry)) : copied
      copiedSeq = entry.seq
    }
    const kept = await audit.copied({ seq: copiedSeq })
    if (!kept.ok) return kept
  }
  return ok(null)
}

const ask = 'Export the trail, take the desk’s copies from another console, and verify both against the anchors.'
const forked = ({ chain, seq }: SealedEntry): AppError => appError('conflict', `The desk’s store has another entry ${seq} of ${chain} than this computer: the chain was cut off and written anew. ${ask}`, { at: `${chain}/${seq}` })

/** A write whose answer was lost is there already, to the letter. */
async function isThere(desk: Pick<DeskStore, 'said'>, entry: SealedEntry): Promise<boolean> {
  const said = await desk.said({ kind: 'audit', subject: subjectOf(entry.chain, entry.body?.atMs ?? 0) })
  return said.ok && said.value.value.some(({ id, body }) => id === idOf(entry.seq) && soundEntry(body, entry.chain).some(({ hash }) => hash === entry.hash))
}

/** Days after a chain's last entry in which more of it is looked for: a cut that is older shows in what was copied, and in anchors. */
const daysAfter = 31

/** Whether the desk's store knows of a chain what this computer does not: its end was cut off here, or written anew. */
export async function compareWithDesk({ audit, desk }: { readonly audit: Pick<AuditStore, 'lines'>; readonly desk: Pick<DeskStore, 'said'> }, { chain, lastSeq, lastAtMs }: KnownChain, nowMs: number, signal: AbortSignal): Promise<Result<WrongPlace | undefined, AppError>> {
  const endMs = Math.min(nowMs, lastAtMs + daysAfter * dayMs) + dayMs
  let cut = 0
  for (let dayStartMs = lastAtMs - dayMs; dayStartMs < endMs && !signal.aborted; dayStartMs += dayMs) {
    const said = await desk.said({ kind: 'audit', subject: subjectOf(chain, dayStartMs) })
    if (!said.ok) return said
    const there = said.value.value.flatMap(({ body }) => soundEntry(body, chain)).toSorted((left, right) => left.seq - right.seq)
    const [first] = there
    if (first === undefined) continue
    const lines = await audit.lines({ chain, afterSeq: first.seq - 1, limit: there.at(-1)!.seq - first.seq + 1 })
    if (!lines.ok) return lines
    const here = new Map(lines.value.flatMap((line) => entryOf(line) ?? []).map(({ seq, hash }) => [seq, hash]))
    const fork = there.find(({ seq, hash }) => here.has(seq) && here.get(seq) !== hash)
    if (fork !== undefined) return ok({ kind: 'fork', chain, fromSeq: fork.seq, toSeq: fork.seq, words: forked(fork).message })
    cut = Math.max(cut, there.at(-1)!.seq)
  }
  if (cut <= lastSeq) return ok(undefined)
  return ok({ kind: 'missing', chain, fromSeq: lastSeq + 1, toSeq: cut, words: `Entries ${lastSeq + 1} to ${cut} are gone from this computer: the desk’s store has them. ${ask}` })
}

/** Others find a chain by its record; a second one for the same chain is no trouble. */
async function announceChain(desk: Pick<DeskStore, 'put'>, { chain, body }: SealedEntry): Promise<Result<null, AppError>> {
  const put = await desk.put({ kind: chainKind, id: chain, expected: 0, body: { machine: body?.console.machine ?? chain, sinceMs: body?.atMs ?? 0 }, writeId: `chain:${chain}` })
  return put.ok || put.error.kind === 'conflict' ? ok(null) : put
}

/** Chains that the desk's store was given of a computer; none when it does not answer. */
export async function chainsOf(desk: Pick<DeskStore, 'records'>, machine: string): Promise<readonly string[]> {
  const there = await desk.records({ kind: chainKind })
  return there.ok ? there.value.value.flatMap(({ id, body }) => (typeof body === 'object' && body !== null && 'machine' in body && body.machine === machine ? [id] : [])) : []
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
    const fromMs = Math.max(0, here?.lastAtMs ?? sinceOf(body) ?? nowMs)
    const endMs = Math.min(nowMs + dayMs, fromMs + mostDays * dayMs)
    let ofThis = 0
    // A day more on either side: an entry's day is by the time of whoever wrote it.
    for (let dayStartMs = fromMs - dayMs; dayStartMs < endMs && !signal.aborted; dayStartMs += dayMs) {
      if (here === undefined && ofThis === 0 && dayStartMs > fromMs + dayMs) break
      const said = await desk.said({ kind: 'audit', subject: subjectOf(chain, dayStartMs) })
      if (!said.ok) return said
      const entries = said.value.value.flatMap(({ body: kept }) => soundEntry(kept, chain)).toSorted((left, right) => left.seq - right.seq)
      const fresh = entries.filter(({ seq }) => seq > (here?.lastSeq ?? 0))
      const taken = entries.length === 0 ? ok(null) : await audit.learn(entries)
      if (!taken.ok) return taken
      learnt += fresh.length
      ofThis += fresh.length
    }
  }
  return ok({ learnt })
}

/** Days of a chain that are read in one round: a record that says something absurd keeps nobody busy. One that does not begin where it says is left at once. */
const mostDays = 400

const sinceOf = (body: unknown): number | undefined => (typeof body === 'object' && body !== null && 'sinceMs' in body && Number.isSafeInteger(body.sinceMs) ? (body.sinceMs as number) : undefined) // a safe integer is a number

/** What is no sound entry of this chain leaves a gap, which is told when the next is taken. */
function soundEntry(kept: unknown, chain: string): readonly SealedEntry[] {
  const read = readEntry(canonicalJson(kept), hashNow)
  return read.ok && read.value.chain === chain ? [read.value] : []
}
