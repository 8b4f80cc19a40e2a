import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

/** Child processes of tests: each ends with its test file, also when the file ends badly. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** The first line of standard output; rejects when the process ends without one. */
  readonly firstLine: Promise<string>
  /** Asks it to end, and makes it end after `graceMs`. */
  stop(signal?: 'SIGINT' | 'SIGTERM', graceMs?: number): Promise<Ended>
}

export type Environment = Readonly<Record<string, string>>

export function start(command: string, args: readonly string[], env: Environment = {}): Running {
  const child = spawn(command, [...args], { cwd: root, env: { ...cleanEnvironment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Ended>((resolve) => {
    child.once('error', (error) => resolve({ code: 127, stdout, stderr: error.message }))
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 137, stdout, stderr })
    })
  })
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')))
    })
    void ended.then(({ code }) => reject(new Error(`${command} ended with ${code} before it printed a line: ${stderr}`)))
  })
  firstLine.catch(() => undefined)
  return {
    child,
    ended,
    firstLine,
    stop: async (signal = 'SIGTERM', graceMs = 10_000) => {
      child.kill(signal)
      const killer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      const end = await ended
      clearTimeout(killer)
      return end
    },
  }
}

export const runToEnd = (command: string, args: readonly string[], env: Environment = {}): Promise<Ended> => start(command, args, env).ended

/** Whether a program is there and answers. */
export const isInstalled = (command: string, args: readonly string[]): boolean => spawnSync(command, [...args], { stdio: 'ignore' }).status === 0

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}

/** Nobody's own AWS settings reach a test. */
function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !name.startsWith('AWS_') && name !== 'NODE_OPTIONS' && !name.startsWith('VITEST'))
  return { ...(Object.fromEntries(kept) as Record<string, string>), AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' } // undefined values were dropped
}
