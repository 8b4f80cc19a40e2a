import type { Page, SsoAccount, SsoReply, SsoRole } from '#electron/ports/sso'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { deniedForMs } from '#shared/session/expiry'
import type { Secret } from '#shared/session/secret'
import type { PortalCalls } from './portal-calls'
import type { SessionParts } from './session-parts'

/** What the signed-in operator is assigned: accounts, and roles in each. Kept in memory until the next sign-in. */
export interface Assignments {
  accounts(): Promise<Result<readonly SsoAccount[], AppError>>
  roles(accountId: string): Promise<Result<readonly string[], AppError>>
  forget(): void
}

/** Somebody waits for the list: before keys of accounts that nobody looks at. */
const urgency = (): number => 0

export function createAssignments(parts: SessionParts, calls: PortalCalls): Assignments {
  const { session, portal, awsTime } = parts
  const rolesOf = new Map<string, { readonly result: Result<readonly string[], AppError>; readonly untilMs: number }>()

  async function allPages<T>(operation: string, denied: string, request: (token: Secret, page: string | undefined, signal: AbortSignal) => Promise<SsoReply<Page<T>>>): Promise<Result<readonly T[], AppError>> {
    const items: T[] = []
    let page: string | undefined
    do {
      const from = page
      const reply = await calls.ask({ operation, urgency, denied, request: (token, signal) => request(token, from, signal) })
      if (!reply.ok) return reply
      items.push(...reply.value.items)
      page = reply.value.nextPage
    } while (page !== undefined)
    return ok(items)
  }

  return {
    accounts: () => allPages('ListAccounts', `You are assigned no account in Identity Center "${session.name}". Ask its administrator.`, (token, page, signal) => portal.listAccounts(token, page, signal)),
    roles: async (accountId) => {
      const known = rolesOf.get(accountId)
      if (known !== undefined && awsTime.nowMs() < known.untilMs) return known.result
      const denied = `You are assigned nothing in account ${accountId}. Ask the administrator of Identity Center "${session.name}" for the assignment.`
      const reply = await allPages<SsoRole>('ListAccountRoles', denied, (token, page, signal) => portal.listAccountRoles(token, accountId, page, signal))
      const result = reply.ok ? ok(reply.value.map(({ name }) => name)) : reply
      if (result.ok) rolesOf.set(accountId, { result, untilMs: Infinity })
      else if (result.error.kind === 'denied') rolesOf.set(accountId, { result, untilMs: awsTime.nowMs() + deniedForMs })
      return result
    },
    forget: () => rolesOf.clear(),
  }
}
