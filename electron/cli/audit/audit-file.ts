import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { dataFolder } from '../data-folder'

/** Where this computer keeps the audit trail of a fleet file: the one that the window has, or beside a desk's file that was named. */
export function auditFile(fleetFile: string, deskFile: string | true | undefined): string {
  if (typeof deskFile === 'string') return `${deskFile.replace(/\.sqlite$/, '')}.audit.sqlite`
  const name = createHash('sha256').update(`file ${resolve(fleetFile)}`).digest('hex').slice(0, 16)
  return join(dataFolder(process.env, process.platform), 'audit', `${name}.sqlite`)
}

/** For a command that only reads: it begins no trail. */
export function auditFileThere(fleetFile: string, deskFile: string | true | undefined): Result<string, AppError> {
  const file = auditFile(fleetFile, deskFile)
  if (existsSync(file)) return ok(file)
  return err(appError('notFound', `There is no audit trail in ${file}: nothing was done here with this fleet file. Correct --fleet, or name the desk’s file with --desk-file.`, { at: file }))
}
