import type { Clock } from '#electron/ports/clock'
import type { DeskStore, Reading } from '#electron/ports/desk-store'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { Statement, StatementKind } from '#shared/desk/statement'
import type { DeskTables } from './desk-tables'
import type { SaidSince } from './statements'

export interface SqliteDeskOptions {
  readonly desk: DeskTables
  /** The fleet's time: leases run by it. */
  readonly clock: Clock
  /** Who sits here, as the console knows them; asked at each statement, because people change. */
  readonly person: () => Promise<Result<string, AppError>>
}

/** The desk of one machine. Nobody vouches here for who writes: whoever can write the file can write anything. */
export function createSqliteDeskStore({ desk, clock, person }: SqliteDeskOptions): DeskStore {
  const read = async <T>(asking: Promise<Result<T, AppError>>): Promise<Reading<T>> => {
    const asOfMs = clock.nowMs()
    const answer = await asking
    return answer.ok ? ok({ value: answer.value, asOfMs, isCopy: false }) : answer
  }
  /** All of a kind is asked for again and again, and grows for years. */
  const wholes = new Map<StatementKind, Required<SaidSince>>()
  const whole = async (kind: StatementKind): Promise<Result<readonly Statement[], AppError>> => {
    const known = wholes.get(kind)
    const answer = await desk.said({ kind, ...(known === undefined ? {} : { mark: known.mark }) })
    if (!answer.ok) return answer
    const { mark, statements = known?.statements ?? [] } = answer.value
    if (mark !== known?.mark) wholes.set(kind, { mark, statements })
    return ok(statements)
  }
  const about = async (kind: StatementKind, subject: string): Promise<Result<readonly Statement[], AppError>> => {
    const answer = await desk.said({ kind, subject })
    return answer.ok ? ok(answer.value.statements ?? []) : answer
  }
  return {
    whoWrites: async () => {
      const known = await person()
      return known.ok ? ok({ person: known.value, vouchedBy: 'nobody' }) : known
    },
    record: (at) => read(desk.record(at)),
    records: (of) => read(desk.records(of)),
    put: (write) => desk.put(write),
    say: async (statement) => {
      const known = await person()
      return known.ok ? desk.say({ ...statement, by: known.value }) : known
    },
    said: ({ kind, subject }) => read(subject === undefined ? whole(kind) : about(kind, subject)),
    lease: (at) => read(desk.lease(at)),
    acquire: (wish) => desk.acquire({ ...wish, nowMs: clock.nowMs() }),
    renew: (wish) => desk.renew({ ...wish, nowMs: clock.nowMs() }),
    release: (held) => desk.release(held),
    append: (write) => desk.append(write),
    journal: (from) => read(desk.journal(from)),
  }
}
