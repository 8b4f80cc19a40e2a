import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from './imports'

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock = JSON.parse(readFileSync(path.join(projectRoot, 'package-lock.json'), 'utf8')) as { readonly packages: Readonly<Record<string, Locked>> }

/** Whether Node would find `name` for the package in `folder`: in its own node_modules first, then in those above it. */
function isLocked(folder: string, name: string): boolean {
  if (lock.packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`] !== undefined) return true
  return folder !== '' && isLocked(folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))), name)
}

describe('package-lock.json', () => {
  // npm leaves a binary out of the lock, without a word, where the registry has no such version for that platform; `npm ci` then refuses the whole.
  it('has every optional dependency, for every platform', () => {
    const asked = Object.entries(lock.packages).flatMap(([folder, { optionalDependencies = {} }]) => Object.keys(optionalDependencies).map((name) => ({ folder, name })))
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter(({ folder, name }) => !isLocked(folder, name))).toEqual([])
  })
})
