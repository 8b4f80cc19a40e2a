import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const projectRoot = path.resolve(import.meta.dirname, '../..')

/** An ordinary user to start the app as: ourselves, or `nobody` when the tests run as root. */
export interface OrdinaryUser {
  readonly uid: number
  readonly gid: number
}

export function ordinaryUser(): OrdinaryUser | undefined {
  const uid = process.getuid?.()
  const gid = process.getgid?.()
  if (uid === undefined || gid === undefined) return undefined
  if (uid !== 0) return { uid, gid }
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody')
  return entry === undefined ? undefined : { uid: Number(entry[2]), gid: Number(entry[3]) }
}

export interface UnprivilegedApp {
  readonly process: ChildProcess
  readonly userDataDir: string
  /** Removes the copies; the process must have ended. */
  clean(): void
}

/** Starts the built app as that user, from copies it may read, with Chromium's sandbox as it comes and a debugging port. */
export function startUnprivileged(user: OrdinaryUser, executable: string): UnprivilegedApp {
  const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-unprivileged-'))
  const runtime = path.join(folder, 'runtime')
  // Hard links where the file system allows: the runtime has 400 MB, and may lie where another user cannot look.
  const linked = spawnSync('cp', ['-al', path.dirname(executable), runtime]).status === 0
  if (!linked) {
    rmSync(runtime, { recursive: true, force: true })
    cpSync(path.dirname(executable), runtime, { recursive: true })
  }
  if (process.getuid?.() === 0 && !hasNamespaces(user)) giveToRoot(path.join(runtime, 'chrome-sandbox'))
  const app = path.join(folder, 'app')
  for (const part of ['package.json', 'out', 'resources']) cpSync(path.join(projectRoot, part), path.join(app, part), { recursive: true })
  const userDataDir = path.join(folder, 'home', 'data')
  mkdirSync(userDataDir, { recursive: true })
  for (const owned of [folder, path.dirname(userDataDir), userDataDir]) chownSync(owned, user.uid, user.gid)
  const child = spawn(path.join(runtime, path.basename(executable)), [app, `--user-data-dir=${userDataDir}`, '--remote-debugging-port=0'], {
    uid: user.uid,
    gid: user.gid,
    cwd: folder,
    env: { PATH: process.env['PATH'], DISPLAY: process.env['DISPLAY'], HOME: path.dirname(userDataDir), LANG: 'C.UTF-8' },
    stdio: 'ignore',
  })
  return { process: child, userDataDir, clean: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Whether this system gives that user namespaces of its own; Chromium's sandbox needs them, or its helper with root's rights. */
const hasNamespaces = ({ uid, gid }: OrdinaryUser): boolean => spawnSync('unshare', ['--user', '--map-root-user', 'true'], { uid, gid }).status === 0

/** As the words of `npm start` ask for it. A copy, for the file may be a link to the runtime that everything else uses. */
function giveToRoot(helper: string): void {
  copyFileSync(helper, `${helper}.own`)
  renameSync(`${helper}.own`, helper)
  chmodSync(helper, 0o4755)
}

export interface ProcessFacts {
  readonly pid: number
  readonly commandLine: string
  readonly uid: number
  /** 0 none, 1 strict, 2 filter: what the kernel says. */
  readonly seccomp: number
}

/** Every process below `pid`, from /proc. */
export function descendantsOf(pid: number): readonly ProcessFacts[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => factsOf(Number(name)))
  const found = new Set([pid])
  for (let grown = true; grown; ) {
    const more = all.filter((facts) => found.has(facts.parent) && !found.has(facts.pid))
    for (const facts of more) found.add(facts.pid)
    grown = more.length > 0
  }
  return all.filter((facts) => found.has(facts.pid))
}

function factsOf(pid: number): readonly (ProcessFacts & { readonly parent: number })[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const number = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1])
    return [{ pid, parent: number('PPid'), uid: number('Uid'), seccomp: number('Seccomp'), commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
  } catch {
    return [] // it ended while we looked
  }
}
