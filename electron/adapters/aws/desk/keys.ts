import type { StatementKind } from '#shared/desk/statement'

/**
 * Where things lie in the desk's table. The policies of `resources/aws/desk-store.yaml` are written over these partition keys: AWS compares
 * them with who asks, so that a change here is a change there.
 */
export interface Key {
  readonly pk: string
  readonly sk: string
}

export const recordKey = (kind: string, id: string): Key => ({ pk: recordsOf(kind), sk: id })
export const recordsOf = (kind: string): string => `record#${kind}`

/** The partition ends in what AWS calls the writer, `aws:userid`: nobody can write to another's. */
export const statementKey = (kind: StatementKind, userId: string, subject: string, id: string): Key => ({ pk: statementsOf(kind, userId), sk: `${subject}#${id}` })
export const statementsOf = (kind: StatementKind, userId: string): string => `said#${kind}#${userId}`
export const aboutSubject = (subject: string): string => `${subject}#`

/** Changes with all that its person says of this kind. It lies where nobody else can write, and sorts after every subject. */
export const newestKey = (kind: StatementKind, userId: string): Key => ({ pk: statementsOf(kind, userId), sk: newest })
export const newest = '~newest'

/** Who has ever said something: where to look for statements. To be listed here proves nothing. */
export const members = 'member'
export const memberKey = (userId: string): Key => ({ pk: members, sk: userId })

export const leaseKey = (name: string): Key => ({ pk: `lease#${name}`, sk: 'lease' })

export const eventsOf = (journal: string): string => `journal#${journal}`
/** Sorts as its number does. */
export const eventKey = (journal: string, seq: number): Key => ({ pk: eventsOf(journal), sk: String(seq).padStart(12, '0') })
