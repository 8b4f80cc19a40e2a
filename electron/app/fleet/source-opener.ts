import path from 'node:path'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { parseFleetFile, type ParsedFleetFile } from '#shared/fleet/fleet-file'
import type { Source } from '#shared/fleet/watch-status'
import type { SourceChoice } from '#shared/ipc/contract'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { loopbackEndpoint } from '#electron/adapters/aws/endpoint'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { writeWholeFile } from '#electron/adapters/system/whole-file'
import type { CredentialSource } from '#electron/ports/credentials'
import type { FleetFiles } from '#electron/ports/fleet-files'
import type { Logger } from '#electron/ports/logger'
import { trainingCredentials } from '#electron/training/credentials'
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

/** What is watched when nothing else is named. */
export const embeddedScenario = 'first-shift'

export type SourceOpener = (choice: SourceChoice) => Promise<Result<OpenSource, AppError>>

export function createSourceOpener(deps: SourceOpenerDeps): SourceOpener {
  return (choice) => (choice.kind === 'file' ? openFleetFile(choice.path, deps) : openTraining(choice.scenario, deps))
}

/**
 * A fleet file with `signIn: training` is training, whoever serves it: the window must never show it as a real fleet. Without an
 * endpoint it means the embedded fleet, with the file's own contract and tenants.
 */
async function openFleetFile(file: string, deps: SourceOpenerDeps): Promise<Result<OpenSource, AppError>> {
  const text = await deps.files.read(file)
  if (!text.ok) return text
  const parsed = parseFleetFile(text.value, file)
  if (!parsed.ok) return parsed
  const { config } = parsed.value
  if (config.signIn.kind === 'training' && config.endpoint === undefined) return openTraining(embeddedScenario, deps, parsed.value)
  const access = await accessTo(parsed.value)
  if (!access.ok) return access
  const source: Source = config.signIn.kind === 'training' ? { kind: 'training', scenario: config.desk } : { kind: 'live', fleetFile: file }
  return ok({ ...access.value, source, close: async () => undefined })
}

async function openTraining(scenario: string, deps: SourceOpenerDeps, file?: ParsedFleetFile): Promise<Result<OpenSource, AppError>> {
  const read = await readScenario(scenario, deps.scenarioFolder)
  if (!read.ok) return read
  const started = await startTrainingHost(path.join(deps.appRoot, 'out/main/training-worker.cjs'), read.value, deps.logger)
  if (!started.ok) return started
  const host = started.value
  const own = parseFleetFile(host.fleetFileText, 'the training fleet')
  const access = own.ok ? await accessTo(file === undefined ? own.value : onEmbedded(file, own.value)) : own
  if (!access.ok) {
    await host.stop()
    return access
  }
  await tellTest(host, deps.controlFile)
  return ok({ ...access.value, source: { kind: 'training', scenario: host.scenario, seed: host.seed }, time: host, close: () => host.stop() })
}

/** The file's desk, contract and tenants over the embedded fleet's accounts and address. */
function onEmbedded(file: ParsedFleetFile, embedded: ParsedFleetFile): ParsedFleetFile {
  const { endpoint, accounts, tenants, tags } = embedded.config
  const chosen = { accounts: file.config.accounts.length > 0 ? file.config.accounts : accounts, tenants: file.config.tenants.length > 0 ? file.config.tenants : tenants }
  return { notYet: file.notYet, config: { ...file.config, ...chosen, tags, ...(endpoint === undefined ? {} : { endpoint }) } }
}

type Access = Pick<OpenSource, 'config' | 'notYet' | 'endpoint' | 'credentials'>

/** What a fleet file says, and the keys that go with it. */
async function accessTo({ config, notYet }: ParsedFleetFile): Promise<Result<Access, AppError>> {
  const endpoint = config.endpoint === undefined ? undefined : loopbackEndpoint(config.endpoint)
  if (endpoint?.ok === false) return endpoint
  const override = endpoint === undefined ? {} : { endpoint: endpoint.value }
  return ok({ config, notYet, ...override, credentials: await credentialsOf(config, override) })
}

/** The SDK's sign-in code is loaded only by a fleet that signs in: it is no part of what the first picture waits for. */
async function credentialsOf(config: FleetConfig, endpoint: Pick<OpenSource, 'endpoint'>): Promise<CredentialSource> {
  if (config.signIn.kind === 'training') return { forAccount: async (account) => ok(trainingCredentials(account)), drop: () => undefined }
  const { createCredentialSource } = await import('#electron/adapters/aws/credentials')
  return createCredentialSource({ config, ...endpoint, clock: realClock, timers: realTimers, training: trainingCredentials })
}

async function tellTest({ endpoint, token }: TrainingHost, file: string | undefined): Promise<void> {
  if (file !== undefined) await writeWholeFile(file, JSON.stringify({ endpoint, token }), 0o600)
}
