import type { Anchor } from '#shared/audit/anchor'
import type { AuditBody, SealedEntry } from '#shared/audit/entry'
import { closingLine } from '#shared/audit/closing'
import { emptyChain, headAt, lineOf, seal, type ChainHead } from '#shared/audit/seal'
import { dayMs, hourMs } from '#shared/kernel/time'
import { hashNow } from '#electron/adapters/system/digest'

/** An audit trail as three consoles of a desk keep it, and its anchors: the last is at each chain's end. */
export interface SoundTrail {
  readonly entries: readonly SealedEntry[]
  readonly anchors: readonly Anchor[]
}

const startMs = Date.UTC(2026, 10, 22, 1)
const consoles = ['day-desk-2-77aa', 'night-desk-1-03f9', 'wall-9c1e']
const entriesEach = 9
const anchoredAt = [3, 6, entriesEach]

export function soundTrail(): SoundTrail {
  const entries: SealedEntry[] = []
  for (const chain of consoles) {
    let head: ChainHead = emptyChain(chain)
    for (let number = 1; number <= entriesEach; number += 1) {
      const entry = seal(bodyOf(chain, number), head, hashNow)
      entries.push(entry)
      head = headAt(entry)
    }
  }
  return { entries, anchors: entries.filter(({ seq }) => anchoredAt.includes(seq)).map(({ chain, seq, hash }) => ({ chain, seq, hash, atMs: startMs + seq * dayMs })) }
}

/** Among them letters of two and three bytes, quotes and escapes, nested input: whatever a byte may be part of. */
function bodyOf(chain: string, number: number): AuditBody {
  const id = `${chain}/${number}`
  const base = {
    id,
    atMs: startMs + number * hourMs,
    skewMs: number % 4 === 0 ? null : number * 7 - 40,
    who: { person: number % 2 === 0 ? 'zoë' : 'ana', principal: '111122223333/Operator' },
    console: { machine: chain, surface: 'window' },
    correlation: id,
  } as const
  if (number === 1) return { ...base, kind: 'genesis', what: 'audit.begun', words: `The audit trail of ${chain} begins.` }
  if (number % 3 === 2) return { ...base, kind: 'intent', what: 'support.end', words: 'Ends support access of Süd-Bank’s “frontend”.', input: { grant: 'g-1', why: 'done\n\t"thanks"', list: [1, 2.5, null, true] }, why: 'REQ-4711', tenants: ['sud-bank'], about: { kind: 'grant', id: 'g-1' } }
  if (number % 3 === 0) return { ...base, kind: 'outcome', what: 'support.end', words: 'Ended.', of: `${chain}/${number - 1}`, outcome: { kind: 'done' } }
  return { ...base, kind: 'note', what: 'maintenance.start', words: 'A start was refused.', outcome: { kind: 'refused', words: 'Your role may only look.' } }
}

/** As an export has them; `heads`: what its last line says. */
export const textOf = (entries: readonly SealedEntry[], heads: readonly ChainHead[] = headsOf(entries)): string => [...entries.map(lineOf), closingLine(heads), ''].join('\n')

export const headsOf = (entries: readonly SealedEntry[]): readonly ChainHead[] => [...new Map(entries.map((entry) => [entry.chain, headAt(entry)])).values()]

/** The chain written anew from entry `from` on, each entry as if it had been so all along. */
export function rewritten(entries: readonly SealedEntry[], chain: string, from: number): readonly SealedEntry[] {
  let head: ChainHead | undefined
  return entries.map((entry) => {
    if (entry.chain !== chain) return entry
    const before = head ?? emptyChain(chain)
    const next = entry.seq < from || entry.body === undefined ? entry : seal(entry.body, before, hashNow)
    head = headAt(next)
    return next
  })
}
