import path from 'node:path'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import type { SourceChoice } from '#shared/ipc/contract'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { writeWholeFile } from '#electron/adapters/system/whole-file'
import type { FleetFiles } from '#electron/ports/fleet-files'
import type { Logger } from '#electron/ports/logger'
import type { OpenSource } from './open-source'
import { readScenario } from './scenario-text'
import { startTrainingHost, type TrainingHost } from './training-host'

export interface SourceOpenerDeps {
  readonly scenarioFolder: string
  readonly appRoot: string
  readonly files: FleetFiles
  /** Where a test wants the training fleet's control surface written. */
  readonly controlFile: string | undefined
  readonly logger: Logger
}

export type SourceOpener = (choice: SourceChoice) => Promise<Result<OpenSource, AppError>>

export function createSourceOpener(deps: SourceOpenerDeps): SourceOpener {
  return (choice) => (choice.kind === 'file' ? openFleetFile(choice.path, deps) : openTraining(choice.scenario, deps))
}

async function openFleetFile(file: string, { files }: SourceOpenerDeps): Promise<Result<OpenSource, AppError>> {
  const text = await files.read(file)
  if (!text.ok) return text
  const access = await readAccess(text.value, file)
  if (!access.ok) return access
  return ok({ ...access.value, source: { kind: 'live', fleetFile: file }, close: async () => undefined })
}

async function openTraining(scenario: string, deps: SourceOpenerDeps): Promise<Result<OpenSource, AppError>> {
  const read = await readScenario(scenario, deps.scenarioFolder)
  if (!read.ok) return read
  const started = await startTrainingHost(path.join(deps.appRoot, 'out/main/training-worker.cjs'), read.value, deps.logger)
  if (!started.ok) return started
  const host = started.value
  const access = await readAccess(host.fleetFileText, 'the training fleet')
  if (!access.ok) {
    await host.stop()
    return access
  }
  await tellTest(host, deps.controlFile)
  return ok({ ...access.value, source: { kind: 'training', scenario: host.scenario, seed: host.seed }, time: host, close: () => host.stop() })
}

type Access = Pick<OpenSource, 'config' | 'notYet' | 'endpoint' | 'credentials'>

/** What a fleet file says, and the keys that go with it. */
async function readAccess(text: string, file: string): Promise<Result<Access, AppError>> {
  const parsed = parseFleetFile(text, file)
  if (!parsed.ok) return parsed
  const { config, notYet } = parsed.value
  // Loaded on first use: the SDK's sign-in code is no part of what the first picture waits for.
  const [{ createCredentialSource, loopbackEndpoint }, { trainingCredentials }] = await Promise.all([import('#electron/adapters/aws/index'), import('#electron/training/index')])
  const checked = config.endpoint === undefined ? undefined : loopbackEndpoint(config.endpoint)
  if (checked?.ok === false) return checked
  const endpoint = checked === undefined ? {} : { endpoint: checked.value }
  return ok({ config, notYet, ...endpoint, credentials: createCredentialSource({ config, ...endpoint, clock: realClock, timers: realTimers, training: trainingCredentials }) })
}

async function tellTest({ endpoint, token }: TrainingHost, file: string | undefined): Promise<void> {
  if (file !== undefined) await writeWholeFile(file, JSON.stringify({ endpoint, token }), 0o600)
}
