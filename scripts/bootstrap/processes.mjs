import { spawn, spawnSync } from 'node:child_process'
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { root } from './paths.mjs'

const running = new Set()

/**
 * Runs a command to its end. Resolves to its exit code (128 + n for a signal, 127 when it cannot be started).
 * `timeoutMs` kills it. Output goes to our stderr unless `stdio` says otherwise.
 */
export function run(command, args, { env = process.env, cwd = root, stdio = ['ignore', 2, 2], timeoutMs, onStart } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, cwd, stdio, timeout: timeoutMs, killSignal: 'SIGKILL' })
    const ended = (code) => {
      running.delete(child)
      resolve(code)
    }
    running.add(child)
    onStart?.(child)
    child.once('error', () => ended(127))
    child.once('close', (code, signal) => ended(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}

/** For scripts of many commands: told to end, they end what they are running too. */
export function endWithChildren() {
  for (const signal of ['SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      for (const child of running) child.kill('SIGTERM')
      process.exit(143)
    })
  }
}

/**
 * npm passes SIGTERM on to its shell, which dies of it and tells us nothing: we would go on without anybody who could end us. So the
 * signal that was meant for us is sent once the shell is gone. Only below npm: who starts us otherwise may leave on purpose.
 */
export function endWithShell() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

/** Runs a command that prints more than anybody reads: kept in a file. Resolves to its exit code, its last lines and the very last one. */
export async function runLogged(command, args, { log, ...options }) {
  mkdirSync(dirname(log), { recursive: true })
  const file = openSync(log, 'w')
  const code = await run(command, args, { ...options, stdio: ['ignore', file, file] })
  closeSync(file)
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  return { code, lastLines: lines.slice(-12).join('\n'), lastLine: lines.at(-1) }
}

/** Runs a command and returns what it printed; empty when it could not be started. */
export function read(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', cwd: root, ...options })
  return { code: done.status ?? 127, stdout: done.stdout ?? '', stderr: done.stderr ?? '' }
}

/**
 * Runs a program that the person ends with Ctrl-C: signals we get are passed on, and we wait for it to end by itself.
 * A terminal sends Ctrl-C to the whole group, so SIGINT is only passed on when there is no terminal.
 */
export async function runUntilItEnds(command, args, { graceMs = 12_000, ...options } = {}) {
  let program
  let deadline
  const pass = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) program?.kill(signal)
    deadline ??= setTimeout(() => program?.kill('SIGKILL'), graceMs)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  try {
    return await run(command, args, { stdio: 'inherit', ...options, onStart: (child) => (program = child) })
  } finally {
    clearTimeout(deadline)
    for (const signal of signals) process.off(signal, pass)
  }
}

/** npm as the person called it: the same npm that runs this script, else the one on the path. */
export function npm(args, options) {
  const script = process.env.npm_execpath
  return script?.endsWith('.js') ? run(process.execPath, [script, ...args], options) : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options)
}

/** The full path of a program, or undefined. */
export function which(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      continue
    }
  }
  return undefined
}

export const isRoot = process.getuid?.() === 0
export const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
