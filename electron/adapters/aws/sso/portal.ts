import { GetRoleCredentialsCommand, ListAccountRolesCommand, ListAccountsCommand, LogoutCommand, SSOClient, type GetRoleCredentialsCommandOutput, type ListAccountRolesCommandOutput, type ListAccountsCommandOutput } from '@aws-sdk/client-sso'
import type { OpenPortal, Page, RoleKeys, SsoAccount, SsoRole } from '#electron/ports/sso'
import { Secret } from '#shared/session/secret'
import { dateMiddleware, dateMiddlewareOptions } from '../date'
import { ask, ssoClientConfig, type SsoClientOptions } from './sso-client'

const pageSize = 100

/** The SSO access portal over the AWS SDK, in the session's Region. */
export function openPortal(options: SsoClientOptions = {}): OpenPortal {
  return ({ region }) => {
    const { config, close } = ssoClientConfig(region, options)
    const client = new SSOClient(config)
    client.middlewareStack.add(dateMiddleware, dateMiddlewareOptions)
    return {
      listAccounts: (token, nextToken, abortSignal) =>
        ask('ListAccounts', () => client.send(new ListAccountsCommand({ accessToken: token.reveal(), nextToken, maxResults: pageSize }), { abortSignal }), readAccounts),
      listAccountRoles: (token, accountId, nextToken, abortSignal) =>
        ask('ListAccountRoles', () => client.send(new ListAccountRolesCommand({ accessToken: token.reveal(), accountId, nextToken, maxResults: pageSize }), { abortSignal }), readRoles),
      getRoleCredentials: (token, accountId, roleName, abortSignal) =>
        ask('GetRoleCredentials', () => client.send(new GetRoleCredentialsCommand({ accessToken: token.reveal(), accountId, roleName }), { abortSignal }), readKeys),
      logout: async (token, abortSignal) => {
        const reply = await ask('Logout', () => client.send(new LogoutCommand({ accessToken: token.reveal() }), { abortSignal }), () => true)
        return reply.ok ? { ok: true, value: { ...reply.value, value: undefined } } : reply
      },
      close: () => (client.destroy(), close()),
    }
  }
}

function readAccounts({ accountList, nextToken }: ListAccountsCommandOutput): Page<SsoAccount> | undefined {
  const items = accountList?.flatMap(({ accountId: id, accountName, emailAddress: email }) => (id ? [{ id, name: accountName ?? id, ...(email ? { email } : {}) }] : []))
  return items === undefined ? undefined : pageOf(items, nextToken)
}

function readRoles({ roleList, nextToken }: ListAccountRolesCommandOutput): Page<SsoRole> | undefined {
  const items = roleList?.flatMap(({ roleName: name, accountId }) => (name && accountId ? [{ name, accountId }] : []))
  return items === undefined ? undefined : pageOf(items, nextToken)
}

function readKeys({ roleCredentials }: GetRoleCredentialsCommandOutput): RoleKeys | undefined {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = roleCredentials ?? {}
  if (!accessKeyId || !secretAccessKey || !sessionToken || expiration === undefined) return undefined
  return { accessKeyId, secretAccessKey: new Secret(secretAccessKey), sessionToken: new Secret(sessionToken), expiresAtMs: expiration }
}

const pageOf = <T>(items: readonly T[], nextPage: string | undefined): Page<T> => ({ items, ...(nextPage ? { nextPage } : {}) })
