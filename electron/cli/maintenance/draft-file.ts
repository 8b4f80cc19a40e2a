import { parse } from 'yaml'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { PlanSelection } from '#shared/maintenance/plan-scope'
import { draftSchema } from '#shared/maintenance/draft-schema'
import { loadText } from '../load-fleet-file'

/** A draft from a file, YAML or JSON, with what the command line adds to its selection. `invalidFile`: every problem with its path. */
export async function loadDraft(path: string, select: PlanSelection = {}): Promise<Result<PlanDraft, AppError>> {
  const text = await loadText(path)
  return text.ok ? readDraft(text.value, path, select) : text
}

export function readDraft(text: string, path: string, select: PlanSelection = {}): Result<PlanDraft, AppError> {
  let data: unknown
  try {
    data = parse(text)
  } catch (cause) {
    return err(appError('invalidFile', `${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { at: path }))
  }
  const read = draftSchema.safeParse(withSelection(data, select))
  if (read.success) return ok(read.data)
  const issues = read.error.issues.map(({ path: at, message }) => ({ path: at.map(String).join('.'), message }))
  return err(appError('invalidFile', `${path} is no plan: ${issues[0]?.path ?? ''}: ${issues[0]?.message ?? ''}`, { at: path, issues }))
}

/** Names of the command line stand beside those of the file. */
function withSelection(data: unknown, more: PlanSelection): unknown {
  const parts = Object.entries<readonly string[] | undefined>({ ...more })
  if (parts.length === 0 || typeof data !== 'object' || data === null) return data
  const there: unknown = 'select' in data ? data.select : {}
  if (typeof there !== 'object' || there === null) return data
  const known = there as Readonly<Record<string, unknown>> // whatever it is, the schema looks at it
  const select = Object.fromEntries(parts.map(([part, names]) => [part, [...namesIn(known[part]), ...(names ?? [])]]))
  return { ...data, select: { ...known, ...select } }
}

const namesIn = (part: unknown): readonly unknown[] => (Array.isArray(part) ? (part as readonly unknown[]) : [])
