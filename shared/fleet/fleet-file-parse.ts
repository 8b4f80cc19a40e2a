import { appError, type AppError, type InputIssue } from '../kernel/app-error'
import { err, ok, type Result } from '../kernel/result'
import { toConfig, type ParsedFleetFile } from './fleet-file-config'
import { schemaIssues } from './fleet-file-issues'
import { brokenRules } from './fleet-file-rules'
import { pathText, readFleetText } from './fleet-file-text'
import { fleetSchema } from './fleet-schema'

/**
 * Reads and validates a fleet file: YAML, checked strictly.
 *
 * 1. Every problem is told at once, each with line, column, path, what was expected and what was found.
 * 2. An unknown key is a problem: a clause misspelt is a clause not watched.
 * 3. Anchors, aliases and merge keys are fine; account ids must be quoted, because YAML reads numbers.
 *
 * `path` only names it in errors (`invalidFile`, every problem in `issues`).
 */
export function parseFleetFile(text: string, path: string): Result<ParsedFleetFile, AppError> {
  const read = readFleetText(text)
  if (read.issues.length > 0) return err(invalid(path, read.issues))
  if (read.data === null || read.data === undefined) return err(invalid(path, [{ path: '', line: 1, column: 1, message: 'The file is empty. The smallest one is: version: 1, signIn: { kind: training }.' }]))
  const parsed = fleetSchema.safeParse(read.data)
  if (!parsed.success) return err(invalid(path, schemaIssues(read, parsed.error.issues)))
  const broken = brokenRules(parsed.data).map(({ path: at, ...rule }): InputIssue => ({ ...rule, path: pathText(at), ...read.place(at) }))
  return broken.length > 0 ? err(invalid(path, broken)) : ok(toConfig(parsed.data))
}

function invalid(path: string, issues: readonly InputIssue[]): AppError {
  const sorted = [...issues].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
  const first = sorted[0]
  const place = first?.line === undefined ? path : `${path}:${first.line}:${first.column ?? 1}`
  const more = sorted.length > 1 ? ` (${sorted.length - 1} more)` : ''
  return appError('invalidFile', `${place} ${first === undefined || first.path === '' ? '' : `${first.path}: `}${first?.message ?? 'The file is not valid.'}${more}`, { at: path, issues: sorted })
}
