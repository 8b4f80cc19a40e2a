import { startDatabaseHost } from '#electron/adapters/sqlite/database-host'
import { openLocalDatabase } from '#electron/adapters/sqlite/local-database'
import { health, startMs } from './items'

/**
 * A process that writes history until it is killed: `<file> <first> <worker file or ->`. Prints `acknowledged <n>` once row n is
 * said to be kept; each batch holds three rows.
 */
async function write(file: string, first: number, workerFile: string): Promise<void> {
  const options = { file, nowMs: startMs, timeMayBeginAnew: false }
  const opened = workerFile === '-' ? openLocalDatabase(options) : await startDatabaseHost(workerFile, options)
  if (!opened.ok) throw new Error(opened.error.message)
  for (let n = first; ; n += 3) {
    const kept = await opened.value.history.append([0, 1, 2].map((part) => health(`tenant-${n + part}`, startMs + n + part, 'watch')))
    if (!kept.ok) throw new Error(kept.error.message)
    process.stdout.write(`acknowledged ${n + 2}\n`)
  }
}

const [file = '', first = '0', workerFile = '-'] = process.argv.slice(2)
void write(file, Number(first), workerFile)
