import type { AuditSubject } from '#shared/audit/entry'
import type { AppError } from '#shared/kernel/app-error'
import { appError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { runReport, runReportHtml } from '#shared/maintenance/run-report'
import { journalOf } from '#electron/maintenance/desk-journal'
import type { DeskStore } from '#electron/ports/desk-store'
import type { PackFile } from '#electron/ports/audit-files'
import type { FleetDesk } from '#electron/ports/fleet-desk'
import type { FleetMaintenance } from '#electron/ports/fleet-maintenance'
import type { FleetSupport } from '#electron/ports/fleet-support'
import { linesOfJson } from './paper'

export interface PaperSources {
  readonly maintenance: FleetMaintenance
  readonly support: FleetSupport
  readonly desk: Pick<FleetDesk, 'ask'>
  readonly deskName: () => Promise<string>
}

/** What there is about a window or a grant beside the audit trail. Of anything else there is nothing. */
export function papersOf(sources: PaperSources, { kind, id }: AuditSubject): Promise<Result<readonly PackFile[], AppError>> {
  if (kind === 'window') return papersOfWindow(sources, id)
  return kind === 'grant' ? papersOfGrant(sources, id) : Promise.resolve(err(appError('unsupported', 'There are evidence packs of maintenance windows and of support grants. Export the trail for everything else.')))
}

async function papersOfWindow({ maintenance, desk, deskName }: PaperSources, id: string): Promise<Result<readonly PackFile[], AppError>> {
  const window = await maintenance.ask((office) => office.window(id, { allLines: true }))
  if (!window.ok) return window
  const name = await deskName()
  const journal = await journalFile(desk, journalOf(id), 'journal.jsonl', 'the run’s journal: every effect before and after it')
  if (!journal.ok) return journal
  const memory = await desk.ask(async (store) => store.records({ kind: 'run-memory' }))
  if (!memory.ok) return memory
  const before = memory.value.value.filter((record) => record.id.startsWith(`${id}:`)).map(({ id: about, body }) => ({ about: about.slice(id.length + 1), body }))
  const { run, deliveries, ...plan } = window.value
  return ok([
    { name: 'window.json', about: 'the window: plan, approval, hash, forecast', text: json(plan) },
    { name: 'notices.json', about: 'who was told what, with the evidence of each delivery', text: json(deliveries) },
    ...(run === undefined ? [] : [
      { name: 'run.json', about: 'the run: effects with their evidence (snapshots by name and status among them), questions, outcome', text: json(run) },
      { name: 'report.json', about: 'the run’s report', text: json(runReport(window.value, name)) },
      { name: 'report.html', about: 'the run’s report, to be read', text: runReportHtml(window.value, name) },
    ]),
    ...(before.length === 0 ? [] : [{ name: 'before.jsonl', about: 'how things were before the run touched them: databases, alarms, doors, health', text: linesOfJson(before) }]),
    ...journal.value,
  ])
}

async function papersOfGrant({ support, desk }: PaperSources, id: string): Promise<Result<readonly PackFile[], AppError>> {
  const grant = await support.ask((office) => office.grant(id))
  if (!grant.ok) return grant
  const { tenant, atMs, untilMs } = grant.value
  const statement = await support.ask((office) => office.statement(tenant, { fromMs: grant.value.fromMs ?? atMs, toMs: untilMs }, 'html'))
  if (!statement.ok) return statement
  const journal = await journalFile(desk, `grant:${id}`, 'journal.jsonl', 'what the console saw and did about the grant')
  if (!journal.ok) return journal
  return ok([
    { name: 'grant.json', about: 'the grant: who asked, who agreed, doors, proof of closing', text: json(grant.value) },
    { name: 'statement.html', about: 'support access to the tenant in the grant’s time, as the client reads it', text: statement.value },
    ...journal.value,
  ])
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

async function journalFile(desk: PaperSources['desk'], journal: string, name: string, about: string): Promise<Result<readonly PackFile[], AppError>> {
  const lines = await desk.ask((store) => wholeJournal(store, journal))
  if (!lines.ok) return lines
  return ok(lines.value.length === 0 ? [] : [{ name, about, text: linesOfJson(lines.value) }])
}

async function wholeJournal(store: DeskStore, journal: string): Promise<Result<readonly unknown[], AppError>> {
  const lines: unknown[] = []
  for (;;) {
    const page = await store.journal({ journal, after: lines.length })
    if (!page.ok) return page
    lines.push(...page.value.value.events)
    if (!page.value.value.more) return ok(lines)
  }
}
