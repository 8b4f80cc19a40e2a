import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { secondMs } from '#shared/kernel/time'
import { realTimers } from '#electron/adapters/system/real-time'
import type { DrillCase } from './cases'
import { expectThat } from './expect'

/** The app started twice over one data folder: one of them runs, so that no two renew the same sign-in. */
export const twoInstances = (electron: string, appRoot: string): DrillCase => ({
  name: 'two instances',
  run: async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'watchfloor-instances-'))
    const first = start(electron, appRoot, folder)
    try {
      await waitFor(async () => (await startsIn(folder)) === 1, 'the first instance starts', first)
      const second = start(electron, appRoot, folder)
      await waitFor(async () => second.exitCode !== null, 'the second instance ends by itself')
      expectThat(second.exitCode === 0, 'the second instance ends well')
      expectThat(second.words().includes('open already'), 'and says that Watchfloor is open already')
      expectThat(first.exitCode === null, 'the first instance goes on')
      expectThat((await startsIn(folder)) === 1, 'one of them has started')
      return { started: 1 }
    } finally {
      await end(first)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
})

type Instance = ChildProcess & { words(): string }

function start(electron: string, appRoot: string, folder: string): Instance {
  // Chromium's own sandbox does not run as root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(electron, [appRoot, `--user-data-dir=${folder}`, ...asRoot], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined } })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  return Object.assign(child, { words: () => words })
}

async function startsIn(folder: string): Promise<number> {
  const logs = path.join(folder, 'logs')
  const files = await readdir(logs).catch(() => [])
  const texts = await Promise.all(files.map((file) => readFile(path.join(logs, file), 'utf8').catch(() => '')))
  return texts.join('').split('"app.started"').length - 1
}

const patienceMs = 60 * secondMs
const lookEveryMs = 200

async function waitFor(isSo: () => Promise<boolean>, what: string, alive?: Instance): Promise<void> {
  for (let waitedMs = 0; !(await isSo()); waitedMs += lookEveryMs) {
    expectThat(waitedMs < patienceMs && (alive === undefined || alive.exitCode === null), `${what}${alive === undefined ? '' : ` (${alive.words().slice(-300)})`}`)
    await realTimers.sleep(lookEveryMs, what)
  }
}

function end(instance: Instance): Promise<void> {
  return new Promise((resolve) => {
    if (instance.exitCode !== null || instance.signalCode !== null) return resolve()
    instance.once('exit', () => resolve())
    instance.kill('SIGKILL')
  })
}
