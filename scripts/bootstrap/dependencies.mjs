import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { withLock } from './lock.mjs'
import { inTree, treeCache, userCache } from './paths.mjs'
import { npm } from './processes.mjs'
import { Refusal, say } from './progress.mjs'
import { readStamp, writeStamp } from './stamps.mjs'

const minimumNode = [20, 18]

/** node_modules as package-lock.json says. Skipped when they already are, however they came there. */
export async function ensureDependencies() {
  refuseOldNode()
  const key = createHash('sha256').update(readFileSync(inTree('package-lock.json'))).digest('hex')
  if (readStamp('dependencies') === key) return
  // The lock lies outside of node_modules: npm ci removes that folder, and any lock in it.
  await withLock(userCache, 'dependencies', async () => {
    if (!installedAsLocked()) await install()
  })
  writeStamp('dependencies', key, treeCache)
}

async function install() {
  say('installing dependencies (npm ci)')
  const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code === 0) return
  throw new Refusal(`npm ci ended with code ${code}. What it printed above says why; most often the package registry cannot be reached.`)
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return
  throw new Refusal(`Node ${minimumNode.join('.')} or newer is needed; this is ${process.version}.`)
}

/** True when npm's own record of what lies in node_modules names every locked package in its locked version. */
function installedAsLocked() {
  const locked = packagesOf('package-lock.json')
  const installed = packagesOf('node_modules/.package-lock.json')
  if (locked === undefined || installed === undefined) return false
  return Object.entries(locked).every(([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version)
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(inTree(path), 'utf8')).packages
  } catch {
    return undefined
  }
}
