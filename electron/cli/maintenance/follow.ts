import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { WindowView } from '#shared/maintenance/window-view'
import type { MaintenanceOffice } from '#electron/ports/maintenance-office'
import type { CommandContext } from '../command'
import { exitCodes } from '../exit-code'
import type { Answer } from './desk-command'
import { plainLine } from '../plain-text'
import { windowLines } from './window-lines'

const lookEveryMs = secondMs

/** Follows a run that this command carries to its end, telling each new line; Ctrl-C leaves it to whoever takes it over. */
export async function followRun(office: MaintenanceOffice, begun: WindowView, { err, timers, stop }: CommandContext): Promise<Result<Answer, AppError>> {
  const { id } = begun
  let told = 0
  let asked = ''
  let isOver = false
  void office.over(id).then(() => (isOver = true))
  for (;;) {
    const wasOver = isOver
    const window = await office.window(id)
    if (!window.ok && (wasOver || stop.aborted)) return window
    if (window.ok) {
      const { run } = window.value
      for (const { seq, words } of (run?.lines ?? []).toReversed()) {
        if (seq <= told) continue
        told = seq
        err.write(`${plainLine(words)}\n`)
      }
      const questions = (run?.questions ?? []).map(({ id: question, message, choices }) => plainLine(`${question}: ${message ?? ''} [${choices.join(' | ')}]`)).join('\n')
      if (questions !== '' && questions !== asked) err.write(`It asks (answer with \`maintenance say ${id} --answer QUESTION=CHOICE\`):\n${questions}\n`)
      asked = questions
      if (wasOver || stop.aborted) return ok(answerOf(window.value))
    }
    await timers.sleep(lookEveryMs, 'look at the run', stop)
  }
}

function answerOf(window: WindowView): Answer {
  const code = window.outcome === undefined ? exitCodes.interrupted : window.outcome === 'succeeded' ? exitCodes.fine : exitCodes.findings
  return { json: window, lines: windowLines(window), code }
}
