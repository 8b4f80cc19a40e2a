/** The two tags that place a resource; absent: it does not bear the tag. */
export interface Tagged {
  readonly tenantTag?: string
  readonly environmentTag?: string
}
