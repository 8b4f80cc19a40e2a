import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { readAnchors, type Anchor } from '#shared/audit/anchor'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'

/** Anchors from a file, or from every `.json` file below a folder, as they were fetched from the bucket. */
export async function anchorsFrom(place: string): Promise<Result<readonly Anchor[], AppError>> {
  try {
    const isFolder = (await stat(place)).isDirectory()
    const names = isFolder ? (await readdir(place, { recursive: true })).filter((name) => name.endsWith('.json')).map((name) => path.join(place, name)) : [place]
    if (names.length === 0) return err(appError('invalidFile', `${place}: there are no anchors in this folder.`, { at: place }))
    const anchors: Anchor[] = []
    for (const name of names.sort()) {
      const read = readAnchors(await readFile(name, 'utf8'))
      if (!read.ok) return err(appError('invalidFile', `${name}: ${read.error}`, { at: name }))
      anchors.push(...read.value)
    }
    return ok(anchors)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    return err(appError('storageFailed', `${place}: ${code === 'ENOENT' ? 'there is no such file or folder' : `cannot be read (${code})`}.`, { at: place, code }))
  }
}
