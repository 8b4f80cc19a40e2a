import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import type { RunEvent } from '#shared/maintenance/run-event'
import { bookingOf, type Surroundings, type WindowFacts } from '#shared/maintenance/compose-window'
import { conflictsOf } from '#shared/maintenance/booking'
import { longestWindowMinutes, spanText } from '#shared/maintenance/window'
import type { RunWord } from '#shared/ipc/maintenance-contract'
import type { WindowView } from '#shared/maintenance/window-view'

/** An extension takes nobody's time: other windows and blackouts stand where they stood. */
export function refusalOfExtension({ plan, span, run }: WindowFacts, { calendar }: Surroundings, toMs: number): AppError | undefined {
  const beyond = { fromMs: run?.toMs ?? span.toMs, toMs }
  const [conflict] = conflictsOf(bookingOf({ plan, span: beyond }), calendar)
  if (conflict === undefined) return undefined
  return appError('conflict', `It cannot be extended so far: “${conflict.with.title}” is there, ${spanText(conflict.with.span, plan.window.zone)}. Choose an earlier end, or move the other.`)
}

/** What a word comes to in the journal, or why it cannot be said now. */
export function runEventOf(word: RunWord, said: { readonly by: string; readonly atMs: number }, { run, span }: WindowView): Result<RunEvent, AppError> {
  switch (word.kind) {
    case 'answer': {
      const question = run?.questions.find(({ id }) => id === word.question)
      if (question === undefined) return err(appError('conflict', 'This question is not asked any more: somebody answered it, or it settled itself.'))
      if (!question.choices.includes(word.choice)) return err(appError('invalidInput', 'This is no answer to that question.', { issues: [{ path: 'word.choice', message: `One of ${question.choices.join(', ')}.` }] }))
      return ok({ kind: 'answered', question: word.question, choice: word.choice, ...said })
    }
    case 'cancel':
      return ok({ kind: 'cancelled', ...said })
    case 'pause':
      return ok({ kind: 'paused', ...said })
    case 'resume':
      return ok({ kind: 'resumed', ...said })
    case 'extend': {
      const longestMs = span.fromMs + (longestWindowMinutes / 60) * hourMs
      if (word.toMs <= (run?.toMs ?? span.toMs)) return err(appError('invalidInput', 'A window is extended to a later end.', { issues: [{ path: 'word.toMs', message: 'Later than the end that stands.' }] }))
      if (word.toMs > longestMs) return err(appError('invalidInput', `A window lasts ${longestWindowMinutes / 60} hours at most.`, { issues: [{ path: 'word.toMs', message: 'Too late.' }] }))
      return ok({ kind: 'extended', toMs: word.toMs, ...said })
    }
  }
}
