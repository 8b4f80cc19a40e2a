import path from 'node:path'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { parseFleetFile, type ParsedFleetFile } from '#shared/fleet/fleet-file'
import { isLoopbackAddress } from '#shared/fleet/loopback'
import type { Source } from '#shared/fleet/watch-status'
import type { SourceChoice } from '#shared/ipc/contract'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { withCalendarPaths } from '#electron/adapters/calendar/calendar-paths'
import { realTimers } from '#electron/adapters/system/real-time'
import { createScaledTime } from '#electron/adapters/system/scaled-time'
import { writeWholeFile } from '#electron/adapters/system/whole-file'
import type { FleetFiles } from '#electron/ports/fleet-files'
import type { Logger } from '#electron/ports/logger'
import { openAccess, type AccessDeps, type AccessTime, type OpenAccess } from '../access/open-access'
import type { OpenSource } from './open-source'
import { readScenario } from './scenario-text'
import { startTrainingHost, type TrainingHost } from './training-host'

export interface SourceOpenerDeps {
  readonly scenarioFolder: string
  readonly appRoot: string
  readonly files: FleetFiles
  readonly access: AccessDeps
  /** Where a test wants the training fleet's control surface written. */
  readonly controlFile: string | undefined
  readonly logger: Logger
}

/** What is watched when nothing else is named. */
export const embeddedScenario = 'first-shift'

export type SourceOpener = (choice: SourceChoice) => Promise<Result<OpenSource, AppError>>

export function createSourceOpener(deps: SourceOpenerDeps): SourceOpener {
  return (choice) => (choice.kind === 'file' ? openFleetFile(choice.path, deps) : openTraining(choice, deps))
}

/**
 * A fleet file that signs in for training, or with a training Identity Center, is training, whoever serves it: the window must never
 * show it as a real fleet. `signIn: training` without an endpoint means the embedded fleet, with the file's own contract and tenants.
 */
async function openFleetFile(file: string, deps: SourceOpenerDeps): Promise<Result<OpenSource, AppError>> {
  const text = await deps.files.read(file)
  if (!text.ok) return text
  const parsed = parseFleetFile(text.value, file)
  if (!parsed.ok) return parsed
  const config = withCalendarPaths(parsed.value.config, file)
  const { notYet } = parsed.value
  if (config.signIn.kind === 'training' && config.endpoint === undefined) return openTraining({ kind: 'training', scenario: embeddedScenario }, deps, { config, notYet })
  const access = await accessTo({ config, notYet }, deps)
  if (!access.ok) return access
  const source: Source = isTraining(config) ? { kind: 'training', scenario: config.desk } : { kind: 'live', fleetFile: file }
  return ok({ ...access.value, source, close: async () => access.value.access.close() })
}

const isTraining = ({ signIn }: FleetConfig): boolean => signIn.kind === 'training' || (signIn.kind === 'sso' && signIn.sessions.every(({ startUrl }) => isLoopbackAddress(startUrl)))

async function openTraining({ scenario, practiseSignIn = false }: SourceChoice & { readonly kind: 'training' }, deps: SourceOpenerDeps, file?: ParsedFleetFile): Promise<Result<OpenSource, AppError>> {
  const read = await readScenario(scenario, deps.scenarioFolder)
  if (!read.ok) return read
  const started = await startTrainingHost(path.join(deps.appRoot, 'out/main/training-worker.cjs'), read.value, deps.logger)
  if (!started.ok) return started
  const host = started.value
  const time = createScaledTime(host.scale())
  const stopRescale = host.onRescale((scale) => time.rescale(scale))
  const own = parseFleetFile(practiseSignIn ? host.signInFleetFileText : host.fleetFileText, 'the training fleet')
  const access = own.ok ? await accessTo(file === undefined ? own.value : onEmbedded(file, own.value), deps, time) : own
  if (!access.ok) {
    stopRescale()
    await host.stop()
    return access
  }
  await tellTest(host, deps.controlFile)
  const close = async (): Promise<void> => {
    stopRescale()
    access.value.access.close()
    await host.stop()
  }
  return ok({ ...access.value, source: { kind: 'training', scenario: host.scenario, seed: host.seed }, practice: { ...host.practice, endpoint: host.endpoint }, time: host, close })
}

/** The file's desk, contract and tenants over the embedded fleet's accounts and address. */
function onEmbedded(file: ParsedFleetFile, embedded: ParsedFleetFile): ParsedFleetFile {
  const { endpoint, accounts, tenants, tags } = embedded.config
  const chosen = { accounts: file.config.accounts.length > 0 ? file.config.accounts : accounts, tenants: file.config.tenants.length > 0 ? file.config.tenants : tenants }
  const mail = file.config.mail ?? embedded.config.mail
  return { notYet: file.notYet, config: { ...file.config, ...chosen, tags, ...(mail === undefined ? {} : { mail }), ...(endpoint === undefined ? {} : { endpoint }) } }
}

/** A keychain that asks for a password must not keep the fleet from being shown: what it answers later is taken up then. */
const restoreWithinMs = 2_000

/** The keys that go with a fleet file; a sign-in that was kept is taken up. */
async function accessTo({ config, notYet }: ParsedFleetFile, { access: deps }: SourceOpenerDeps, time?: AccessTime): Promise<Result<{ readonly access: OpenAccess; readonly notYet: OpenSource['notYet'] }, AppError>> {
  const access = await openAccess(config, deps, time)
  if (!access.ok) return access
  const enough = new AbortController()
  const restored = access.value.signIn?.restore() ?? Promise.resolve()
  await Promise.race([restored, realTimers.sleep(restoreWithinMs, 'the keychain answers', enough.signal)])
  enough.abort()
  return ok({ access: access.value, notYet })
}

async function tellTest({ endpoint, token, practice }: TrainingHost, file: string | undefined): Promise<void> {
  if (file !== undefined) await writeWholeFile(file, JSON.stringify({ endpoint, token, startUrl: practice.startUrl }), 0o600)
}
