/**
 * What the audit trail holds.
 *
 * 1. Entries of one console are a chain: each names the hash of the one before, the first is the genesis.
 * 2. What an entry says is its body. The hash is over the body's digest, so that a body can be withheld and the chain still be verified.
 * 3. Every body has a random id: two bodies never have one digest, and a digest tells nothing of a body that was withheld.
 */
export interface SealedEntry {
  readonly chain: string
  /** From 1, without gaps. */
  readonly seq: number
  /** Hash of the entry before; of the first `noHash`. */
  readonly prev: string
  /** SHA-256 of the body's canonical JSON. */
  readonly digest: string
  /** SHA-256 of the canonical JSON of chain, seq, prev and digest. */
  readonly hash: string
  /** Absent: withheld, because it concerns something that whoever reads this was not to be shown. */
  readonly body?: AuditBody
}

export const noHash = '0'.repeat(64)

export const entryKinds = ['genesis', 'intent', 'outcome', 'note'] as const
export type EntryKind = (typeof entryKinds)[number]

export interface AuditBody {
  readonly id: string
  /** `intent` before something acts, `outcome` afterwards, `note` for what has happened already. */
  readonly kind: EntryKind
  /** AWS time, epoch milliseconds. */
  readonly atMs: number
  /** This computer's clock minus AWS time; null: AWS had not answered yet, and `atMs` is this computer's. */
  readonly skewMs: number | null
  readonly who: AuditPerson
  readonly console: AuditConsole
  /** `support.end`, `maintenance.start`, `run.step`, `session.signedIn`, ... */
  readonly what: string
  readonly words: string
  readonly input?: unknown
  readonly why?: string
  readonly tenants?: readonly string[]
  readonly about?: AuditSubject
  readonly correlation: string
  /** Of an outcome: the intent's id. */
  readonly of?: string
  readonly outcome?: EntryOutcome
}

export interface AuditPerson {
  readonly person: string
  /** As AWS knows them: account and role. Absent: AWS has not said. */
  readonly principal?: string
}

export interface AuditConsole {
  readonly machine: string
  readonly surface: 'window' | 'command'
}

export const subjectKinds = ['window', 'grant', 'session', 'alarm', 'desk'] as const

export interface AuditSubject {
  readonly kind: (typeof subjectKinds)[number]
  readonly id: string
}

export type EntryOutcome = { readonly kind: 'done'; readonly words?: string } | { readonly kind: 'refused' | 'failed'; readonly words: string }
