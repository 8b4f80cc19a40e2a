import type { OperatorCall, Outcome } from './outcome'

/** Documents in S3, written only over what was read: two consoles never overwrite each other. */
export interface ObjectOperator {
  /** `over`: the ETag that was read, or that there is none yet; else `conflict` (`gone` when what was read is not there any more). */
  put(call: OperatorCall, document: NewDocument, over: { readonly eTag: string } | 'nothing'): Promise<Outcome<{ readonly eTag: string }>>
  get(call: OperatorCall, bucket: string, key: string): Promise<Outcome<StoredDocument>>
  /** Without its content. */
  head(call: OperatorCall, bucket: string, key: string): Promise<Outcome<Omit<StoredDocument, 'body'>>>
}

/** Documents that nobody can change or delete before their time, not even the account's owner: S3 Object Lock in compliance mode. */
export interface LockedObjectOperator {
  /** Never over anything: `conflict` when something is there. Its version, by which it is read back. */
  putLocked(call: OperatorCall, document: NewDocument, untilMs: number): Promise<Outcome<LockedVersion>>
  /** `gone`: there is none. The version that was first written under the key. */
  getLocked(call: OperatorCall, bucket: string, key: string): Promise<Outcome<LockedDocument>>
  /** Keys that begin so, in order, whole pages up to `most`. */
  keys(call: OperatorCall, bucket: string, prefix: string, most: number): Promise<Outcome<readonly string[]>>
}

export interface LockedVersion {
  readonly versionId: string
}

export interface LockedDocument extends LockedVersion {
  readonly body: string
  /** Absent: it is not locked. */
  readonly lock?: { readonly mode: string; readonly untilMs: number }
}

export interface NewDocument {
  readonly bucket: string
  readonly key: string
  readonly body: string
  readonly contentType: string
  readonly cacheControl?: string
}

export interface StoredDocument {
  readonly eTag: string
  readonly body: string
  readonly contentType?: string
  readonly modifiedAtMs?: number
}
