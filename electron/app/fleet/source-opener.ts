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
  const parsed = parseFleetFile(text.value, file)
  if (!parsed.ok) return parsed
  const { config, notYet } = parsed.value
  return ok({ source: { kind: 'live', fleetFile: file }, config, notYet, credentials: await credentialsOf(config), close: async () => undefined })
}

async function openTraining(scenario: string, deps: SourceOpenerDeps): Promise<Result<OpenSource, AppError>> {
  const read = await readScenario(scenario, deps.scenarioFolder)
  if (!read.ok) return read
  const started = await startTrainingHost(path.join(deps.appRoot, 'out/main/training-worker.cjs'), read.value, deps.logger)
  if (!started.ok) return started
  const host = started.value
  const parsed = parseFleetFile(host.fleetFileText, 'the training fleet')
  if (!parsed.ok) {
    await host.stop()
    return parsed
  }
  await tellTest(host, deps.controlFile)
  const { config, notYet } = parsed.value
  return ok({
    source: { kind: 'training', scenario: host.scenario, seed: host.seed },
    config,
    notYet,
    credentials: await credentialsOf(config),
    time: host,
    close: () => host.stop(),
  })
}

/** Loaded on first use: the SDK's sign-in code is no part of what the first picture waits for. */
async function credentialsOf(config: OpenSource['config']): Promise<OpenSource['credentials']> {
  const [{ createCredentialSource, loopbackEndpoint }, { trainingCredentials }] = await Promise.all([import('#electron/adapters/aws/index'), import('#electron/training/index')])
  const endpoint = config.endpoint === undefined ? undefined : loopbackEndpoint(config.endpoint)
  const override = endpoint?.ok ? { endpoint: endpoint.value } : {}
  return createCredentialSource({ config, ...override, clock: realClock, timers: realTimers, training: trainingCredentials })
}

async function tellTest({ endpoint, token }: TrainingHost, file: string | undefined): Promise<void> {
  if (file !== undefined) await writeWholeFile(file, JSON.stringify({ endpoint, token }), 0o600)
}
