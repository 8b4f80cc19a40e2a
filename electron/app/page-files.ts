import { readFile } from 'node:fs/promises'
import path from 'node:path'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  readonly content: Uint8Array<ArrayBuffer>
  readonly contentType: string
}

/** A file of the built page by its address; undefined for everything outside of the folder and every unknown kind of file. */
export async function readPageFile(folder: string, pathname: string): Promise<PageFile | undefined> {
  const file = fileBelow(folder, pathname)
  const contentType = file === undefined ? undefined : contentTypes[path.extname(file)]
  if (file === undefined || contentType === undefined) return undefined
  try {
    return { content: new Uint8Array(await readFile(file)), contentType }
  } catch {
    return undefined
  }
}

function fileBelow(folder: string, pathname: string): string | undefined {
  const relative = decoded(pathname === '/' ? '/index.html' : pathname)
  if (relative === undefined || relative.includes('\0')) return undefined
  const file = path.join(folder, relative)
  return file.startsWith(folder + path.sep) ? file : undefined
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
