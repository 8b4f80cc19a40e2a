import { existsSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { withLock } from './lock.mjs'
import { userCache } from './paths.mjs'
import { read, runLogged, which } from './processes.mjs'
import { say } from './progress.mjs'
import { readStamp, writeStamp } from './stamps.mjs'
import { failedLately, failureFile, forgetFailure, rememberFailure } from './tried-lately.mjs'

const version = '5.2.1'
/**
 * What decides how moto answers and how its clients ask is pinned; the rest is what those ask for. The AWS CLI comes along, since the
 * one of Debian 12 does not know the newer sign-in commands. Wheels only: nothing is built here.
 */
const packages = [`moto[server]==${version}`, 'boto3==1.43.11', 'botocore==1.43.11', 'awscli==1.45.11']
const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--only-binary', ':all:', '--retries', '1', '--timeout', '20']
const installTimeoutMs = 5 * 60_000

const name = `moto-${version}`
/** True when moto could only be had after Debian's venv package: its python3 comes without. */
export const motoNeedsVenv = (folder = userCache) => !isReady(folder) && failedLately(name, folder) === undefined && !hasVenv()

/**
 * moto, an independent AWS, with its clients in a Python environment of its own in the user's cache. Puts that first on our PATH, so
 * that the stages find its programs and its python3. Resolves to undefined, or to why it could not be had.
 */
export async function ensureMoto(folder = userCache) {
  if (!isReady(folder)) {
    if (!hasVenv()) return 'there is no python3 with venv: apt-get install -y python3-venv brings it'
    const why = failedLately(name, folder) ?? (await withLock(folder, 'moto', () => assemble(folder)))
    if (why !== undefined) return `${why}; PIP_INDEX_URL may name a package index that answers; tried again after a day, or after rm ${failureFile(name, folder)}`
  }
  process.env.PATH = [join(folder, name, 'bin'), process.env.PATH].join(delimiter)
  return undefined
}

/** An environment cannot be moved, so it is made in its place; the stamp inside says that it is whole. */
async function assemble(folder) {
  const place = join(folder, name)
  if (isReady(folder)) return undefined
  say(`installing moto ${version} and its clients for the tests, into the user's cache`)
  rmSync(place, { recursive: true, force: true })
  const log = join(folder, 'moto.log')
  const made = await runLogged('python3', ['-m', 'venv', place], { log, timeoutMs: installTimeoutMs })
  const filled = made.code === 0 ? await runLogged(join(place, 'bin', 'python3'), [...pip, ...packages], { log, timeoutMs: installTimeoutMs }) : made
  if (filled.code === 0 && existsSync(join(place, 'bin', 'moto_server'))) {
    writeStamp('whole', version, place)
    forgetFailure(name, folder)
    return undefined
  }
  rmSync(place, { recursive: true, force: true })
  const why = filled.lastLine || `pip ended with code ${filled.code}`
  say(`moto could not be installed; not tried again for a day: ${why}`)
  rememberFailure(name, why, folder)
  return why
}

const isReady = (folder) => readStamp('whole', join(folder, name)) === version
const hasVenv = () => which('python3') !== undefined && read('python3', ['-c', 'import ensurepip, venv']).code === 0
