import { spawn, type ChildProcess } from 'node:child_process'
import type { Painted } from './painted'
import { treeCpuMs } from './tree-cpu'

export interface Launch {
  readonly executable: string
  readonly probe: string
  /** The app or script that Electron runs. */
  readonly target: string
  /** What is waited for in its page. */
  readonly selector: string
  readonly userData: string
  /** So long it is left running afterwards. */
  readonly stayMs?: number
}

export interface Launched extends Painted {
  /** From spawn to the painted frame. */
  readonly tookMs: number
  /** Processor time of all of its processes until then; undefined where that cannot be read. */
  readonly cpuMs: number | undefined
}

const patienceMs = 60_000

export async function launch({ executable, probe, target, selector, userData, stayMs = 0 }: Launch): Promise<Launched> {
  const args = ['-r', probe, target, `--user-data-dir=${userData}`, '--log-level=3', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'))
  const startedAtMs = performance.timeOrigin + performance.now()
  const child = spawn(executable, args, { env: { ...env, WATCHFLOOR_BENCH_SELECTOR: selector }, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const painted = await untilPainted(child)
    const cpuMs = child.pid === undefined ? undefined : treeCpuMs(child.pid)
    if (stayMs > 0) await new Promise((resolve) => setTimeout(resolve, stayMs))
    return { ...painted, tookMs: painted.atMs - startedAtMs, cpuMs }
  } finally {
    await ended(child)
  }
}

function untilPainted(child: ChildProcess): Promise<Painted> {
  return new Promise((resolve, reject) => {
    let text = ''
    let errors = ''
    const timer = setTimeout(() => reject(new Error(`nothing was painted within ${patienceMs / 1000} s: ${errors.slice(-500)}`)), patienceMs)
    child.stderr?.setEncoding('utf8').on('data', (part: string) => (errors += part))
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const found = /painted (\{.*\})\n/.exec(text)?.[1]
      if (found === undefined) return
      clearTimeout(timer)
      resolve(JSON.parse(found) as Painted) // the probe wrote it
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`Electron ended with ${code ?? 'a signal'} before anything was painted: ${errors.slice(-500)}`))
    })
  })
}

/** Politely first: the product writes its cache on the way out. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const killer = setTimeout(() => child.kill('SIGKILL'), 8_000)
    child.once('exit', () => {
      clearTimeout(killer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
