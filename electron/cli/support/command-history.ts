import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import { openLocalDatabase, type LocalDatabase } from '#electron/adapters/sqlite/local-database'
import type { KeptHistory } from '#electron/ports/kept-history'
import { dataFolder } from '../data-folder'

export interface CommandHistory {
  readonly ask: KeptHistory
  close(): Promise<void>
}

/** The history that the window of this computer keeps of a fleet file, to be read alone; opened by the first question. `named`: another file. */
export function commandHistory(fleetFile: string, named: string | true | undefined, nowMs: number): CommandHistory {
  const file = typeof named === 'string' ? named : usualFile(fleetFile)
  let opened: Result<LocalDatabase, AppError> | undefined
  const open = (): Result<LocalDatabase, AppError> => {
    if (!existsSync(file)) return typeof named === 'string' ? err(appError('notFound', `there is no history in ${file}. Correct --history-file.`)) : err(appError('notFound', 'the window of this computer has not watched this fleet file. Run the command where it has, or name its history with --history-file.'))
    opened ??= openLocalDatabase({ file, nowMs, isReading: true, timeMayBeginAnew: false })
    return opened
  }
  return {
    ask: async (question) => {
      const database = open()
      return database.ok ? question(database.value.history) : database
    },
    close: async () => {
      if (opened?.ok === true) await opened.value.close()
    },
  }
}

const usualFile = (fleetFile: string): string => join(dataFolder(process.env, process.platform), 'history', `${createHash('sha256').update(`file ${resolve(fleetFile)}`).digest('hex').slice(0, 16)}.sqlite`)
