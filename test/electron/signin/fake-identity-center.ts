import { createHash } from 'node:crypto'
import type { VirtualTime } from '#electron/adapters/system/virtual-time'
import type { OpenOidc, OpenPortal, SsoFailure, SsoFailureKind, SsoReply } from '#electron/ports/sso'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { err, ok } from '#shared/kernel/result'
import { Secret } from '#shared/session/secret'

export type Operation = 'RegisterClient' | 'StartDeviceAuthorization' | 'CreateToken' | 'ListAccounts' | 'ListAccountRoles' | 'GetRoleCredentials' | 'Logout'

/** Identity Center in memory: what its rules are, how often it was asked, and how it fails when a test says so. */
export interface FakeIdentityCenter {
  readonly oidc: OpenOidc
  readonly portal: OpenPortal
  readonly calls: { readonly operation: Operation; readonly atMs: number; readonly account?: string; readonly grant?: string }[]
  count(operation: Operation, grant?: string): number
  /** The next `times` calls fail so. */
  fail(operation: Operation, kind: SsoFailureKind, times?: number): void
  /** Decides each call: undefined lets it through. */
  rule: (operation: Operation, account: string | undefined) => SsoFailureKind | undefined
  /** Answers (to this operation, or to all) wait until the returned function is called. */
  holdBack(operation?: Operation): () => void
  device: 'pending' | 'approved' | 'denied'
  accessMs: number
  refreshable: boolean
  /** AWS minus the computer's clock. */
  skewMs: number
  /** Access tokens stop working before their time; refresh tokens go on. */
  revokeAccess(): void
  /** The sign-in itself is ended. */
  revokeAll(): void
  /** Somebody else used the refresh token that was issued last. */
  useRefreshToken(): { readonly accessToken: string; readonly refreshToken: string }
  /** The code that the authorize page would give for this address. */
  authorize(page: string): string
  readonly unassigned: Set<string>
}

/** In every secret: what a leak is searched for. */
export const canary = 'canary'

