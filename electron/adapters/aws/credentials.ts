import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AccountConfig, FleetConfig } from '#shared/fleet/fleet-config'
import { partitionOf } from '#shared/fleet/partition'
import type { Clock, Timers } from '#electron/ports/clock'
import type { AwsCredentials, CredentialSource } from '#electron/ports/credentials'
import { createClients } from './clients'
import { cacheCredentials, type CredentialCache } from './credential-cache'
import { CredentialFailure, toAppError } from './errors'
import type { Exchange } from './send'
import { assumeRole, fetchIdentity } from './sts'

export interface CredentialOptions {
  readonly config: FleetConfig
  /** Checked with `loopbackEndpoint`; absent: AWS. STS is asked there too. */
  readonly endpoint?: string
  readonly clock: Clock
  readonly timers: Timers
  /** The training fleet's keys, for `signIn: training`. */
  readonly training: (accountId: string) => AwsCredentials
}

/** AWS ends chained sessions after an hour whatever is asked for. */
const sessionSeconds = 3_600
const stsTimeoutMs = 10_000

/**
 * Where keys come from, by the fleet file's `signIn`: the training fleet's own, or a profile or the SDK's default chain, with the
 * account's role assumed on top when it names one. Kept in memory, single-flight, renewed at 80 % of their life.
 */
export function createCredentialSource(options: CredentialOptions): CredentialSource {
  const { signIn, accounts } = options.config
  if (signIn.kind === 'training') return { forAccount: async (accountId) => ok(options.training(accountId)), drop: () => undefined }
  if (signIn.kind === 'sso') return { forAccount: async () => err(noWindow), drop: () => undefined }

  const base = cacheCredentials(options.clock, () => signedInKeys(signIn.profile))
  const byAccount = new Map(
    accounts.map((account) => {
      const role = account.role
      return [account.id, role === undefined ? base : cacheCredentials(options.clock, () => roleKeys(options, account, role, base.fetch))]
    }),
  )
  return {
    forAccount: async (accountId) => (await byAccount.get(accountId)?.fetch()) ?? err(appError('invalidInput', `Account ${accountId} is not in the fleet file.`)),
    drop: (accountId) => {
      // A role's session may have died because the sign-in below it did: both are asked again, once.
      byAccount.get(accountId)?.drop()
      base.drop()
    },
  }
}

const noWindow = appError('expired', 'Signing in with IAM Identity Center needs the window: sign in there first, or use `signIn: { kind: profile }` here.')

async function signedInKeys(profile: string | undefined): Promise<Result<AwsCredentials, AppError>> {
  try {
    const keys = await (profile === undefined ? fromNodeProviderChain() : fromIni({ profile }))()
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = keys
    return ok({ accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }), ...(expiration === undefined ? {} : { expiresAtMs: expiration.getTime() }) })
  } catch (error) {
    const from = profile === undefined ? 'the default chain (environment, profile, container, instance)' : `the profile "${profile}"`
    const known = toAppError(error, { service: 'sign-in', operation: 'credentials', account: profile ?? 'default', region: 'local' })
    return err(appError('expired', `No usable sign-in comes from ${from}. Sign in with the AWS CLI, or correct signIn in the fleet file.`, known.code === undefined ? {} : { code: known.code }))
  }
}

export interface RoleAssumer {
  /** The account's role, assumed with `base`; kept and renewed at 80 % of its life, and never longer than the keys it was assumed with. */
  keys(account: AccountConfig, role: string, base: AwsCredentials): Promise<Result<AwsCredentials, AppError>>
  drop(accountId: string): void
}

/** Assumes roles in accounts to which operators are not assigned themselves: one set of keys for each account. */
export function createRoleAssumer(options: AssumeOptions): RoleAssumer {
  const byAccount = new Map<string, { readonly baseKey: string; readonly cache: CredentialCache }>()
  return {
    keys: (account, role, base) => {
      const kept = byAccount.get(account.id)
      // Other keys may be another person's: what was assumed in somebody's name is not used in anybody else's.
      if (kept?.baseKey === base.accessKeyId) return kept.cache.fetch()
      const cache = cacheCredentials(options.clock, () => roleKeys(options, account, role, async () => ok(base)))
      byAccount.set(account.id, { baseKey: base.accessKeyId, cache })
      return cache.fetch()
    },
    drop: (accountId) => byAccount.delete(accountId),
  }
}

type AssumeOptions = Pick<CredentialOptions, 'endpoint' | 'clock' | 'timers'>

async function roleKeys(options: AssumeOptions, account: AccountConfig, role: string, base: () => Promise<Result<AwsCredentials, AppError>>): Promise<Result<AwsCredentials, AppError>> {
  const region = account.regions[0] ?? 'us-east-1'
  const clients = createClients({
    region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    requestTimeoutMs: stsTimeoutMs,
    credentials: async () => {
      const keys = await base()
      if (!keys.ok) throw new CredentialFailure(keys.error)
      return keys.value
    },
  })
  const exchange: Exchange = { account: account.id, region, clock: options.clock, timers: options.timers, onExpired: () => undefined }
  const call = { signal: new AbortController().signal, onRequest: async () => undefined }
  try {
    const identity = await fetchIdentity(clients.sts(), exchange, call)
    if (!identity.ok) return identity
    return await assumeRole(clients.sts(), exchange, call, {
      roleArn: roleArn(account.id, role, region),
      sessionName: sessionName(identity.value.arn),
      ...(account.externalId === undefined ? {} : { externalId: account.externalId }),
      durationSeconds: sessionSeconds,
    })
  } finally {
    clients.close()
  }
}

export function roleArn(accountId: string, role: string, region: string): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:role/${role}`
}

/** CloudTrail shows who stands behind the role: the last part of the identity's ARN, in the characters and length AWS allows. */
export function sessionName(identityArn: string): string {
  const name = identityArn.split(/[/:]/).at(-1) ?? ''
  return `watchfloor-${name.replace(/[^\w+=,.@-]/g, '-')}`.slice(0, 64)
}
