import { runEventSchema } from '#shared/maintenance/run-event-schema'
import type { RunEvent } from '#shared/maintenance/run-event'
import { journalOf } from '#electron/maintenance/desk-journal'
import type { AuditDeed, AuditOutcome, AuditTrail } from '#electron/ports/audit-trail'
import type { DeskStore } from '#electron/ports/desk-store'

const runPrefix = journalOf('')

/** The desk's store, with every line that this console adds to a run's journal written down in the audit trail too. */
export function auditedRuns(store: DeskStore, trail: AuditTrail): DeskStore {
  return {
    ...store,
    append: async (write) => {
      const written = await store.append(write)
      if (written.ok && write.journal.startsWith(runPrefix)) {
        const run = write.journal.slice(runPrefix.length)
        for (const body of write.events) {
          const event = runEventSchema.safeParse(body)
          if (event.success) await trail.note(runStep(run, event.data))
        }
      }
      return written
    },
  }
}

export function runStep(run: string, event: RunEvent): AuditDeed & { readonly outcome: AuditOutcome } {
  const { words, outcome } = stepWords(event)
  return { what: 'run.step', words, input: event, about: { kind: 'window', id: run }, correlation: `run:${run}`, outcome }
}

function stepWords(event: RunEvent): { readonly words: string; readonly outcome: AuditOutcome } {
  const done: AuditOutcome = { kind: 'done' }
  switch (event.kind) {
    case 'started':
      return { words: `Begins ${event.effect}.`, outcome: done }
    case 'inProgress':
      return { words: `AWS is at work on ${event.effect}${event.percent === undefined ? '' : `: ${event.percent} %`}.`, outcome: done }
    case 'done':
      return { words: `${event.effect} is done and was read back.`, outcome: done }
    case 'failed':
      return { words: `${event.effect} failed.`, outcome: { kind: 'failed', words: event.message } }
    case 'notThere':
      return { words: `${event.effect} was looked for: it did not happen.`, outcome: done }
    case 'unclear':
      return { words: `What became of ${event.effect} cannot be told.`, outcome: { kind: 'failed', words: event.message } }
    case 'answered':
      return { words: `${event.by} answered “${event.choice}” to ${event.question}.`, outcome: done }
    case 'cancelled':
      return { words: `${event.by} cancelled the run.`, outcome: done }
    case 'paused':
      return { words: `${event.by} paused the run.`, outcome: done }
    case 'resumed':
      return { words: `${event.by} resumed the run.`, outcome: done }
    case 'extended':
      return { words: `${event.by} extended the run to ${new Date(event.toMs).toISOString()}.`, outcome: done }
  }
}
