import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, rounded, type Measured } from './measure'

const rounds = 5
const gridRow = '[role="grid"] [role="gridcell"]'

/** B1: from starting the process to the cached fleet table on screen, over a bare window's first paint. Rounds take turns. */
export async function measureWindow(root: string): Promise<readonly Measured[]> {
  const executable = process.env['ELECTRON_EXEC_PATH']
  const missing = whyNot(root, executable)
  if (executable === undefined || missing !== undefined) return [result(null, missing ?? 'no Electron')]
  const userData = await mkdtemp(join(tmpdir(), 'watchfloor-bench-'))
  const out = (name: string): string => join(root, 'out/main', name)
  try {
    const app = (): Promise<number> => launch(executable, out('bench-probe.cjs'), root, gridRow, userData)
    const bare = (): Promise<number> => launch(executable, out('bench-probe.cjs'), out('bench-bare.cjs'), 'h1', join(userData, 'bare'))
    // The first launches fill the table's cache and the system's; the table is complete only after a whole poll.
    await launch(executable, out('bench-probe.cjs'), root, gridRow, userData, wholePollMs)
    await bare()
    const times = { app: [] as number[], bare: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      times.bare.push(await bare())
      times.app.push(await app())
    }
    return [result(rounded(median(times.app) / median(times.bare)), undefined, { appMs: times.app.map((ms) => rounded(ms, 0)), bareMs: times.bare.map((ms) => rounded(ms, 0)) })]
  } catch (error) {
    return [result(null, error instanceof Error ? error.message : String(error))]
  } finally {
    await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

function result(value: number | null, notMeasured?: string, details?: Measured['details']): Measured {
  return {
    id: 'B1',
    measure: "cold start to the cached fleet table / bare window's first paint",
    unit: 'ratio',
    value,
    goal: 1.4,
    how: `medians of ${rounds} launches each, taking turns; from spawn to the frame after the first grid cell (or the bare heading) is in the page`,
    ...(notMeasured === undefined ? {} : { notMeasured }),
    ...(details === undefined ? {} : { details }),
  }
}

function whyNot(root: string, executable: string | undefined): string | undefined {
  if (executable === undefined || !existsSync(executable)) return 'no Electron runtime: start it with npm run bench'
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'no display'
  const needed = ['out/main/main.cjs', 'out/main/bench-probe.cjs', 'out/main/bench-bare.cjs', 'out/renderer/index.html']
  const absent = needed.find((path) => !existsSync(join(root, path)))
  return absent === undefined ? undefined : `${absent} is not built`
}

const patienceMs = 60_000

const wholePollMs = 10_000

async function launch(executable: string, probe: string, target: string, selector: string, userData: string, stayMs = 0): Promise<number> {
  const args = ['-r', probe, target, `--user-data-dir=${userData}`, '--log-level=3', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'))
  const startedAtMs = performance.timeOrigin + performance.now()
  const child = spawn(executable, args, { env: { ...env, WATCHFLOOR_BENCH_SELECTOR: selector }, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const tookMs = (await painted(child)) - startedAtMs
    if (stayMs > 0) await new Promise((resolve) => setTimeout(resolve, stayMs))
    return tookMs
  } finally {
    await ended(child)
  }
}

function painted(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    let errors = ''
    const timer = setTimeout(() => reject(new Error(`nothing was painted within ${patienceMs / 1000} s: ${errors.slice(-500)}`)), patienceMs)
    child.stderr?.setEncoding('utf8').on('data', (part: string) => (errors += part))
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const found = /painted ([\d.]+)\n/.exec(text)
      if (found === null) return
      clearTimeout(timer)
      resolve(Number(found[1]))
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
