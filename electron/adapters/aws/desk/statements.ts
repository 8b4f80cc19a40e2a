import type { DeskStore } from '#electron/ports/desk-store'
import { personOfUserId, type Statement, type StatementKind } from '#shared/desk/statement'
import { conflict } from '#shared/desk/store-failures'
import { checkNames, decodeBody, encodeBodies } from '#shared/desk/store-rules'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { s, text, type DeskTable, type Item } from './desk-table'
import { aboutSubject, memberKey, members, statementKey, statementsOf } from './keys'
import { hasDoubt, notKnown } from './outcome'

/** What somebody says lies under their own name for AWS, which lets nobody else write there; who spoke is read from where it lies. */
export function createStatements(table: DeskTable, userId: () => Promise<Result<string, AppError>>): Pick<DeskStore, 'say' | 'said'> {
  return {
    say: async ({ kind, subject, id, body }) => {
      const me = await userId()
      if (!me.ok) return me
      const named = checkNames({ kinds: [kind], names: [me.value, subject, id] })
      const bodies = named.ok ? encodeBodies([body]) : named
      if (!bodies.ok) return bodies
      const [said = ''] = bodies.value
      const key = statementKey(kind, me.value, subject, id)
      const written = await table.write([{ key, fields: { body: s(said) }, where: 'nothing' }, { key: memberKey(me.value), fields: {} }])
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
      const replies = await Promise.all(everybody.map((each) => table.query({ pk: statementsOf(kind, each), ...(subject === undefined ? {} : { beginsWith: aboutSubject(subject) }) })))
      const statements: Statement[] = []
      for (const [index, reply] of replies.entries()) {
        if (!reply.ok) return reply
        statements.push(...reply.value.found.map((item) => toStatement(kind, everybody[index] ?? '', item)))
      }
      return ok({ value: statements.toSorted(byPersonThenSubject), asOfMs: Math.min(who.value.dateMs, ...replies.flatMap((reply) => (reply.ok ? [reply.value.dateMs] : []))), isCopy: false })
    },
  }
}

function toStatement(kind: StatementKind, userId: string, item: Item): Statement {
  const [subject = '', id = ''] = text(item, 'sk').split('#')
  return { kind, subject, id, by: personOfUserId(userId), body: decodeBody(text(item, 'body')) }
}

const orderOf = ({ by, subject, id }: Statement): string => [by, subject, id].join('\u0000')
const byPersonThenSubject = (left: Statement, right: Statement): number => (orderOf(left) < orderOf(right) ? -1 : 1)
