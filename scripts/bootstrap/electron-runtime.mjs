import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensurePinnedElectron } from './electron-pinned.mjs'
import { ensureRegistryElectron, registryElectronFits } from './electron-registry.mjs'
import { Refusal } from './progress.mjs'
import { inTree } from './paths.mjs'

/**
 * The folder and executable of an Electron that runs here: the one the environment names, else the pinned major, else the
 * older one that the package registry carries (development and tests only).
 */
export async function ensureElectron() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (named) return namedRuntime(resolve(named))
  const pinned = await ensurePinnedElectron()
  if (pinned !== undefined) return runtimeIn(pinned)
  if (registryElectronFits()) return runtimeIn(await ensureRegistryElectron())
  throw new Refusal(
    `Electron ${pinnedVersion()} could not be downloaded (Node 22.12 or newer and a network that reaches its release server are needed), and ` +
      `there is no other source for ${process.platform}-${process.arch}. Unpack an Electron by hand and set ELECTRON_OVERRIDE_DIST_PATH to its folder.`,
  )
}

/** What a child process needs to find the runtime: the electron package reads one variable, electron-vite the other. */
export const environmentOf = (runtime) => ({ ELECTRON_OVERRIDE_DIST_PATH: runtime.folder, ELECTRON_EXEC_PATH: runtime.executable })

const pinnedVersion = () => JSON.parse(readFileSync(inTree('node_modules/electron/package.json'), 'utf8')).version

function namedRuntime(folder) {
  const runtime = runtimeIn(folder)
  if (!existsSync(runtime.executable)) throw new Refusal(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, where there is no ${runtime.executable}.`)
  return runtime
}

const executables = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
const runtimeIn = (folder) => ({ folder, executable: join(folder, executables[process.platform] ?? 'electron') })
