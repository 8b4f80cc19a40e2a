import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { Clock } from '#electron/ports/clock'
import type { AwsCredentials, CredentialSource } from '#electron/ports/credentials'

/** The worker's side of the credential source: asks main, keeps the answer for minutes, asks once for many. */
export interface AskedCredentials extends CredentialSource {
  /** Nothing that was handed out is used again; answers under way still count for who waits for them, and for nobody else. */
  forget(): void
  /** When the keys of an account that were handed out last end, in AWS time; undefined: none are held, or they have no end. */
  endAtMs(account: string): number | undefined
  answered(id: number, result: Result<AwsCredentials, AppError>): void
}

interface Kept {
  readonly result: Promise<Result<AwsCredentials, AppError>>
  /** Main renews; asking it now and then is what makes renewal arrive here. */
  untilMs: number
  endAtMs?: number
}

const keptMs = minuteMs
/** A poll asks for its keys before it begins and again with its first request: both hear the same. */
const refusalKeptMs = secondMs

export function createAskedCredentials(wallClock: Clock, ask: (id: number, account: string) => void, tellDropped: (account: string) => void): AskedCredentials {
  const kept = new Map<string, Kept>()
  const open = new Map<number, (result: Result<AwsCredentials, AppError>) => void>()
  let lastId = 0

  const request = (account: string): Kept => {
    const id = ++lastId
    const entry: Kept = {
      untilMs: Number.POSITIVE_INFINITY,
      result: new Promise((resolve) => {
        open.set(id, (result) => {
          entry.untilMs = wallClock.nowMs() + (result.ok ? keptMs : refusalKeptMs)
          if (result.ok && result.value.expiresAtMs !== undefined) entry.endAtMs = result.value.expiresAtMs
          resolve(result)
        })
      }),
    }
    kept.set(account, entry)
    ask(id, account)
    return entry
  }
  return {
    forAccount: (account) => {
      const entry = kept.get(account)
      return (entry !== undefined && wallClock.nowMs() < entry.untilMs ? entry : request(account)).result
    },
    drop: (account) => {
      kept.delete(account)
      tellDropped(account)
    },
    forget: () => kept.clear(),
    endAtMs: (account) => kept.get(account)?.endAtMs,
    answered: (id, result) => {
      open.get(id)?.(result)
      open.delete(id)
    },
  }
}
