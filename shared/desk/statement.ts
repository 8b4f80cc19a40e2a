/**
 * What somebody said in their own name, for good: never changed, never taken back.
 *
 * The names are those of the desk's policies in AWS: each kind is allowed to somebody there (`resources/aws/desk-store.yaml`).
 */
export const statementKinds = ['plan', 'approval', 'acknowledgement', 'grant', 'audit'] as const
export type StatementKind = (typeof statementKinds)[number]

export interface Statement {
  readonly kind: StatementKind
  /** What it is about: a plan's id, an alarm. */
  readonly subject: string
  readonly id: string
  /** The person, as the store knows them: never from the body, which anybody could have written. */
  readonly by: string
  readonly body: unknown
}

/**
 * The person behind what AWS calls `aws:userid`: `AROA...:ana` is ana in a role that Identity Center made for them; users of IAM have an id
 * without a name, and are called by it.
 */
export const personOfUserId = (userId: string): string => userId.slice(userId.indexOf(':') + 1)
