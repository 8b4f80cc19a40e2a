import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SignInServer } from '#electron/training/sign-in/index'

/**
 * The AWS CLI of a major version on this computer, or undefined. Version 2 has `sso login`; version 1 has only the services' own
 * commands and profiles that use what a login left behind.
 */
export function findAwsCli(major: 1 | 2): string | undefined {
  const folders = [...new Set((process.env.PATH ?? '').split(path.delimiter))]
  return folders.map((folder) => path.join(folder, 'aws')).find((file) => isExecutable(file) && versionOf(file).startsWith(`aws-cli/${major}.`))
}

/** True when this CLI's models have sign-in in a browser with PKCE; Debian 12's 2.9 has not. Asks the CLI itself, and no server. */
export function knowsBrowserSignIn(cli: string): boolean {
  const skeleton = spawnSync(cli, ['sso-oidc', 'register-client', '--generate-cli-skeleton'], { encoding: 'utf8', timeout: 30_000 })
  return skeleton.stdout.includes('redirectUris')
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function versionOf(file: string): string {
  const { stdout, stderr } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  return `${stdout}${stderr}`.trim() // 1.x printed it to stderr for a long time
}

/** A home of its own: nothing of the person's configuration is read or written. */
export interface CliHome {
  run(args: readonly string[], onOutput?: (output: string) => void, more?: Readonly<Record<string, string>>): Promise<CliResult>
  /** What the CLI keeps in ~/.aws/sso/cache, parsed. */
  cached(): Record<string, unknown>[]
  /** Writes a token as `sso login` of an sso-session does. */
  cacheToken(session: string, token: object): void
  remove(): void
}

export interface CliResult {
  readonly code: number
  readonly output: string
  readonly errors: string
}

export function createCliHome(cli: string, server: SignInServer): CliHome {
  const home = mkdtempSync(path.join(tmpdir(), 'watchfloor-cli-'))
  const cache = path.join(home, '.aws', 'sso', 'cache')
  mkdirSync(cache, { recursive: true })
  writeFileSync(path.join(home, '.aws', 'config'), configOf(server.startUrl))
  const environment = {
    HOME: home,
    PATH: process.env.PATH,
    // A version manager that starts the CLI finds itself below the real home.
    ...(process.env.PYENV_ROOT === undefined ? {} : { PYENV_ROOT: process.env.PYENV_ROOT }),
    PYTHONUNBUFFERED: '1',
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    // Since botocore 1.31 (AWS CLI 1.29 and 2.13). Older ones take it from the endpoint rules below.
    AWS_ENDPOINT_URL_SSO: server.endpoint,
    AWS_ENDPOINT_URL_SSO_OIDC: server.endpoint,
    AWS_DATA_PATH: writeEndpointRules(home, server.endpoint),
  }
  return {
    run: (args, onOutput = () => undefined, more = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(cli, args, { env: { ...environment, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
        let output = ''
        let errors = ''
        child.stdout.on('data', (part: Buffer) => {
          output += part.toString('utf8')
          onOutput(output)
        })
        child.stderr.on('data', (part: Buffer) => (errors += part.toString('utf8')))
        child.on('error', reject)
        child.on('close', (code) => resolve({ code: code ?? -1, output, errors }))
      }),
    cached: () => readdirSync(cache).map((name) => JSON.parse(readFileSync(path.join(cache, name), 'utf8')) as Record<string, unknown>), // the CLI writes objects
    cacheToken: (session, token) => writeFileSync(path.join(cache, `${createHash('sha1').update(session).digest('hex')}.json`), JSON.stringify(token)),
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}

const configOf = (startUrl: string): string => `[sso-session desk]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile night]
sso_session = desk
sso_account_id = 111122223333
sso_role_name = WatchfloorOperator
region = eu-west-1

[profile stranger]
sso_session = desk
sso_account_id = 111122223333
sso_role_name = NotAssigned
region = eu-west-1

[profile plain]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_account_id = 444455556666
sso_role_name = WatchfloorOperator
region = eu-west-1

[profile plain-other]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = WatchfloorOperator
region = eu-west-1

[default]
region = eu-west-1
cli_follow_urlparam = false
`

/** AWS's own mechanism for other endpoints before there were variables: a data folder that comes before the CLI's own. */
function writeEndpointRules(home: string, endpoint: string): string {
  const data = path.join(home, 'data')
  for (const service of ['sso', 'sso-oidc']) {
    const folder = path.join(data, service, '2019-06-10')
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'endpoint-rule-set-1.json'), JSON.stringify(rulesTo(endpoint)))
  }
  return data
}

const rulesTo = (endpoint: string): object => ({
  version: '1.0',
  parameters: {
    Region: { builtIn: 'AWS::Region', required: false, documentation: 'Region', type: 'String' },
    UseDualStack: { builtIn: 'AWS::UseDualStack', required: true, default: false, documentation: 'Dual stack', type: 'Boolean' },
    UseFIPS: { builtIn: 'AWS::UseFIPS', required: true, default: false, documentation: 'FIPS', type: 'Boolean' },
    Endpoint: { builtIn: 'SDK::Endpoint', required: false, documentation: 'Endpoint', type: 'String' },
  },
  rules: [{ conditions: [], endpoint: { url: endpoint, properties: {}, headers: {} }, type: 'endpoint' }],
})
