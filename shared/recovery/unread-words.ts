import type { FeedState } from '../fleet/tenant-view'

/** Why something was never read, in the few words that a cell has: what was not read is not missing in AWS. */
export function unreadWords({ error }: Pick<FeedState, 'error'>): string {
  switch (error?.kind) {
    case undefined:
      return 'not read yet'
    case 'denied':
      return 'this role may not read it'
    case 'expired':
      return 'cannot be read: the sign-in is over'
    default:
      return 'could not be read yet: AWS did not answer well'
  }
}
