import type { AwsCredentials, CredentialSource } from '#electron/ports/credentials'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import type { AccountConfig } from '#shared/fleet/fleet-config'
import type { SsoSession } from '#shared/session/sso-session'
import type { SignIn } from './sign-in'

export interface SsoCredentialOptions {
  readonly signIn: Pick<SignIn, 'credentials' | 'dropCredentials' | 'roles'>
  readonly sessions: readonly SsoSession[]
  readonly accounts: readonly AccountConfig[]
  /** Assumes an account's role with other keys: for accounts that are reached `through` another. */
  readonly assume: AssumeRole
}

export interface AssumeRole {
  keys(account: AccountConfig, role: string, base: AwsCredentials): Promise<Result<AwsCredentials, AppError>>
  drop(accountId: string): void
}

/**
 * Keys for the fleet file's accounts from the signed-in sessions.
 *
 * An account's `role` is the name of a permission set that the operator is assigned there; left out, it is the only one there is. With
 * `through` it is a role to assume, with the keys of the permission set named there.
 * Its `session` may be left out when the desk has one.
 */
export function ssoCredentials({ signIn, sessions, accounts, assume }: SsoCredentialOptions): CredentialSource {
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const used = new Map<string, { readonly session: string; readonly account: string; readonly role: string }>()

  async function forAccount(accountId: string): Promise<Result<AwsCredentials, AppError>> {
    const account = byId.get(accountId)
    if (account === undefined) return err(appError('invalidInput', `Account ${accountId} is not in the fleet file.`))
    const session = sessionOf(account, sessions)
    if (!session.ok) return session
    if (account.through !== undefined && account.role !== undefined) return assumed(account, account.role, account.through, session.value)
    const role = account.role === undefined ? await onlyRole(account, session.value) : { ok: true as const, value: account.role }
    if (!role.ok) return role
    used.set(accountId, { session: session.value, account: accountId, role: role.value })
    const keys = await signIn.credentials(session.value, accountId, role.value)
    return keys.ok || keys.error.kind !== 'denied' ? keys : err(await withOtherRoles(keys.error, account, session.value))
  }

  /** Asked with every use: who signs out, or signs in as somebody else, takes what was assumed along. */
  async function assumed(account: AccountConfig, role: string, through: NonNullable<AccountConfig['through']>, session: string): Promise<Result<AwsCredentials, AppError>> {
    used.set(account.id, { session, ...through })
    const base = await signIn.credentials(session, through.account, through.role)
    return base.ok ? assume.keys(account, role, base.value) : base
  }

  async function onlyRole(account: AccountConfig, session: string): Promise<Result<string, AppError>> {
    const roles = await signIn.roles(session, account.id)
    if (!roles.ok) return roles
    const [first, ...others] = roles.value
    if (first === undefined) return err(appError('denied', `You are assigned no role in account ${account.id}. Ask for an assignment.`))
    if (others.length === 0) return { ok: true, value: first }
    return err(appError('invalidInput', `You have ${roles.value.length} roles in account ${account.id} (${roles.value.join(', ')}). Name one as its role in the fleet file.`))
  }

  /** What the operator could use instead is the most helpful thing to say; when it cannot be found out, the refusal stands alone. */
  async function withOtherRoles(error: AppError, account: AccountConfig, session: string): Promise<AppError> {
    const roles = await signIn.roles(session, account.id)
    return roles.ok && roles.value.length > 0 ? { ...error, message: `${error.message} There you have: ${roles.value.join(', ')}.` } : error
  }

  return {
    forAccount,
    drop: (accountId) => {
      const last = used.get(accountId)
      assume.drop(accountId)
      // The keys below may have died too: both are asked again, once.
      if (last !== undefined) signIn.dropCredentials(last.session, last.account, last.role)
    },
  }
}

function sessionOf(account: AccountConfig, sessions: readonly SsoSession[]): Result<string, AppError> {
  const name = account.session ?? (sessions.length === 1 ? sessions[0]?.name : undefined)
  if (name !== undefined && sessions.some((session) => session.name === name)) return { ok: true, value: name }
  const names = sessions.map((session) => session.name).join(', ')
  return err(appError('invalidInput', name === undefined ? `Account ${account.id} must say which sign-in session it belongs to (${names}).` : `Account ${account.id} names the session "${name}", which the fleet file does not have (${names}).`))
}
