import type { AuditCommands, AuditWriting } from '#shared/ipc/audit-contract'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { papersOf, type PaperSources } from '#electron/audit/pack/papers'
import type { AuditPaper } from '#electron/ports/audit-files'
import type { FleetAudit } from '#electron/ports/audit-office'
import type { TextFiles } from '#electron/ports/text-files'
import type { Handler } from './handler'

export interface AuditDeps {
  readonly audit: FleetAudit
  readonly papers: PaperSources
  /** The program that verifies a pack, as text. */
  readonly verifier: () => Promise<Result<string, AppError>>
  readonly textFiles: TextFiles
  readonly writing: (state: AuditWriting | null) => void
}

/** The audit trail: its office answers, files go where the operator says. */
export function auditHandlers({ audit, papers, verifier, textFiles, writing }: AuditDeps): { readonly [N in keyof AuditCommands]: Handler<N> } {
  let stop: AbortController | undefined

  const save = async (file: Parameters<TextFiles['choose']>[0], paper: AuditPaper): Promise<Result<string | null, AppError>> => {
    if (stop !== undefined) return err(appError('conflict', 'Another file of the audit trail is being written. Wait for it, or stop it.'))
    const mine = new AbortController()
    stop = mine
    try {
      const path = await textFiles.choose(file)
      if (path === null) return ok(null)
      const written = await audit.ask((office) => office.write(paper, path, { progress: (percent) => writing({ what: paper.kind, percent }), signal: mine.signal }))
      return written.ok ? ok(path) : written
    } finally {
      stop = undefined
      writing(null)
    }
  }

  return {
    'audit.search': (query) => audit.ask((office) => office.search(query)),
    'audit.status': () => audit.ask((office) => office.status()),
    'audit.verify': () => audit.ask((office) => office.verify()),
    'audit.export': () => save({ title: 'Export the audit trail', name: 'audit', extension: 'jsonl' }, { kind: 'export' }),
    'audit.pack': async ({ about }) => {
      const kept = await papersOf(papers, about)
      if (!kept.ok) return kept
      const program = await verifier()
      if (!program.ok) return program
      return save({ title: 'Save the evidence pack', name: `${about.id.replace(/[^\w.-]+/g, '-')}-evidence`, extension: 'zip' }, { kind: 'pack', about, papers: kept.value, verifier: program.value })
    },
    'audit.stopWriting': async () => {
      stop?.abort()
      return ok(null)
    },
  }
}
