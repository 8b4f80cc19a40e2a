import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Anchor } from '#shared/audit/anchor'
import type { AuditBody, SealedEntry } from '#shared/audit/entry'
import { entryOf } from '#shared/audit/read-entry'
import { emptyChain, headAt, seal, type ChainHead } from '#shared/audit/seal'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AuditStore, KnownChain } from '#electron/ports/audit-store'
import { inTransaction, preparing, type Statements } from '../history/tables'
import { auditWords, toAppError } from '../sqlite-error'
import { hashNow } from '../../system/digest'
import { hasBody, insertEntry } from './rows'
import { searchEntries } from './search'
import { verifyStretch } from './verify-stretch'

/** Audit trails over an open database, in the thread that calls. There is no statement here that changes or deletes an entry. */
export function createAuditStore({ db, file }: { readonly db: DatabaseSyncInstance; readonly file: string }): AuditStore {
  const sql = preparing(db)
  const guarded = async <T>(work: () => Result<T, AppError>): Promise<Result<T, AppError>> => {
    try {
      return work()
    } catch (cause) {
      return err(toAppError(cause, file, auditWords))
    }
  }
  const written = <T>(work: () => Result<T, AppError>): Promise<Result<T, AppError>> => guarded(() => inTransaction(db, work))
  return {
    begin: ({ chain, body }) => written(() => ok(begin(sql, chain, body))),
    append: (bodies) => written(() => appendBodies(sql, bodies)),
    search: (query) => guarded(() => ok(searchEntries(sql, query))),
    chains: () => guarded(() => ok(knownChains(sql))),
    lines: ({ chain, afterSeq, limit }) =>
      guarded(() => ok((sql('SELECT line FROM entry WHERE chain = ? AND seq > ? ORDER BY seq LIMIT ?').all(chain, afterSeq, limit) as unknown as { readonly line: string }[]).map(({ line }) => line))),
    stretch: ({ chain, afterSeq, toSeq, limit }) =>
      guarded(() => {
        const rows = sql('SELECT seq, line FROM entry WHERE chain = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?').all(chain, afterSeq, toSeq, limit) as unknown as { readonly seq: number; readonly line: string }[]
        return ok({ lines: rows.map(({ line }) => line), lastSeq: rows.at(-1)?.seq ?? afterSeq })
      }),
    verify: (from) => guarded(() => ok(verifyStretch(sql, from))),
    openIntents: ({ limit }) => guarded(() => ok(openIntents(sql, limit))),
    learn: (entries) => written(() => learn(sql, entries)),
    anchored: ({ chain, seq, hash, atMs }) =>
      written(() => {
        sql('INSERT OR IGNORE INTO anchor (chain, seq, hash, at_ms) VALUES (?, ?, ?, ?)').run(chain, seq, hash, atMs)
        return ok(null)
      }),
    anchors: () => guarded(() => ok(sql('SELECT chain, seq, hash, at_ms AS atMs FROM anchor ORDER BY chain, seq, at_ms').all() as unknown as Anchor[])),
    copied: ({ seq }) =>
      written(() => {
        sql('UPDATE own SET copied_seq = ?, copied_hash = (SELECT hash FROM entry WHERE entry.chain = own.chain AND entry.seq = ?) WHERE copied_seq < ?').run(seq, seq, seq)
        return ok(null)
      }),
  }
}

const ownChain = (sql: Statements): string | undefined => (sql('SELECT chain FROM own').get() as { readonly chain: string } | undefined)?.chain

function headOf(sql: Statements, chain: string): ChainHead {
  const last = sql('SELECT seq, hash FROM entry WHERE chain = ? ORDER BY seq DESC LIMIT 1').get(chain) as { readonly seq: number; readonly hash: string } | undefined
  return last === undefined ? emptyChain(chain) : { chain, ...last }
}

function begin(sql: Statements, chain: string, body: AuditBody): { readonly head: ChainHead; readonly isNew: boolean } {
  const own = ownChain(sql)
  if (own !== undefined) return { head: headOf(sql, own), isNew: false }
  sql('INSERT INTO own (only, chain) VALUES (1, ?)').run(chain)
  const [genesis] = appendTo(sql, emptyChain(chain), [body])
  return { head: headAt(genesis!), isNew: true }
}

function appendBodies(sql: Statements, bodies: readonly AuditBody[]): Result<readonly SealedEntry[], AppError> {
  const own = ownChain(sql)
  if (own === undefined) return err(appError('internal', 'The audit trail was written before it was begun. This is a fault of the console: report it.'))
  return ok(appendTo(sql, headOf(sql, own), bodies))
}

function appendTo(sql: Statements, after: ChainHead, bodies: readonly AuditBody[]): readonly SealedEntry[] {
  let head = after
  return bodies.map((body) => {
    const entry = { ...seal(body, head, hashNow), body }
    insertEntry(sql, entry)
    head = headAt(entry)
    return entry
  })
}

/** Also those of which nothing is left: somebody emptied them. */
function knownChains(sql: Statements): readonly KnownChain[] {
  const own = sql('SELECT chain, copied_seq FROM own').get() as { readonly chain: string; readonly copied_seq: number } | undefined
  const names = sql('SELECT chain FROM entry UNION SELECT chain FROM anchor UNION SELECT chain FROM own ORDER BY chain').all() as unknown as { readonly chain: string }[]
  return names.map(({ chain }) => {
    const last = sql('SELECT seq, line, at_ms FROM entry WHERE chain = ? ORDER BY seq DESC LIMIT 1').get(chain) as { readonly seq: number; readonly line: string; readonly at_ms: number } | undefined
    const isOwn = chain === own?.chain
    const lastSeq = last?.seq ?? 0
    return { chain, isOwn, machine: entryOf(last?.line ?? '')?.body?.console.machine ?? chain, lastSeq, lastAtMs: last?.at_ms ?? 0, copiedSeq: isOwn ? own.copied_seq : lastSeq }
  })
}

function openIntents(sql: Statements, limit: number): readonly SealedEntry[] {
  const own = ownChain(sql) ?? ''
  const rows = sql("SELECT line FROM entry WHERE chain = ? AND kind = 'intent' AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.of_id = entry.body_id AND o.chain = entry.chain) ORDER BY seq LIMIT ?").all(own, limit)
  return (rows as unknown as { readonly line: string }[]).flatMap(({ line }) => entryOf(line) ?? [])
}

function learn(sql: Statements, entries: readonly SealedEntry[]): Result<null, AppError> {
  const own = ownChain(sql)
  for (const entry of entries) {
    if (!hasBody(entry) || entry.chain === own) return err(strange(entry))
    const head = headOf(sql, entry.chain)
    if (entry.seq <= head.seq) {
      const kept = sql('SELECT hash FROM entry WHERE chain = ? AND seq = ?').get(entry.chain, entry.seq) as { readonly hash: string } | undefined
      if (kept?.hash !== entry.hash) return err(strange(entry))
      continue
    }
    if (entry.seq !== head.seq + 1 || entry.prev !== head.hash) return err(strange(entry))
    insertEntry(sql, entry)
  }
  return ok(null)
}

const strange = ({ chain, seq }: SealedEntry): AppError => appError('conflict', `Entry ${seq} of ${chain}, as the desk’s store has it, does not follow what this computer knows of that chain. One of the two was changed: export and verify both.`, { at: `${chain}/${seq}` })
