import type { AuditCommands } from '#shared/ipc/audit-contract'
import type { FleetAudit } from '#electron/ports/audit-office'
import { papersOf, type PaperSources } from '#electron/audit/pack/papers'
import type { TextFiles } from '#electron/ports/text-files'
import type { Handler } from './handler'

export interface AuditDeps {
  readonly audit: FleetAudit
  readonly papers: PaperSources
  readonly textFiles: TextFiles
}

/** The audit trail: its office answers, files go where the operator says. */
export const auditHandlers = ({ audit, papers, textFiles }: AuditDeps): { readonly [N in keyof AuditCommands]: Handler<N> } => ({
  'audit.search': (query) => audit.ask((office) => office.search(query)),
  'audit.status': () => audit.ask((office) => office.status()),
  'audit.verify': () => audit.ask((office) => office.verify()),
  'audit.export': async () => {
    const text = await audit.ask((office) => office.exportText())
    return text.ok ? textFiles.save({ title: 'Export the audit trail', name: 'audit', extension: 'jsonl', text: text.value }) : text
  },
  'audit.pack': async ({ about }) => {
    const kept = await papersOf(papers, about)
    if (!kept.ok) return kept
    const story = await audit.ask((office) => office.story(about))
    if (!story.ok) return story
    const { evidencePack } = await import('#electron/audit/pack/pack')
    return textFiles.save({ title: 'Save the evidence pack', name: `${about.id.replace(/[^\w.-]+/g, '-')}-evidence`, extension: 'zip', text: evidencePack(about, story.value, kept.value) })
  },
})
