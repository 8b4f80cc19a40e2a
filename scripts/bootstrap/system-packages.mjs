import { isRoot, read, run, which } from './processes.mjs'
import { say } from './progress.mjs'

/** Debian and Ubuntu as root: elsewhere the person installs. */
export const canInstallPackages = () => isRoot && which('apt-get') !== undefined

/** Installs by name; what could not be had is told on stderr, and whoever needs it looks again. */
export async function installPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages.map(nameHere)], { env })
  if (code !== 0) say(`apt-get install ended with code ${code}`)
}

/** Ubuntu 24.04 and Debian 13 renamed some of them in the 64-bit time transition. */
function nameHere(name) {
  const known = (candidate) => /Candidate: (?!\(none\))/.test(read('apt-cache', ['policy', candidate]).stdout)
  return !known(name) && known(`${name}t64`) ? `${name}t64` : name
}
