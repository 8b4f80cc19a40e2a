import { startDeskHost } from '#electron/adapters/sqlite/desk/desk-host'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'

/**
 * A process that writes a journal until it is killed: `<file> <after> <worker file or ->`. Prints `acknowledged <n>` once events up to n are
 * said to be kept; each write holds three events and sets a record beside.
 */
async function write(file: string, after: number, workerFile: string): Promise<void> {
  const options = { file, nowMs: 0 }
  const opened = workerFile === '-' ? openLocalDesk(options) : await startDeskHost(workerFile, options)
  if (!opened.ok) throw new Error(opened.error.message)
  const { desk } = opened.value
  const there = await desk.record({ kind: 'run', id: 'one' })
  let version = there.ok ? (there.value?.version ?? 0) : 0
  for (let last = after; ; last += 3) {
    const kept = await desk.append({ journal: 'one', after: last, events: [1, 2, 3].map((n) => ({ n: last + n })), writeId: `w${last}` })
    if (!kept.ok) throw new Error(kept.error.message)
    const put = await desk.put({ kind: 'run', id: 'one', expected: version, body: { last: kept.value.last }, writeId: `w${last}` })
    if (!put.ok) throw new Error(put.error.message)
    version = put.value.version
    process.stdout.write(`acknowledged ${kept.value.last}\n`)
  }
}

const [file = '', after = '0', workerFile = '-'] = process.argv.slice(2)
void write(file, Number(after), workerFile)
