import type { Clock } from '#electron/ports/clock'
import type { DeskStore, Reading } from '#electron/ports/desk-store'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { DeskTables } from './desk-tables'

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
    said: (about) => read(desk.said(about)),
    lease: (at) => read(desk.lease(at)),
    acquire: (wish) => desk.acquire({ ...wish, nowMs: clock.nowMs() }),
    renew: (wish) => desk.renew({ ...wish, nowMs: clock.nowMs() }),
    release: (held) => desk.release(held),
    append: (write) => desk.append(write),
    journal: (from) => read(desk.journal(from)),
  }
}
