import { parse } from 'yaml'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { PlanDraft } from '#shared/maintenance/draft'
import { draftSchema } from '#shared/maintenance/draft-schema'
import { loadText } from '../load-fleet-file'

/** A draft from a file, YAML or JSON. `invalidFile`: every problem with its path. */
export async function loadDraft(path: string): Promise<Result<PlanDraft, AppError>> {
  const text = await loadText(path)
  return text.ok ? readDraft(text.value, path) : text
}

export function readDraft(text: string, path: string): Result<PlanDraft, AppError> {
  let data: unknown
  try {
    data = parse(text)
  } catch (cause) {
    return err(appError('invalidFile', `${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { at: path }))
  }
  const read = draftSchema.safeParse(data)
  if (read.success) return ok(read.data)
  const issues = read.error.issues.map(({ path: at, message }) => ({ path: at.map(String).join('.'), message }))
  return err(appError('invalidFile', `${path} is no plan: ${issues[0]?.path ?? ''}: ${issues[0]?.message ?? ''}`, { at: path, issues }))
}
