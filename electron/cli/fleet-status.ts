import { appError, type AppError } from '#shared/kernel/app-error'
import { parseFleetFile, type ParsedFleetFile } from '#shared/fleet/fleet-file'
import { err, ok, type Result } from '#shared/kernel/result'
import { createScaledTime } from '#electron/adapters/system/scaled-time'
import { startTrainingFleet } from '#electron/training/index'
import type { Command, CommandContext } from './command'
import { exitCodes, type ExitCode } from './exit-code'
import { refuse } from './file-issues'
import { loadFleetFile } from './load-fleet-file'
import { plainJson, plainLine } from './plain-text'
import { pollFleet, type PollOptions } from './poll-fleet'
import { findScenario } from './scenario-file'
import { statusExitCode, statusReport, type PolledStatus } from './status-report'
import { statusTable } from './status-table'

/** What is watched when nothing else is named, as on the first launch of the window. */
const embeddedScenario = 'first-shift'

export const fleetStatus: Command = {
  path: ['fleet', 'status'],
  summary: 'Ask every account once and say how each tenant is',
  positionals: [],
  options: [
    { name: 'fleet', value: 'FILE', summary: `The fleet file; left out: the embedded training fleet '${embeddedScenario}'` },
    { name: 'json', summary: 'Print JSON instead of a table' },
  ],
  details: [
    'The table has the worst tenant first, then every finding in full. Figures that AWS did not return are shown as ?, in JSON as null.',
    'JSON: {at, source, scopes: [{account, region, service, outcome, observedAt, requests}], tenants: [{id, name, model, health,\nfindings, environments, alarms}], spend}; of an environment: databases, apps, probes. outcome: ok, throttled, denied, expired, timeout, failed. Instants are ISO 8601, UTC, AWS time.',
    'With `signIn: sso` the sign-in of the window is used as long as its token lives; nobody is asked to sign in, and nothing is renewed.',
    'Exit codes: 0 all healthy, 1 anything else, 2 the fleet file cannot be used, 3 no account could be reached, or nobody is signed in.',
  ],
  run: async ({ options }, context) => {
    const path = options.get('fleet')
    const loaded = typeof path === 'string' ? await loadFleetFile(path) : undefined
    if (loaded?.ok === false) return refuse(context, loaded.error)
    const polled = loaded === undefined ? await pollTraining(context) : await pollFile(loaded.value, String(path), context)
    if (!polled.ok) {
      if (polled.error.kind !== 'expired') return refuse(context, polled.error)
      context.err.write(`${plainLine(polled.error.message)}\n`)
      return exitCodes.unreachable
    }
    return polled.value === undefined ? exitCodes.interrupted : print(polled.value, options.has('json'), context)
  },
}

type Polled = Promise<Result<PolledStatus | undefined, AppError>>

/** `signIn: training` without an endpoint means the embedded fleet, as in the window. */
async function pollFile({ config, notYet }: ParsedFleetFile, path: string, context: CommandContext): Polled {
  for (const part of notYet) context.err.write(`${plainLine(`${path} ${part.path}: not yet: ${part.message}`)}\n`)
  if (config.signIn.kind === 'training' && config.endpoint === undefined) return pollTraining(context)
  const { clock, timers, ids, logger, stop } = context
  const endpoint = config.endpoint === undefined ? {} : { endpoint: config.endpoint }
  const options = { config, source: { kind: 'live', fleetFile: path } as const, ...endpoint, clock, timers, ids, logger, stop }
  return config.signIn.kind === 'sso' ? pollSignedIn(options, context) : ok(await pollFleet(options))
}

/** Error kind `expired`: nobody is signed in to any of the sessions. */
async function pollSignedIn(options: PollOptions, context: CommandContext): Polled {
  const { openStoredSignIn } = await import('./stored-sign-in')
  const signIn = await openStoredSignIn(options.config, context)
  try {
    const { missing } = signIn
    const sessions = options.config.signIn.kind === 'sso' ? options.config.signIn.sessions.length : 0
    if (missing.length === sessions) return err(appError('expired', `Nobody is signed in to ${missing.join(', ')}. Sign in in the window first; this command uses that sign-in.`))
    for (const name of missing) context.err.write(`Nobody is signed in to ${plainLine(name)}: its accounts cannot be read. Sign in in the window first.\n`)
    return ok(await pollFleet({ ...options, credentials: signIn.credentials }))
  } finally {
    signIn.stop()
  }
}

/** A training fleet inside this process, asked over its loopback socket like any other AWS. */
async function pollTraining(context: CommandContext): Polled {
  const scenario = await findScenario(embeddedScenario, context.resourcesPath)
  if (!scenario.ok) return scenario
  const { name, seed, startAtMs } = scenario.value
  context.err.write(`No fleet file: this is the embedded training fleet '${name}'.\n`)
  const { clock, timers } = createScaledTime({ originMs: startAtMs, wallOriginMs: context.clock.nowMs(), speed: 1 })
  const fleet = await startTrainingFleet({ scenario: scenario.value, clock, timers, logger: context.logger })
  try {
    const parsed = parseFleetFile(fleet.fleetFileText(), 'training fleet')
    if (!parsed.ok) return parsed
    const source = { kind: 'training', scenario: name, seed } as const
    return ok(await pollFleet({ config: parsed.value.config, source, endpoint: fleet.endpoint, clock, timers, ids: context.ids, logger: context.logger, stop: context.stop }))
  } finally {
    await fleet.stop()
  }
}

function print(polled: PolledStatus, json: boolean, { out, err }: CommandContext): ExitCode {
  out.write(json ? `${plainJson(statusReport(polled))}\n` : statusTable(polled, out.colour))
  const code = statusExitCode(polled)
  if (code === exitCodes.unreachable) err.write(`${plainLine(`No account could be reached. ${firstError(polled.status) ?? ''}`)}\n`)
  return code
}

const firstError = ({ accounts }: PolledStatus['status']): string | undefined => accounts.find(({ error }) => error !== undefined)?.error?.message
