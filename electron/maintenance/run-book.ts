import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { RunEvent } from '#shared/maintenance/run-event'
import { evolve, type RunState } from '#shared/maintenance/run-state'
import type { RunJournal } from './run-journal'

/** A run's journal as this console knows it, and the state that follows from it. One reader or writer at a time. */
export interface RunBook {
  state(): RunState
  isFenced(): boolean
  /** Reads what others wrote. */
  catchUp(): Promise<Result<void, AppError>>
  /** Writes only if nothing came in between what is known and this line. */
  writeNext(event: RunEvent): Promise<Result<'written' | 'taken' | 'fenced', AppError>>
  /** Writes after whatever came in between. */
  writeLater(event: RunEvent): Promise<Result<'written' | 'fenced', AppError>>
}

export function createRunBook(journal: RunJournal, start: RunState): RunBook {
  let state = start
  let known = 0
  let fenced = false
  let last: Promise<unknown> = Promise.resolve()

  /** Lines are written in turn, in this console too. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  const read = async (): Promise<Result<void, AppError>> => {
    const events = await journal.read(known)
    if (!events.ok) return events
    for (const event of events.value) state = evolve(state, event)
    known += events.value.length
    return ok(undefined)
  }

  const write = async (event: RunEvent): Promise<Result<'written' | 'taken' | 'fenced', AppError>> => {
    if (fenced) return ok('fenced')
    const written = await journal.append(known, event)
    if (!written.ok) return written
    if (written.value === 'written') {
      state = evolve(state, event)
      known += 1
    }
    fenced = written.value === 'fenced'
    return written
  }

  const writeAfterAll = async (event: RunEvent): Promise<Result<'written' | 'fenced', AppError>> => {
    for (;;) {
      const written = await write(event)
      if (!written.ok) return err(written.error)
      if (written.value !== 'taken') return ok(written.value)
      const caughtUp = await read()
      if (!caughtUp.ok) return caughtUp
    }
  }

  return {
    state: () => state,
    isFenced: () => fenced,
    catchUp: () => inTurn(read),
    writeNext: (event) => inTurn(() => write(event)),
    writeLater: (event) => inTurn(() => writeAfterAll(event)),
  }
}
