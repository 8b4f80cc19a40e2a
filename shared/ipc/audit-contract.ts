import type { AuditSubject } from '../audit/entry'
import type { AuditPage, AuditQuery, AuditStatus } from '../audit/query'

/** The audit trail: what its screen asks. Times are AWS time, epoch milliseconds. */
export interface AuditCommands {
  /** Newest first, a page at a time. */
  'audit.search': { input: AuditQuery; output: AuditPage }
  'audit.status': { input: null; output: AuditStatus }
  /** From the first entry of every chain; answers when it is done. */
  'audit.verify': { input: null; output: AuditStatus }
  /** All chains that this computer knows, for `audit verify`, where the operator chooses; null when they cancelled. One file at a time. */
  'audit.export': { input: null; output: string | null }
  /** Everything there is about a window or a grant, as a zip file where the operator chooses; null when they cancelled. */
  'audit.pack': { input: { readonly about: AuditSubject }; output: string | null }
  /** The file that is being written is stopped: nothing of it is left. */
  'audit.stopWriting': { input: null; output: null }
}

/** A file that is being written. */
export interface AuditWriting {
  readonly what: 'export' | 'pack'
  readonly percent: number
}

export interface AuditEvents {
  /** Something was written down, or verified: load what is shown anew. At most one a second. */
  'audit.changed': null
  /** Null: it is written, or is not going to be. */
  'audit.writing': AuditWriting | null
}
