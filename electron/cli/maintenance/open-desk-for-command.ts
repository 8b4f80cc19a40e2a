import { hostname } from 'node:os'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { capabilitiesOf, refusalOf, type Capability } from '#shared/session/capabilities'
import { identityOfArn } from '#shared/session/identity'
import { withCalendarPaths } from '#electron/adapters/calendar/calendar-paths'
import { createAwsOperators, createAwsReaders } from '#electron/adapters/aws/index'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { openDesk } from '#electron/desk/open-desk'
import { openOffice, type OpenedOffice } from '#electron/desk/open-office'
import { openSupport, type OpenedSupport } from '#electron/desk/open-support'
import { createOwnAddress } from '#electron/desk/own-address'
import { simulatedOffsetMs } from '#electron/desk/simulated-offset'
import { auditedRuns } from '#electron/audit/audited-runs'
import type { ConsoleAudit } from '#electron/audit/console-audit'
import type { Clock } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import { openCommandAudit, type CommandAuditWish } from '../audit/command-audit'
import { commandHistory } from '../support/command-history'
import type { CommandContext, CommandInput } from '../command'
import { commandCredentials, endpointOf } from '../command-credentials'
import { loadFleetFile } from '../load-fleet-file'
import { createCommandSight } from './command-sight'
import { deskFile, refusalOfDamage } from './desk-file'

export interface CommandDesk {
  readonly office: OpenedOffice
  /** The support access of the same desk; opened by the first question. */
  readonly support: () => OpenedSupport
  /** What is done is written down here, before it is. */
  readonly audit: ConsoleAudit
  close(): Promise<void>
}

export interface DeskNeeds {
  readonly needs: Capability
  /** What a refusal is written down as. */
  readonly what: string
  /** Whether a desk that is not there may be begun. */
  readonly mayBegin: boolean
}

/** The desk of a fleet file, in the name of whoever runs the command. `forbidden`: their role may not; `notFound`: there is none; `invalidFile`: it was damaged. */
export async function openDeskForCommand({ options }: CommandInput, context: CommandContext, { needs, what, mayBegin }: DeskNeeds): Promise<Result<CommandDesk, AppError>> {
  const path = String(options.get('fleet'))
  const loaded = await loadFleetFile(path)
  if (!loaded.ok) return loaded
  const config = withCalendarPaths(loaded.value.config, path)
  if (config.signIn.kind === 'training' && config.endpoint === undefined)
    return err(appError('unsupported', 'The embedded training fleet begins anew with every command, and its desk with it. Serve one (`training serve`) and name its fleet file.'))
  const file = deskFile({ named: options.get('desk-file'), fleetFile: path, isWholeDesk: config.deskStore.kind === 'sqlite', mayBegin })
  if (!file.ok) return file
  const keys = await commandCredentials(config, context)
  if (!keys.ok) return keys
  const { credentials } = keys.value
  const who = await whoRuns(config, credentials, options.get('as'), context)
  if (!who.ok) return who
  const { person, capabilities } = who.value
  const { timers, ids, logger } = context
  const { offsetMs } = who.value
  const endpoint = endpointOf(config)
  const closing = new AbortController()
  const clock = config.endpoint === undefined ? { nowMs: () => context.clock.nowMs() + offsetMs } : followedClock(config, credentials, offsetMs, context, closing.signal)
  const desk = await openDesk({
    config,
    ...endpoint,
    credentials,
    openLocal: async (local) => openLocalDesk(local),
    file: { file: file.value, nowMs: context.clock.nowMs() },
    isNamedFile: options.get('desk-file') !== undefined,
    person: async () => ok(person),
    clock,
    timers,
    ids,
    logger,
  })
  if (!desk.ok) {
    closing.abort()
    keys.value.close()
    return desk
  }
  const damage = refusalOfDamage(desk.value.state, file.value)
  if (damage !== undefined) {
    closing.abort()
    await desk.value.close()
    keys.value.close()
    return err(damage)
  }
  const { principal } = who.value
  const audit = openCommandAudit({ fleetFile: path, deskFile: options.get('desk-file'), person, ...(principal === undefined ? {} : { principal }), clock, skewMs: config.endpoint === undefined ? -offsetMs : null, desk: desk.value.store, ...anchorsOf(config, credentials) }, context)
  const refusal = refusalOf(needs, capabilities)
  if (refusal !== undefined) {
    await audit.trail.note({ what, words: `Wanted to run \`${what}\`, and was refused.`, outcome: { kind: 'refused', words: refusal } })
    closing.abort()
    await audit.stop()
    await desk.value.close()
    keys.value.close()
    return err(appError('forbidden', refusal))
  }
  const sight = createCommandSight({ config, path, credentials, context, clock, awsOffsetMs: async () => (config.endpoint === undefined ? offsetMs : simulatedOffsetMs(config.endpoint)) })
  const office = openOffice({ config, ...endpoint, credentials, store: auditedRuns(desk.value.store, audit.trail), sight, clock, timers, ids, logger, console: hostname(), changed: () => undefined })
  const history = commandHistory(path, options.get('history-file'), context.clock.nowMs())
  let opened: OpenedSupport | undefined
  const support = (): OpenedSupport =>
    (opened ??= openSupport({ config, ...endpoint, credentials, store: desk.value.store, sight, history: history.ask, ownAddress: createOwnAddress(config.endpoint), audit: audit.trail, clock, timers, ids, logger, console: hostname(), changed: () => undefined }))
  return ok({
    office,
    support,
    audit,
    close: async () => {
      closing.abort()
      await office.stop()
      await opened?.stop()
      await history.close()
      await sight.stop()
      await audit.stop()
      await desk.value.close()
      keys.value.close()
    },
  })
}

