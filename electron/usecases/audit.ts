import type { AuditCommands } from '#shared/ipc/audit-contract'
import type { FleetAudit } from '#electron/ports/audit-office'
import type { TextFiles } from '#electron/ports/text-files'
import type { Handler } from './handler'

export interface AuditDeps {
  readonly audit: FleetAudit
  readonly textFiles: TextFiles
}

/** The audit trail: its office answers, files go where the operator says. */
export const auditHandlers = ({ audit, textFiles }: AuditDeps): { readonly [N in keyof AuditCommands]: Handler<N> } => ({
  'audit.search': (query) => audit.ask((office) => office.search(query)),
  'audit.status': () => audit.ask((office) => office.status()),
  'audit.verify': () => audit.ask((office) => office.verify()),
  'audit.export': async () => {
    const text = await audit.ask((office) => office.exportText())
    return text.ok ? textFiles.save({ title: 'Export the audit trail', name: 'audit', extension: 'jsonl', text: text.value }) : text
  },
})
