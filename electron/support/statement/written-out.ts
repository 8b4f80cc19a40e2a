import type { ClientStatement } from '#shared/support/statement'
import { statementCsvParts } from '#shared/support/statement-csv'
import { statementHtmlParts } from '#shared/support/statement-html'
import type { Timers } from '#electron/ports/clock'

/** Rows that are written before others have their turn: some milliseconds' worth. */
const rowsInOneGo = 100

/** A statement as the text of a file. Whoever writes a large one lets windows, watches and rounds go on between. */
export async function writtenOut(statement: ClientStatement, as: 'html' | 'csv', timers: Pick<Timers, 'sleep'>, signal: AbortSignal): Promise<string> {
  const parts: string[] = []
  for (const part of as === 'html' ? statementHtmlParts(statement) : statementCsvParts(statement)) {
    parts.push(part)
    if (parts.length % rowsInOneGo === 0) await timers.sleep(0, 'others have their turn while a statement is written', signal)
  }
  return parts.join('')
}
