import { join } from 'node:path'
import { userCache } from './paths.mjs'
import { isRoot, read, runLogged, which } from './processes.mjs'
import { say } from './progress.mjs'

/** Debian and Ubuntu as root: elsewhere the person installs. */
export const canInstallPackages = () => isRoot && which('apt-get') !== undefined

/** Installs by name; what could not be had is told on stderr, and whoever needs it looks again. */
export async function installPackages(packages) {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, log: join(userCache, 'apt.log') }
  await runLogged('apt-get', ['update', '-qq'], options)
  const { code, lastLines } = await runLogged('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...packages.map(nameHere)], options)
  if (code !== 0) say(`apt-get install ended with code ${code}:\n${lastLines}`)
}

/** Ubuntu 24.04 and Debian 13 renamed some of them in the 64-bit time transition. */
function nameHere(name) {
  const known = (candidate) => /Candidate: (?!\(none\))/.test(read('apt-cache', ['policy', candidate]).stdout)
  return !known(name) && known(`${name}t64`) ? `${name}t64` : name
}
