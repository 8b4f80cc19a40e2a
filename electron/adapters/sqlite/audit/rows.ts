import type { AuditBody, AuditSubject, SealedEntry } from '#shared/audit/entry'
import { lineOf } from '#shared/audit/seal'
import type { Statements } from '../history/tables'

/** What an entry is found by. */
export interface Found {
  readonly at_ms: number
  readonly kind: string
  readonly person: string
  readonly what: string
  readonly tenants: string
  readonly about: string
  readonly correlation: string
  readonly body_id: string
  readonly of_id: string | null
  readonly outcome: string | null
}

export const foundBy = ({ id, atMs, kind, who, what, tenants = [], about, correlation, of, outcome }: AuditBody): Found => ({
  at_ms: atMs,
  kind,
  person: who.person,
  what,
  tenants: tenants.length === 0 ? '' : `|${tenants.join('|')}|`,
  about: about === undefined ? '' : aboutKey(about),
  correlation,
  body_id: id,
  of_id: of ?? null,
  outcome: outcome?.kind ?? null,
})

export const aboutKey = ({ kind, id }: AuditSubject): string => `${kind}/${id}`

export const columns = ['at_ms', 'kind', 'person', 'what', 'tenants', 'about', 'correlation', 'body_id', 'of_id', 'outcome'] as const

export function insertEntry(sql: Statements, entry: SealedEntry & { readonly body: AuditBody }): void {
  const found = foundBy(entry.body)
  sql(`INSERT INTO entry (chain, seq, hash, line, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ${columns.map(() => '?').join(', ')})`).run(entry.chain, entry.seq, entry.hash, lineOf(entry), ...columns.map((name) => found[name]))
}

export const hasBody = (entry: SealedEntry): entry is SealedEntry & { readonly body: AuditBody } => entry.body !== undefined
