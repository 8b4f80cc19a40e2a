import { join } from 'node:path'
import type { StatusReport } from '#electron/cli/status-report'
import { root, runToEnd, start, type Ended, type Environment, type Running } from './processes'

const entry = join(root, 'out/main/cli.cjs')
let built: Promise<unknown> | undefined

/** Builds the command line when its sources changed; `npm run cli` does the same. */
export function ensureBuilt(): Promise<unknown> {
  built ??= runToEnd(process.execPath, [join(root, 'scripts/cli.mjs'), '--help']).then(({ code, stderr }) => {
    if (code !== 0) throw new Error(`the command line could not be built: ${stderr}`)
  })
  return built
}

/** Runs the built command line to its end. */
export async function cli(args: readonly string[], env: Environment = {}): Promise<Ended> {
  await ensureBuilt()
  return runToEnd(process.execPath, [entry, ...args], env)
}

/** Starts a command that serves until it is stopped. */
export async function startCli(args: readonly string[], env: Environment = {}): Promise<Running> {
  await ensureBuilt()
  return start(process.execPath, [entry, ...args], env)
}

export interface Serving extends Running {
  readonly endpoint: string
  readonly token: string
  readonly fleetFile: string
}

/** `training serve` on a free port, with what it printed. */
export async function serveTraining(scenario: string, ...more: readonly string[]): Promise<Serving> {
  const server = await startCli(['training', 'serve', '--scenario', scenario, '--port', '0', ...more])
  const printed = JSON.parse(await server.firstLine) as Pick<Serving, 'endpoint' | 'token' | 'fleetFile'> // its documented line
  return { ...server, ...printed }
}

export interface Status extends Ended {
  readonly report: StatusReport
}

/** `fleet status --json`, parsed; standard output must hold nothing else. */
export async function fleetStatus(args: readonly string[], env: Environment = {}): Promise<Status> {
  const ended = await cli(['fleet', 'status', '--json', ...args], env)
  if (ended.stdout === '') throw new Error(`nothing was printed, exit code ${ended.code}: ${ended.stderr}`)
  return { ...ended, report: JSON.parse(ended.stdout) as StatusReport } // the shape is what the tests are about
}

/** The control surface of a served training fleet, with its token. */
export async function control<T>({ endpoint, token }: Pick<Serving, 'endpoint' | 'token'>, path: string, body?: unknown): Promise<T> {
  const reply = await fetch(`${endpoint}/_training/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`)
  return (await reply.json()) as T // each caller names what the control surface documents
}

export interface Truth {
  readonly kind: string
  readonly subject: string
  readonly account?: string
  readonly tenant?: string
}

export const truthOf = async (server: Serving): Promise<readonly Truth[]> => (await control<{ readonly conditions: readonly Truth[] }>(server, 'truth')).conditions
export const advance = (server: Serving, advanceMs: number): Promise<unknown> => control(server, 'clock', { advanceMs })
