import type { OperatorCall, Outcome } from './outcome'

/** Parameters of Systems Manager: documents that a tenant's app reads, and its people may write. */
export interface ParameterOperator {
  /** `gone`: there is none of that name. */
  get(call: OperatorCall, name: string): Promise<Outcome<StoredParameter>>
  /** All below a path, at any depth, whole pages. */
  under(call: OperatorCall, path: string): Promise<Outcome<readonly StoredParameter[]>>
  /** The versions that AWS still keeps (the last hundred), oldest first: what was written between a look and a write shows here. */
  history(call: OperatorCall, name: string): Promise<Outcome<readonly StoredParameter[]>>
  /** Its new version. `create` writes only where there is none, else `alreadyThere`; AWS has no other condition. */
  put(call: OperatorCall, parameter: NewParameter): Promise<Outcome<{ readonly version: number }>>
}

export interface NewParameter {
  readonly name: string
  /** At most 4,096 bytes. */
  readonly value: string
  readonly description?: string
  readonly how: 'create' | 'replace'
}

export interface StoredParameter {
  readonly name: string
  readonly value: string
  /** 1 at first, one more with each write. */
  readonly version: number
  readonly modifiedAtMs?: number
  /** Who wrote this version, as AWS knows them: an ARN. Known of `history` only. */
  readonly modifiedBy?: string
}
