import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { FleetFiles } from '#electron/ports/fleet-files'

const largestBytes = 20_000_000

export interface GrantingFleetFiles extends FleetFiles {
  /** The operator named this file outside of the page: on the command line, or in an earlier session. */
  grant(file: string): void
}

/** `ask` opens the system's dialog. */
export function createFleetFiles(ask: () => Promise<string | undefined>): GrantingFleetFiles {
  const granted = new Set<string>()
  const grant = (file: string): void => void granted.add(path.resolve(file))
  return {
    grant,
    mayRead: (file) => path.isAbsolute(file) && granted.has(path.resolve(file)),
    choose: async () => {
      const file = await ask()
      if (file !== undefined) grant(file)
      return file
    },
    read: async (file) => {
      try {
        const { size } = await stat(file)
        if (size > largestBytes) return err(appError('invalidFile', `${file} has ${size} bytes; a fleet file has at most ${largestBytes}.`, { at: file }))
        return ok(await readFile(file, 'utf8'))
      } catch (cause) {
        return err(unreadable(file, cause))
      }
    },
  }
}

function unreadable(file: string, cause: unknown) {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ENOENT') return appError('notFound', `There is no file ${file}.`, { at: file })
  return appError('storageFailed', `${file} could not be read${code === '' ? '' : ` (${code})`}.`, { at: file })
}
