import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'

/** A real moto on a free loopback port, or the reason why there is none. */
export interface MotoServer {
  readonly endpoint: string
  /** Runs the seed script against it; returns what the script printed. */
  seed(script: string): string
  stop(): Promise<void>
}

export const isMotoInstalled = (): boolean => spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0

export async function startMoto(): Promise<MotoServer> {
  const port = await freePort()
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const endpoint = `http://127.0.0.1:${port}`
  await ready(endpoint, child)
  return {
    endpoint,
    seed: (script) => {
      const run = spawnSync('python3', [script, endpoint], { encoding: 'utf8' })
      if (run.status !== 0) throw new Error(`Seeding moto failed: ${run.stderr}`)
      return run.stdout.trim()
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

async function ready(endpoint: string, child: ChildProcess): Promise<void> {
  for (let left = 200; left > 0; left--) {
    if (child.exitCode !== null) throw new Error(`moto ended with ${child.exitCode}`)
    const answered = await fetch(`${endpoint}/moto-api/data.json`).then((reply) => reply.ok, () => false)
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('moto did not start within 20 s')
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
