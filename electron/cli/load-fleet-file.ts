import { readFile } from 'node:fs/promises'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import { parseFleetFile, type ParsedFleetFile } from '#shared/fleet/fleet-file'

/** Reads and validates a fleet file. `storageFailed`: it cannot be read; `invalidFile`: it can, and is wrong. */
export async function loadFleetFile(path: string): Promise<Result<ParsedFleetFile, AppError>> {
  const text = await loadText(path)
  return text.ok ? parseFleetFile(text.value, path) : text
}

/** The text of a file, or why it cannot be read in words for an operator. */
export async function loadText(path: string): Promise<Result<string, AppError>> {
  try {
    return { ok: true, value: await readFile(path, 'utf8') }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return err(appError('storageFailed', `${path}: ${reasons[code] ?? `cannot be read (${code})`}.`, { at: path, code }))
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'reading it is not allowed',
  EISDIR: 'this is a folder, not a file',
}
