import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inTree, treeCache } from './paths.mjs'

/** Remembers that a step was done for a given state: `name` is the step, the key is a hash of what it depends on. */
export const stampFile = (name, folder) => join(folder, `${name}.stamp`)

export function readStamp(name, folder = treeCache) {
  try {
    return readFileSync(stampFile(name, folder), 'utf8')
  } catch {
    return undefined
  }
}

export function writeStamp(name, key, folder = treeCache) {
  mkdirSync(folder, { recursive: true })
  writeWhole(stampFile(name, folder), key)
}

export const dropStamp = (name, folder = treeCache) => rmSync(stampFile(name, folder), { force: true })

/** Writes a file so that a reader sees the old one or the new one, never half. */
export function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true })
  const partial = `${path}.${process.pid}.partial`
  writeFileSync(partial, content)
  renameSync(partial, path)
}

/** A hash over path, size and modification time of every file below the given paths (relative to the tree). */
export function hashOfTrees(paths, extra = '') {
  const hash = createHash('sha256').update(extra)
  for (const path of paths) addTree(hash, path)
  return hash.digest('hex')
}

function addTree(hash, path) {
  const status = statSync(inTree(path), { throwIfNoEntry: false })
  if (status === undefined) return
  if (!status.isDirectory()) {
    hash.update(`${path}\0${status.size}\0${status.mtimeMs}\n`)
    return
  }
  for (const name of readdirSync(inTree(path)).sort()) addTree(hash, `${path}/${name}`)
}
