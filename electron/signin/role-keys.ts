import type { RoleKeys as IssuedKeys } from '#electron/ports/sso'
import type { AwsCredentials } from '#electron/ports/credentials'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { deniedForMs, roleKeysRenewAtMs } from '#shared/session/expiry'
import type { PortalCalls } from './portal-calls'
import type { SessionParts } from './session-parts'

/**
 * Role credentials by account and role, in memory only.
 *
 * 1. Single-flight for each; used to about 80 % of their life. When renewal fails for a passing reason they are used to their end.
 * 2. "No assignment" is remembered for a while: one account that is not assigned must not use up the portal's few turns.
 */
export interface RoleKeys {
  keys(accountId: string, role: string): Promise<Result<AwsCredentials, AppError>>
  /** The service refused these keys: get others. */
  drop(accountId: string, role: string): void
  /** Forgets all; how many sets there were, and until when AWS honours the last of them. */
  forget(): { readonly count: number; readonly lastExpiresAtMs?: number }
}

interface Kept {
  readonly result: Result<AwsCredentials, AppError>
  readonly renewAtMs: number
  readonly expiresAtMs: number
}

export function createRoleKeys(parts: SessionParts, calls: PortalCalls, isVisible: (accountId: string) => boolean): RoleKeys {
  const { session, portal, awsTime, ids } = parts
  const kept = new Map<string, Kept>()
  const inFlight = new Map<string, Promise<Result<AwsCredentials, AppError>>>()
  let generation = 0

  async function fetch(key: string, accountId: string, role: string): Promise<Result<AwsCredentials, AppError>> {
    const startedIn = generation
    const reply = await calls.ask({
      operation: 'GetRoleCredentials',
      urgency: () => (isVisible(accountId) ? 0 : 1),
      request: (token, signal) => portal.getRoleCredentials(token, accountId, role, signal),
      denied: `You are not assigned the role ${role} in account ${accountId}. Ask the administrator of Identity Center "${session.name}" for the assignment.`,
    })
    if (startedIn !== generation) return reply.ok ? err({ kind: 'cancelled', retry: 'never', message: 'Signed out in the meantime.' }) : reply
    const nowMs = awsTime.nowMs()
    if (reply.ok) {
      const result = ok(credentialsOf(reply.value))
      const { expiresAtMs } = reply.value
      kept.set(key, { result, renewAtMs: roleKeysRenewAtMs({ issuedAtMs: nowMs, expiresAtMs }, ids.random()), expiresAtMs })
      return result
    }
    if (reply.error.kind === 'denied') kept.set(key, { result: reply, renewAtMs: nowMs + deniedForMs, expiresAtMs: nowMs + deniedForMs })
    const older = kept.get(key)
    return reply.error.retry === 'later' && older?.result.ok === true && nowMs < older.expiresAtMs ? older.result : reply
  }

  return {
    keys: (accountId, role) => {
      const key = `${accountId}/${role}`
      const found = kept.get(key)
      if (found !== undefined && awsTime.nowMs() < found.renewAtMs) return Promise.resolve(found.result)
      const running = inFlight.get(key)
      if (running !== undefined) return running
      const started = fetch(key, accountId, role).finally(() => {
        if (inFlight.get(key) === started) inFlight.delete(key)
      })
      inFlight.set(key, started)
      return started
    },
    drop: (accountId, role) => {
      const key = `${accountId}/${role}`
      if (kept.get(key)?.result.ok === true) kept.delete(key)
    },
    forget: () => {
      generation++
      inFlight.clear()
      const good = [...kept.values()].filter(({ result }) => result.ok)
      kept.clear()
      return { count: good.length, ...(good.length === 0 ? {} : { lastExpiresAtMs: Math.max(...good.map(({ expiresAtMs }) => expiresAtMs)) }) }
    },
  }
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken, expiresAtMs }: IssuedKeys): AwsCredentials {
  return { accessKeyId, secretAccessKey: secretAccessKey.reveal(), sessionToken: sessionToken.reveal(), expiresAtMs }
}
