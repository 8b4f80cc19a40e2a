import { parseFleetFile } from '#shared/fleet/fleet-file'
import type { FleetFileReport } from '#shared/ipc/contract'
import { appError, type AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { FleetFiles } from '#electron/ports/fleet-files'

/** Reads and judges a fleet file. What is wrong with its content is the report; only a file that cannot be read is an error. */
export async function reportOn(path: string, files: FleetFiles): Promise<Result<FleetFileReport, AppError>> {
  const text = await files.read(path)
  if (!text.ok) return text
  const parsed = parseFleetFile(text.value, path)
  if (!parsed.ok) return ok({ path, accounts: 0, tenants: 0, issues: parsed.error.issues ?? [{ path: '', message: parsed.error.message }], notYet: [] })
  const { config, notYet } = parsed.value
  return ok({ path, accounts: config.accounts.length, tenants: config.tenants.length, issues: [], notYet })
}

export const notGranted = (path: string): AppError =>
  appError('forbidden', `${path} was not chosen by you in this window. Choose the fleet file in the file dialog.`, { at: path })
