/** The two tags that place a resource; absent: it does not bear the tag. */
export interface Tagged {
  readonly tenantTag?: string
  readonly environmentTag?: string
}

/** The same with every other tag, packed (`other-tags.ts`); absent: it bears none. */
export interface FullyTagged extends Tagged {
  readonly otherTags?: string
}
