/** A rule between fields that does not hold. */
export interface BrokenRule {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly suggestion?: string
}
