import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { DeskState } from '#electron/ports/fleet-desk'
import { dataFolder } from '../data-folder'

export interface DeskFileWish {
  /** `--desk-file` */
  readonly named: string | true | undefined
  readonly fleetFile: string
  /** Whether the desk is this file alone, or a store elsewhere of which it keeps copies. */
  readonly isWholeDesk: boolean
  /** The command may begin a desk that is not there. */
  readonly mayBegin: boolean
}

/** The desk's file for a command. `notFound`: it is not there, and a command that only reads or changes a desk begins none. */
export function deskFile({ named, fleetFile, isWholeDesk, mayBegin }: DeskFileWish): Result<string, AppError> {
  const file = typeof named === 'string' ? named : usualFile(fleetFile)
  if (!isWholeDesk || mayBegin || existsSync(file)) return ok(file)
  const which = typeof named === 'string' ? 'Correct --desk-file' : 'Name the desk’s file with --desk-file, correct --fleet'
  return err(appError('notFound', `There is no desk in ${file}. ${which}, or begin a desk with \`maintenance plan\`.`, { at: file }))
}

const usualFile = (fleetFile: string): string => join(dataFolder(process.env, process.platform), 'desk', `${createHash('sha256').update(`file ${resolve(fleetFile)}`).digest('hex').slice(0, 16)}.sqlite`)

/** An empty desk in the place of a damaged one would say that nothing is planned and nothing is running. */
export function refusalOfDamage({ kind, setAside }: DeskState, file: string): AppError | undefined {
  if (kind !== 'sqlite' || setAside === undefined) return undefined
  return appError('invalidFile', `The desk in ${file} was damaged and was moved to ${setAside}; an empty one stands in its place. Nothing was done. Nothing that stood in the damaged one is known here: no window, no run, and no support access, which no console closes any more; what is open closes by its schedule in AWS, and “support reconcile” will call it granted by nobody. Put a copy of the desk back, or see in AWS what runs left behind and who has access. When that is settled, move ${setAside} to another folder: until then it is named every time.`, { at: setAside })
}
