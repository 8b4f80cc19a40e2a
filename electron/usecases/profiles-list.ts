import type { ReadAwsProfiles } from '#electron/ports/desk-setup'
import type { Handler } from './handler'

/** Sessions and profiles of the AWS command line, to choose from. */
export const profilesList =
  (read: ReadAwsProfiles): Handler<'profiles.list'> =>
  () =>
    read()