export function fakeIdentityCenter(time: VirtualTime): FakeIdentityCenter {
  const failures = new Map<Operation, SsoFailureKind[]>()
  const access = new Map<string, number>()
  const refresh = new Map<string, 'good' | 'used'>()
  const clients = new Set<string>()
  const codes = new Map<string, { challenge: string; redirectUri: string }>()
  let serial = 0
  let lastRefresh = ''
  const gates = new Map<Operation | 'all', Promise<void>>()

  const awsNowMs = (): number => time.clock.nowMs() + center.skewMs
  const failure = (kind: SsoFailureKind): { ok: false; error: SsoFailure } => err({ kind, message: `fake ${kind}`, dateMs: awsNowMs() })
  const answer = <T>(value: T): SsoReply<T> => ok({ value, dateMs: awsNowMs() })

  async function begin(operation: Operation, more: { account?: string; grant?: string } = {}): Promise<SsoFailureKind | undefined> {
    center.calls.push({ operation, atMs: time.clock.nowMs(), ...more })
    const kind = failures.get(operation)?.shift() ?? center.rule(operation, more.account)
    await Promise.all([gates.get('all'), gates.get(operation)])
    return kind
  }
  const issue = (): { accessToken: Secret; refreshToken?: Secret; expiresInMs: number } => {
    const accessToken = `${canary}-access-${++serial}`
    access.set(accessToken, awsNowMs() + center.accessMs)
    if (!center.refreshable) return { accessToken: new Secret(accessToken), expiresInMs: center.accessMs }
    lastRefresh = `${canary}-refresh-${serial}`
    refresh.set(lastRefresh, 'good')
    return { accessToken: new Secret(accessToken), refreshToken: new Secret(lastRefresh), expiresInMs: center.accessMs }
  }
  const renew = (token: string): ReturnType<typeof issue> | undefined => {
    if (refresh.get(token) !== 'good') return undefined
    refresh.set(token, 'used')
    return issue()
  }
  const isGood = (token: Secret): boolean => awsNowMs() < (access.get(token.reveal()) ?? -Infinity)

  const center: FakeIdentityCenter = {
    calls: [],
    device: 'pending',
    accessMs: hourMs,
    refreshable: true,
    skewMs: 0,
    unassigned: new Set(),
    rule: () => undefined,
    count: (operation, grant) => center.calls.filter((call) => call.operation === operation && (grant === undefined || call.grant === grant)).length,
    fail: (operation, kind, times = 1) => failures.set(operation, [...(failures.get(operation) ?? []), ...Array<SsoFailureKind>(times).fill(kind)]),
    holdBack: (operation) => {
      let release = (): void => undefined
      gates.set(operation ?? 'all', new Promise((resolve) => (release = resolve)))
      return () => {
        gates.delete(operation ?? 'all')
        release()
      }
    },
    revokeAccess: () => access.clear(),
    revokeAll: () => {
      access.clear()
      refresh.clear()
    },
    useRefreshToken: () => {
      const tokens = renew(lastRefresh)
      return { accessToken: tokens?.accessToken.reveal() ?? '', refreshToken: tokens?.refreshToken?.reveal() ?? '' }
    },
    authorize: (page) => {
      const query = new URL(page).searchParams
      const code = `${canary}-code-${++serial}`
      codes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri: query.get('redirect_uri') ?? '' })
      return code
    },
    oidc: (session) => ({
      registerClient: async () => {
        const kind = await begin('RegisterClient')
        if (kind !== undefined) return failure(kind)
        const clientId = `client-${++serial}`
        clients.add(clientId)
        return answer({ clientId, clientSecret: new Secret(`${canary}-client-secret-${serial}`), expiresAtMs: awsNowMs() + 90 * 24 * hourMs })
      },
      startDeviceAuthorization: async () => {
        const kind = await begin('StartDeviceAuthorization')
        if (kind !== undefined) return failure(kind)
        return answer({ deviceCode: new Secret(`${canary}-device-code`), userCode: 'ABCD-EFGH', verificationUri: 'https://device.example/', verificationUriComplete: 'https://device.example/?user_code=ABCD-EFGH', expiresInMs: 10 * minuteMs, intervalMs: 5_000 })
      },
      createToken: async ({ clientId }, grant) => {
        const kind = await begin('CreateToken', { grant: grant.kind })
        if (kind !== undefined) return failure(kind)
        if (!clients.has(clientId)) return failure('clientRefused')
        if (grant.kind === 'deviceCode') return center.device === 'approved' ? answer(issue()) : failure(center.device === 'denied' ? 'accessDenied' : 'authorizationPending')
        if (grant.kind === 'refresh') {
          const tokens = renew(grant.refreshToken.reveal())
          return tokens === undefined ? failure('grantRefused') : answer(tokens)
        }
        const asked = codes.get(grant.code.reveal())
        const challenge = createHash('sha256').update(grant.verifier.reveal()).digest('base64url')
        return asked?.challenge === challenge && asked.redirectUri === grant.redirectUri ? answer(issue()) : failure('grantRefused')
      },
      authorizeUrl: ({ clientId, redirectUri, state, codeChallenge, scopes }) =>
        `https://oidc.${session.region}.example/authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, state, code_challenge: codeChallenge, scopes: scopes.join(' ') }).toString()}`,
      close: () => undefined,
    }),
    portal: () => ({
      listAccounts: async (token, page) => {
        const kind = (await begin('ListAccounts')) ?? (isGood(token) ? undefined : 'tokenRefused')
        if (kind !== undefined) return failure(kind)
        return answer(page === undefined ? { items: [{ id: '111122223333', name: 'one' }], nextPage: 'second' } : { items: [{ id: '444455556666', name: 'two' }] })
      },
      listAccountRoles: async (token, accountId) => {
        const kind = (await begin('ListAccountRoles', { account: accountId })) ?? (isGood(token) ? undefined : 'tokenRefused')
        if (kind !== undefined) return failure(kind)
        return answer({ items: ['Operator', ...(accountId.startsWith('4') ? ['Viewer'] : [])].map((name) => ({ accountId, name })) })
      },
      getRoleCredentials: async (token, accountId) => {
        const kind = (await begin('GetRoleCredentials', { account: accountId })) ?? (isGood(token) ? undefined : 'tokenRefused')
        if (kind !== undefined) return failure(kind)
        if (center.unassigned.has(accountId)) return failure('noAssignment')
        return answer({ accessKeyId: `ASIA${accountId}`, secretAccessKey: new Secret(`${canary}-key-${++serial}`), sessionToken: new Secret(`${canary}-session-${serial}`), expiresAtMs: awsNowMs() + hourMs })
      },
      logout: async (token) => {
        const kind = (await begin('Logout')) ?? (isGood(token) ? undefined : 'tokenRefused')
        if (kind !== undefined) return failure(kind)
        center.revokeAll()
        return answer(undefined)
      },
      close: () => undefined,
    }),
  }
  return center
}
