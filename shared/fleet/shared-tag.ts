/** The tenant tag of what every tenant of an account, Region and environment shares. */
export const sharedTag = '*'
