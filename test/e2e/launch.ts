import { _electron as electron, type ElectronApplication, type Page } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectTraining, type TrainingControl } from './training-control'

export interface LaunchOptions {
  /** Kept between launches by the caller; left out: a fresh folder that is removed on close. */
  readonly userDataDir?: string
  /** A shipped scenario by name, or a file. */
  readonly scenario?: string
  readonly fleetFile?: string
  readonly colorScheme?: 'light' | 'dark'
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userDataDir: string
  /** Only when a training fleet is watched. */
  training(): Promise<TrainingControl>
  close(): Promise<void>
}

const projectRoot = path.resolve(import.meta.dirname, '../..')

/** Starts the built app the way an operator would, with a data folder of its own. */
export async function launch(options: LaunchOptions = {}): Promise<RunningApp> {
  const userDataDir = options.userDataDir ?? (await freshFolder())
  const controlFile = path.join(userDataDir, 'training-control.json')
  await rm(controlFile, { force: true })
  const app = await electron.launch({
    args: [projectRoot, `--user-data-dir=${userDataDir}`, ...choiceArgs(options), ...(options.args ?? [])],
    env: { ...definedEnvironment(), WATCHFLOOR_TRAINING_CONTROL: controlFile, ...options.env },
    // Null leaves the system's choice alone.
    colorScheme: options.colorScheme ?? null,
  })
  askAgainWhenCollected(app)
  const page = await app.firstWindow()
  return {
    app,
    page,
    userDataDir,
    training: () => connectTraining(controlFile),
    close: async () => {
      await app.close()
      if (options.userDataDir === undefined) await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const TRIES = 5

/**
 * Main collects much garbage while it starts, and V8's inspector may lose the promise it answers with, twice in a row when it is busy:
 * the question has run, only its answer is gone. Questions and settings of these tests may run more than once.
 */
function askAgainWhenCollected(app: ElectronApplication): void {
  const ask = app.evaluate.bind(app)
  const lost = (error: unknown): boolean => String(error).includes('Resulting promise was garbage collected')
  app.evaluate = async (fn: Parameters<typeof ask>[0], arg?: unknown) => {
    for (let tried = 1; tried < TRIES; tried += 1) {
      try {
        return await ask(fn, arg)
      } catch (error) {
        if (!lost(error)) throw error
      }
    }
    return ask(fn, arg)
  }
}

export const freshFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'watchfloor-e2e-'))

function choiceArgs({ scenario, fleetFile }: LaunchOptions): string[] {
  if (fleetFile !== undefined) return ['--fleet', fleetFile]
  return scenario === undefined ? [] : ['--scenario', scenario]
}

function definedEnvironment(): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(inherited.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'))
}