/** The bucket of anchors, with the keys of whoever runs the command. */
function anchorsOf(config: FleetConfig, credentials: CredentialSource): Pick<CommandAuditWish, 'anchors'> {
  const { audit } = config
  if (audit === undefined) return {}
  const operators = createAwsOperators({ ...endpointOf(config), credentials, clock: realClock, timers: realTimers })
  return { anchors: { config: audit, locked: async () => operators(audit.account, audit.region).locked } }
}

interface Who {
  readonly person: string
  /** Account, role and name, as AWS says them. */
  readonly principal?: string
  readonly capabilities: ReadonlySet<Capability>
  /** How far AWS time is ahead of this computer's. */
  readonly offsetMs: number
}

/** A simulated AWS may run faster than the wall, or have its time set: it is asked again every second. */
function followedClock(config: FleetConfig, credentials: CredentialSource, startOffsetMs: number, context: CommandContext, signal: AbortSignal): Clock {
  let offsetMs = startOffsetMs
  const follow = async (): Promise<void> => {
    while (!signal.aborted) {
      await context.timers.sleep(secondMs, 'ask the simulated AWS for its time', signal)
      const answer = signal.aborted ? undefined : await askIdentity(config, credentials, context)
      if (answer?.ok === true) offsetMs = answer.value.dateMs - context.clock.nowMs()
    }
  }
  void follow()
  return { nowMs: () => context.clock.nowMs() + offsetMs }
}

async function askIdentity(config: FleetConfig, credentials: CredentialSource, { clock, timers }: CommandContext) {
  const first = config.accounts[0]
  if (first === undefined) return err(appError('invalidFile', 'The fleet file names no account.'))
  const endpoint = config.endpoint === undefined ? {} : { endpoint: config.endpoint }
  const reader = createAwsReaders({ ...endpoint, credentials, tags: config.tags, clock, timers })(first.id, first.regions[0] ?? 'us-east-1')
  try {
    return await reader.identity({ signal: new AbortController().signal, onRequest: () => Promise.resolve() })
  } finally {
    reader.close()
  }
}

/** What AWS takes as the name of a session, so that training is as strict. */
const namePattern = /^[\w.@+-]{1,64}$/

async function whoRuns(config: FleetConfig, credentials: CredentialSource, as: string | true | undefined, context: CommandContext): Promise<Result<Who, AppError>> {
  const answer = await askIdentity(config, credentials, context)
  if (!answer.ok) return answer
  const offsetMs = answer.value.dateMs - context.clock.nowMs()
  // Nothing is at stake in training, and nobody signs in there: one says who one is.
  if (config.signIn.kind === 'training' && typeof as === 'string' && !namePattern.test(as)) return err(appError('invalidInput', `--as takes a name of letters, digits and . _ @ + -, without blanks; “${as.slice(0, 60)}” is none.`))
  if (config.signIn.kind === 'training') return ok({ person: typeof as === 'string' ? as : 'trainee', capabilities: new Set<Capability>(['read', 'operate', 'approve']), offsetMs })
  if (as !== undefined) return err(appError('invalidInput', '--as is for training alone: here AWS says who you are.'))
  const identity = identityOfArn(answer.value.arn)
  if (identity === undefined) return err(appError('expired', `AWS does not say who stands behind ${answer.value.arn}.`))
  const principal = [identity.account, ...(identity.role === undefined ? [] : [identity.role]), identity.operator].join('/')
  return ok({ person: identity.operator, principal, capabilities: capabilitiesOf(identity.role === undefined ? [] : [identity.role], config.capabilities), offsetMs })
}
