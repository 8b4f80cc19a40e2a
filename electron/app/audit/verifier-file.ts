import { readFile } from 'node:fs/promises'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'

/** The built verifier, as evidence packs carry it: `out/main/verify.cjs`. */
export const readVerifier = (file: string) => async (): Promise<Result<string, AppError>> => {
  try {
    return ok(await readFile(file, 'utf8'))
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    return err(appError('storageFailed', `No evidence pack was made: ${file}, with which it is verified, cannot be read (${code}). Install or build Watchfloor anew.`, { at: file, code }))
  }
}
