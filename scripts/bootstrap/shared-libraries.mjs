import { existsSync } from 'node:fs'
import { isRoot, read, which } from './processes.mjs'
import { Refusal, say } from './progress.mjs'
import { canInstallPackages, installPackages } from './system-packages.mjs'

const windowPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libnotify4', 'libsecret-1-0']
const displayPackages = ['xvfb', 'xauth']

/**
 * The system libraries that Electron links against, and a virtual display where there is none. Linux only: elsewhere the
 * runtime brings its own.
 */
export async function ensureSharedLibraries(runtime, { needsDisplay }) {
  if (process.platform !== 'linux') return
  const missing = missingFor(runtime, needsDisplay)
  if (missing.packages.length === 0) return
  if (!canInstallPackages()) throw new Refusal(words(missing))
  say(`installing system packages (a minute or two): ${missing.packages.join(' ')}`)
  await installPackages(missing.packages)
  const still = missingFor(runtime, needsDisplay)
  if (still.packages.length > 0) throw new Refusal(words(still))
}

function missingFor(runtime, needsDisplay) {
  const libraries = [...read('ldd', [runtime.executable]).stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])
  const noDisplay = needsDisplay && which('Xvfb') === undefined
  return { libraries, noDisplay, packages: [...(libraries.length > 0 ? windowPackages : []), ...(noDisplay ? displayPackages : [])] }
}

function words({ libraries, noDisplay, packages }) {
  const lacks = [...(libraries.length > 0 ? [`the libraries ${libraries.join(', ')}`] : []), ...(noDisplay ? ['a display (and Xvfb, a virtual one)'] : [])]
  const command = `${isRoot ? '' : 'sudo '}apt-get update && ${isRoot ? '' : 'sudo '}apt-get install -y ${packages.join(' ')}`
  const how = existsSync('/etc/debian_version') ? `Run:\n\n  ${command}\n` : `Install what your system calls ${packages.join(', ')}.`
  return `This system lacks ${lacks.join(' and ')}. ${how}`
}
