import { err, ok, type Result } from '#shared/kernel/result'
import type { Refusal } from './reply'
import { issueRoleCredentials } from './role-credentials'
import { sessionOf } from './tokens'
import { assignedRoles, type Session, type SignInWorld } from './world'

/** One call of the SSO portal: its query and the token of `x-amz-sso_bearer_token`. */
export interface PortalCall {
  readonly query: URLSearchParams
  readonly accessToken: string | undefined
  readonly nowMs: number
}

export type PortalReply = Result<object | undefined, Refusal>

const noAccess: Refusal = { code: 'ForbiddenException', message: 'No access' }
const noSession: Refusal = { code: 'UnauthorizedException', message: 'Session token not found or invalid' }
const tooMany: Refusal = { code: 'TooManyRequestsException', message: 'Too many requests' }
const invalid = (message: string): Result<never, Refusal> => err({ code: 'InvalidRequestException', message })
const largestPage = 100

/** Takes one request out of the portal's token bucket. */
export function takeTurn(world: SignInWorld, nowMs: number): Result<undefined, Refusal> {
  const { bucket, policy } = world
  const gained = (Math.max(0, nowMs - bucket.filledAtMs) / 1_000) * policy.portalRequestsPerSecond
  bucket.level = Math.min(policy.portalBurst, bucket.level + gained)
  bucket.filledAtMs = nowMs
  if (bucket.level < 1) return err(tooMany)
  bucket.level -= 1
  return ok(undefined)
}

export function listAccounts(world: SignInWorld, call: PortalCall): PortalReply {
  const session = signedIn(world, call)
  if (!session.ok) return session
  const accounts = world.accounts
    .filter(({ id }) => assignedRoles(world, session.value.userName, id) !== undefined)
    .map(({ id, name }) => ({ accountId: id, accountName: name, emailAddress: `aws+${id}@training.example` }))
  const page = pageOf(accounts, call.query)
  return page.ok ? ok({ accountList: page.value.items, ...page.value.next }) : page
}

export function listAccountRoles(world: SignInWorld, call: PortalCall): PortalReply {
  const session = signedIn(world, call)
  if (!session.ok) return session
  const accountId = call.query.get('account_id')
  if (accountId === null) return invalid('account_id is required')
  const roles = assignedRoles(world, session.value.userName, accountId)
  if (roles === undefined) return err(noAccess)
  const page = pageOf(roles.map((roleName) => ({ roleName, accountId })), call.query)
  return page.ok ? ok({ roleList: page.value.items, ...page.value.next }) : page
}

export function getRoleCredentials(world: SignInWorld, call: PortalCall): PortalReply {
  const session = signedIn(world, call)
  if (!session.ok) return session
  const [accountId, roleName] = [call.query.get('account_id'), call.query.get('role_name')]
  if (accountId === null || roleName === null) return invalid('account_id and role_name are required')
  const { userName } = session.value
  if (assignedRoles(world, userName, accountId)?.includes(roleName) !== true) return err(noAccess)
  // AWS gives whole seconds.
  const expiresAtMs = Math.floor(call.nowMs / 1_000) * 1_000 + world.policy.roleCredentialSeconds * 1_000
  return ok({ roleCredentials: { ...issueRoleCredentials({ accountId, roleName, userName, expiresAtMs }), expiration: expiresAtMs } })
}

/** Ends the sign-in with all its tokens. Role credentials that were handed out live on, as at AWS. */
export function logout(world: SignInWorld, call: PortalCall): PortalReply {
  const session = signedIn(world, call)
  if (!session.ok) return session
  session.value.ended = 'signed out'
  return ok(undefined)
}

function signedIn(world: SignInWorld, call: PortalCall): Result<Session, Refusal> {
  if (call.accessToken === undefined || call.accessToken === '') return invalid('x-amz-sso_bearer_token is required')
  const session = sessionOf(world, call.accessToken, call.nowMs)
  return session === undefined ? err(noSession) : ok(session)
}

interface Page<T> {
  readonly items: readonly T[]
  readonly next: { readonly nextToken?: string }
}

function pageOf<T>(items: readonly T[], query: URLSearchParams): Result<Page<T>, Refusal> {
  const size = Number(query.get('max_result') ?? largestPage)
  if (!Number.isInteger(size) || size < 1 || size > largestPage) return invalid(`max_result is a whole number from 1 to ${largestPage}`)
  const from = offsetOf(query.get('next_token'))
  if (from === undefined || from >= Math.max(1, items.length)) return invalid('next_token is not valid')
  const to = from + size
  return ok({ items: items.slice(from, to), next: to < items.length ? { nextToken: Buffer.from(`from:${to}`).toString('base64url') } : {} })
}

function offsetOf(token: string | null): number | undefined {
  if (token === null || token === '') return 0
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))
  return match === null ? undefined : Number(match[1])
}
