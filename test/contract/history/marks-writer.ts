import { startDatabaseHost } from '#electron/adapters/sqlite/database-host'
import { openLocalDatabase } from '#electron/adapters/sqlite/local-database'
import { startMs } from './items'

/** A process that keeps marks until it is killed: `<file> <worker file or ->`. Prints each id once it is said to be kept. */
async function write(file: string, workerFile: string): Promise<void> {
  const options = { file, nowMs: startMs, timeMayBeginAnew: false }
  const opened = workerFile === '-' ? openLocalDatabase(options) : await startDatabaseHost(workerFile, options)
  if (!opened.ok) throw new Error(opened.error.message)
  for (let n = 0; ; n += 1) {
    const id = `${process.pid}-${n}`
    const kept = await opened.value.marks.add({ id, alarm: 'cpu', stateUpdatedAtMs: startMs, kind: 'acknowledged', by: 'ana', atMs: startMs + n })
    if (!kept.ok) throw new Error(kept.error.message)
    process.stdout.write(`${id}\n`)
  }
}

const [file = '', workerFile = '-'] = process.argv.slice(2)
void write(file, workerFile)
