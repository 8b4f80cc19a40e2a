import { mkdir, open, rename, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { appError, type AppError } from '#shared/kernel/app-error'

/** A file that is written piece by piece: under its name there is the old content until `commit`, and the new one after it. Each may throw. */
export interface WholeFile {
  write(piece: string | Uint8Array): Promise<void>
  commit(): Promise<void>
  /** Nothing of it is left. */
  discard(): Promise<void>
}

/** Where pieces lie until they are whole. */
export const partialName = (file: string): string => `${file}.${randomUUID()}.partial`

export async function openWholeFile(file: string, { mode = 0o600, partial = partialName(file) }: { readonly mode?: number; readonly partial?: string } = {}): Promise<WholeFile> {
  await mkdir(path.dirname(file), { recursive: true })
  const handle = await open(partial, 'w', mode)
  let isOpen = true
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await handle.close()
  }
  return {
    write: async (piece) => {
      await handle.writeFile(piece)
    },
    commit: async () => {
      await handle.sync()
      await close()
      await rename(partial, file)
    },
    discard: async () => {
      try {
        await close()
      } finally {
        await rm(partial, { force: true })
      }
    },
  }
}

/** Writes a file so that a reader, also one after a power cut, finds the old content or the new, never half. Owner-only by default. */
export async function writeWholeFile(file: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const whole = await openWholeFile(file, { mode })
  try {
    await whole.write(content)
    await whole.commit()
  } catch (cause) {
    await whole.discard()
    throw cause
  }
}

/** Why a file that somebody asked for is not there, in words. Undefined: the cause is none of the file system's. */
export function fileTrouble(cause: unknown, file: string): AppError | undefined {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (!/^E[A-Z0-9]+$/.test(code)) return undefined
  const why = whyNot[code] ?? `the system refused it (${code}). Choose another place.`
  return appError('storageFailed', `${file} was not written, and nothing half-written was left: ${why}`, { at: file, code })
}

const full = 'the disk is full. Make room on it, or choose another place.'
const forbidden = 'you may not write there. Choose another place.'
const whyNot: Readonly<Record<string, string>> = {
  ENOSPC: full,
  EDQUOT: 'your share of the disk is used up. Make room, or choose another place.',
  EFBIG: 'it is larger than files may be there. Choose another place.',
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: 'nothing can be written to that disk. Choose another place.',
  EISDIR: 'there is a folder of that name. Choose another name.',
  ENOTDIR: 'a part of its path is a file, not a folder. Choose another place.',
  EIO: 'the disk failed. Choose another disk.',
}
