import { startAuditHost } from '#electron/adapters/sqlite/audit/audit-host'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import type { AuditBody } from '#shared/audit/entry'

/** A process that writes entries until it is killed: `<file> <worker file or ->`. Prints `acknowledged <seq>` once an entry is said to be kept. */
async function write(file: string, workerFile: string): Promise<void> {
  const options = { file, nowMs: 0 }
  const opened = workerFile === '-' ? openLocalAudit(options) : await startAuditHost(workerFile, options)
  if (!opened.ok) throw new Error(opened.error.message)
  const { audit } = opened.value
  const body = (id: string, kind: AuditBody['kind']): AuditBody => ({ id, kind, atMs: 1, skewMs: null, who: { person: 'ana' }, console: { machine: 'desk', surface: 'window' }, what: 'x', words: 'Words enough to fill some pages of the file. '.repeat(20), correlation: id })
  const begun = await audit.begin({ chain: 'desk-1', body: body(`genesis-${process.pid}`, 'genesis') })
  if (!begun.ok) throw new Error(begun.error.message)
  for (let number = 1; ; number += 1) {
    const kept = await audit.append([1, 2].map((part) => body(`${process.pid}-${number}-${part}`, 'note')))
    if (!kept.ok) throw new Error(kept.error.message)
    process.stdout.write(`acknowledged ${kept.value.at(-1)!.seq}\n`)
  }
}

const [file = '', workerFile = '-'] = process.argv.slice(2)
void write(file, workerFile)
