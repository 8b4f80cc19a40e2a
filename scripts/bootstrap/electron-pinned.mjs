import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTree } from './paths.mjs'
import { run } from './processes.mjs'
import { say } from './progress.mjs'
import { failedLately, forgetFailure, rememberFailure } from './tried-lately.mjs'

const probeTimeoutMs = 6_000
const downloadTimeoutMs = 15 * 60_000
const installerNeeds = [22, 12]

/** The supported major through the electron package's own installer; undefined where it cannot be had. */
export async function ensurePinnedElectron() {
  const dist = inTree('node_modules/electron/dist')
  const { version } = JSON.parse(readFileSync(inTree('node_modules/electron/package.json'), 'utf8'))
  if (installedVersion(dist) === version) return dist
  if (!installerRuns() || failedLately(`electron-${version}`) !== undefined) return undefined
  if (!(await reachable(version))) return remember(version, 'its release server cannot be reached')
  say(`downloading Electron ${version}`)
  const code = await run(process.execPath, [inTree('node_modules/electron/install.js')], { timeoutMs: downloadTimeoutMs })
  if (code !== 0 || installedVersion(dist) !== version) return remember(version, 'the download failed')
  forgetFailure(`electron-${version}`)
  return dist
}

function installedVersion(dist) {
  const file = join(dist, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}

function installerRuns() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > installerNeeds[0] || (major === installerNeeds[0] && minor >= installerNeeds[1])
}

function remember(version, why) {
  say(`Electron ${version}: ${why}; not tried again for a day`)
  rememberFailure(`electron-${version}`, why)
  return undefined
}

/** A closed network often swallows packets: ask for one header first, so that nobody waits minutes for nothing. */
async function reachable(version) {
  const ownRoute = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'].some((name) => process.env[name])
  if (ownRoute) return true
  try {
    const url = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
    const reply = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeoutMs) })
    return reply.ok
  } catch {
    return false
  }
}
