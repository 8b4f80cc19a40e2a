import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { createScaledTime, type ScaledTime } from '#electron/adapters/system/scaled-time'
import { startTrainingFleet, type ClockChange, type Scenario, type TrainingFleet } from '#electron/training/index'
import type { Command, CommandContext } from './command'
import { exitCodes, type ExitCode } from './exit-code'
import { refuse } from './file-issues'
import { readNumber } from './read-number'
import { findScenario } from './scenario-file'

export const trainingServe: Command = {
  path: ['training', 'serve'],
  summary: 'Serve a training fleet that speaks the wire protocols of AWS, until stopped',
  positionals: [],
  options: [
    { name: 'scenario', value: 'FILE', required: true, summary: "A scenario file, or a shipped one by name, e.g. 'first-shift'" },
    { name: 'port', value: 'N', summary: 'Port on 127.0.0.1; 0 or left out: a free one' },
    { name: 'sign-in', summary: 'The fleet file asks for a sign-in with the training Identity Center, as a real one would' },
    { name: 'speed', value: 'N', summary: "Simulated seconds a second, 0 to 3600; left out: the scenario's" },
  ],
  details: [
    'Prints one line of JSON: {endpoint, oidcEndpoint, token, fleetFile}. The fleet file is ready for every other command, readable by you',
    'alone, and removed at the end (Ctrl-C). oidcEndpoint is its Identity Center: SSO OIDC, the portal, and the pages for a browser; the start',
    'URL is oidcEndpoint/start.',
    "The control surface wants the token: curl -H 'authorization: Bearer TOKEN' ENDPOINT/_training/truth",
  ],
  run: async ({ options }, context) => {
    const port = readNumber(options, 'port', { from: 0, to: 65_535, whole: true })
    if (!port.ok) return refuse(context, port.error)
    const speed = readNumber(options, 'speed', { from: 0, to: 3600, whole: false })
    if (!speed.ok) return refuse(context, speed.error)
    const scenario = await findScenario(String(options.get('scenario')), context.resourcesPath)
    if (!scenario.ok) return refuse(context, scenario.error)
    return serve(scenario.value, { port: port.value ?? 0, speed: speed.value ?? scenario.value.speed, signIn: options.has('sign-in') }, context)
  },
}

interface Serving {
  readonly port: number
  readonly speed: number
  readonly signIn: boolean
}

async function serve(scenario: Scenario, { port, speed, signIn }: Serving, context: CommandContext): Promise<ExitCode> {
  const time = createScaledTime({ originMs: scenario.startAtMs, wallOriginMs: context.clock.nowMs(), speed })
  const started = await listen(scenario, port, time, context)
  if (!started.ok) return refuse(context, started.error)
  const fleet = started.value
  const folder = await mkdtemp(join(context.tempPath, 'watchfloor-training-'))
  try {
    await chmod(folder, 0o700)
    const fleetFile = join(folder, 'fleet.yaml')
    await writeFile(fleetFile, signIn ? fleet.signInFleetFileText() : fleet.fleetFileText(), { mode: 0o600 })
    const { endpoint, token, practice } = fleet
    context.out.write(`${JSON.stringify({ endpoint, oidcEndpoint: practice.endpoint, token, fleetFile })}\n`)
    context.err.write(`Serving '${scenario.name}' on ${fleet.endpoint}; Ctrl-C ends it.\n`)
    await untilAborted(context.stop)
    return exitCodes.fine
  } finally {
    await fleet.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function listen(scenario: Scenario, port: number, time: ScaledTime, { clock, logger }: CommandContext): Promise<Result<TrainingFleet, AppError>> {
  const setClock = ({ speed, advanceMs }: ClockChange): void => {
    const originMs = time.clock.nowMs() + (advanceMs ?? 0)
    time.rescale({ originMs, wallOriginMs: clock.nowMs(), speed: speed ?? time.scale().speed })
  }
  try {
    return ok(await startTrainingFleet({ scenario, clock: time.clock, timers: time.timers, setClock, port, logger }))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const why = code === 'EADDRINUSE' ? 'something else listens there; leave --port out for a free one' : code
    return err(appError('conflict', `Port ${port} on 127.0.0.1 cannot be used: ${why}.`, { code }))
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
}
