import type { OperatorCall, Outcome } from './outcome'

/** Documents in S3, written only over what was read: two consoles never overwrite each other. */
export interface ObjectOperator {
  /** `over`: the ETag that was read, or that there is none yet; else `conflict` (`gone` when what was read is not there any more). */
  put(call: OperatorCall, document: NewDocument, over: { readonly eTag: string } | 'nothing'): Promise<Outcome<{ readonly eTag: string }>>
  get(call: OperatorCall, bucket: string, key: string): Promise<Outcome<StoredDocument>>
  /** Without its content. */
  head(call: OperatorCall, bucket: string, key: string): Promise<Outcome<Omit<StoredDocument, 'body'>>>
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
