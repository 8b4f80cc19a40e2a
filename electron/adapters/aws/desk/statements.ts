import type { Ids } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import { personOfUserId, type Statement, type StatementKind } from '#shared/desk/statement'
import { conflict } from '#shared/desk/store-failures'
import { checkNames, decodeBody, encodeBodies } from '#shared/desk/store-rules'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { s, text, type DeskTable, type Found, type Item } from './desk-table'
import { aboutSubject, memberKey, members, newest, newestKey, statementKey, statementsOf } from './keys'
import { hasDoubt, notKnown } from './outcome'

/**
 * What somebody says lies under their own name for AWS, which lets nobody else write there; who spoke is read from where it lies.
 *
 * All of a kind is asked for again and again, and grows for years: of whom nothing is new, what was read before stands.
 */
export function createStatements(table: DeskTable, userId: () => Promise<Result<string, AppError>>, ids: Pick<Ids, 'next'>): Pick<DeskStore, 'say' | 'said'> {
  const known = new Map<string, KnownOfOne>()
  const wholes = new Map<StatementKind, Whole>()

  const readOf = async (kind: StatementKind, person: string): Promise<Result<Found<KnownOfOne>, AppError>> => {
    const pk = statementsOf(kind, person)
    const before = known.get(pk)
    const mark = await table.get(newestKey(kind, person))
    if (!mark.ok) return mark
    const now = text(mark.value.found, 'mark')
    // Said by a console of before there were marks: there is nothing to go by.
    if (before !== undefined && now !== '' && before.mark === now) return ok({ found: before, dateMs: mark.value.dateMs })
    const read = await table.query({ pk })
    if (!read.ok) return read
    // The mark was there before the rest was read: what was said in between is read again.
    const found: KnownOfOne = { mark: now, statements: read.value.found.filter((item) => text(item, 'sk') !== newest).map((item) => toStatement(kind, person, item)) }
    known.set(pk, found)
    return ok({ found, dateMs: mark.value.dateMs })
  }

  const readSome = async (kind: StatementKind, person: string, subject: string): Promise<Result<Found<KnownOfOne>, AppError>> => {
    const read = await table.query({ pk: statementsOf(kind, person), beginsWith: aboutSubject(subject) })
    return read.ok ? ok({ found: { mark: '', statements: read.value.found.map((item) => toStatement(kind, person, item)) }, dateMs: read.value.dateMs }) : read
  }

  /** The same list as before where all of its parts are. */
  const together = (kind: StatementKind, parts: readonly KnownOfOne[]): readonly Statement[] => {
    const before = wholes.get(kind)
    if (before?.parts.length === parts.length && parts.every((part, at) => part === before.parts[at])) return before.statements
    const statements = sorted(parts)
    wholes.set(kind, { parts, statements })
    return statements
  }

  return {
    say: async ({ kind, subject, id, body }) => {
      const me = await userId()
      if (!me.ok) return me
      const named = checkNames({ kinds: [kind], names: [me.value, subject, id] })
      const bodies = named.ok ? encodeBodies([body]) : named
      if (!bodies.ok) return bodies
      const [said = ''] = bodies.value
      const key = statementKey(kind, me.value, subject, id)
      const written = await table.write([
        { key, fields: { body: s(said) }, where: 'nothing' },
        { key: memberKey(me.value), fields: {} },
        ...(isReadWhole(kind) ? [{ key: newestKey(kind, me.value), fields: { mark: s(ids.next()) } }] : []),
      ])
      if (written.kind === 'failed') return err(written.error)
      if (!hasDoubt(written)) return ok(null)
      const at = `${kind}/${subject}/${id}`
      const there = await table.get(key)
      if (!there.ok) return err(written.kind === 'unknown' ? notKnown(written.error, at) : there.error)
      if (there.value.found === undefined) return err(written.kind === 'unknown' ? notKnown(written.error, at) : conflict(at))
      return text(there.value.found, 'body') === said ? ok(null) : err(conflict(at))
    },
    said: async ({ kind, subject }) => {
      const who = await table.query({ pk: members })
      if (!who.ok) return who
      const everybody = who.value.found.map((item) => text(item, 'sk'))
      const replies = await Promise.all(everybody.map((each) => (subject === undefined ? readOf(kind, each) : readSome(kind, each, subject))))
      const parts: KnownOfOne[] = []
      let asOfMs = who.value.dateMs
      for (const reply of replies) {
        if (!reply.ok) return reply
        if (reply.value.found.statements.length > 0) parts.push(reply.value.found)
        asOfMs = Math.min(asOfMs, reply.value.dateMs)
      }
      return ok({ value: subject === undefined ? together(kind, parts) : sorted(parts), asOfMs, isCopy: false })
    },
  }
}

/** Audit entries are many, and asked for by their day alone. */
const isReadWhole = (kind: StatementKind): boolean => kind !== 'audit'

/** What one person said of a kind, and the mark that stood before it was read. */
interface KnownOfOne {
  readonly mark: string
  readonly statements: readonly Statement[]
}

interface Whole {
  readonly parts: readonly KnownOfOne[]
  readonly statements: readonly Statement[]
}

const sorted = (parts: readonly KnownOfOne[]): readonly Statement[] => parts.flatMap(({ statements }) => statements).toSorted(byPersonThenSubject)

function toStatement(kind: StatementKind, userId: string, item: Item): Statement {
  const [subject = '', id = ''] = text(item, 'sk').split('#')
  return { kind, subject, id, by: personOfUserId(userId), body: decodeBody(text(item, 'body')) }
}

const orderOf = ({ by, subject, id }: Statement): string => [by, subject, id].join('\u0000')
const byPersonThenSubject = (left: Statement, right: Statement): number => (orderOf(left) < orderOf(right) ? -1 : 1)
