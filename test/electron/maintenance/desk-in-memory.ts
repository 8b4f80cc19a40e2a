import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { RunEvent } from '#shared/maintenance/run-event'
import type { EffectHandlers } from '#electron/maintenance/effect-handler'
import type { RunJournal } from '#electron/maintenance/run-journal'
import type { Timers } from '#electron/ports/clock'

/** What happens to an effect in the world, when nobody dies. */
export interface Fate {
  /** Answers get lost: so many times it happens and nobody is told. */
  readonly unanswered?: number
  readonly failsBefore?: number
  /** Never done, and nothing of it ever is. */
  readonly refused?: true
  readonly takesMs?: number
}

/** A journal and a world that outlive every console. */
export interface Desk {
  readonly events: RunEvent[]
  /** Effects in the order in which they happened, each time again. */
  readonly happened: string[]
  /** Takes the run over: whoever held it before is fenced. */
  console(life: Life): { readonly journal: RunJournal; readonly handlers: EffectHandlers }
}

/** Edges are counted over writing and doing, before and after each; at `diesAt` the console is gone and nothing of it answers any more. */
export interface Life {
  readonly diesAt?: number
  readonly timers: Timers
  readonly onDeath: () => void
}

export function createDesk(fate: (effect: string) => Fate): Desk {
  const events: RunEvent[] = []
  const happened: string[] = []
  const began = new Map<string, number>()
  let fence = 0

  return {
    events,
    happened,
    console({ diesAt, timers, onDeath }) {
      const mine = ++fence
      let edges = 0
      let isDead = false
      const edge = async (): Promise<void> => {
        if (!isDead && edges++ === diesAt) {
          isDead = true
          onDeath()
        }
        if (isDead) await new Promise<never>(() => undefined)
      }
      const journal: RunJournal = {
        async read(from) {
          await edge()
          return ok(events.slice(from))
        },
        async append(seq, event) {
          await edge()
          if (mine !== fence) return ok('fenced')
          if (events.length !== seq) return ok('taken')
          events.push(event)
          await edge()
          return ok('written')
        },
      }
      const handlers: EffectHandlers = () => ({
        async perform({ id }) {
          await edge()
          const tries = (began.get(id) ?? 0) + 1
          began.set(id, tries)
          const { failsBefore = 0, unanswered = 0, takesMs = 0, refused } = fate(id)
          if (refused) return { kind: 'failed', message: 'the world refused', again: 'never', untouched: true }
          if (tries <= failsBefore) return { kind: 'failed', message: 'the world said no', again: 'later' }
          happened.push(id)
          await edge()
          if (takesMs > 0) await timers.sleep(takesMs, 'the world is slow')
          if (tries - failsBefore <= unanswered) return { kind: 'unknown', message: 'no answer came' }
          return { kind: 'done', evidence: [{ label: 'name', value: id }] }
        },
        async observe({ id }) {
          await edge()
          return ok(happened.includes(id) ? { kind: 'done', evidence: [] } : { kind: 'notThere' })
        },
      })
      return { journal, handlers }
    },
  }
}

/** A journal that cannot be reached for its first calls. */
export function unreachableAtFirst(journal: RunJournal, calls: number): RunJournal {
  let left = calls
  const down = () => left-- > 0
  const error = appError('unreachable', 'The desk store cannot be reached.')
  return {
    read: async (from) => (down() ? err(error) : journal.read(from)),
    append: async (seq, event) => (down() ? err(error) : journal.append(seq, event)),
  }
}
