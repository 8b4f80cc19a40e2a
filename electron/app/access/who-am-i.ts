import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { identityOfArn, type OperatorIdentity } from '#shared/session/identity'
import type { Identity } from '#electron/ports/aws-reader'
import type { Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'

export interface WhoAmIDeps {
  readonly identify: (account: string) => Promise<Result<Identity, AppError>>
  readonly timers: Timers
  readonly logger: Logger
  /** An answer came, or was forgotten. */
  readonly changed: () => void
}

/** Who AWS says we are, by session. Asked once; a passing failure is asked again, later and later. */
export interface WhoAmI {
  operators(): readonly OperatorIdentity[]
  /** Asks with the keys of an account, unless it is known or being asked. */
  ask(session: string, account: string): void
  forget(session: string): void
  stop(): void
}

const firstRetryMs = 10 * secondMs
const longestRetryMs = 5 * minuteMs

export function createWhoAmI({ identify, timers, logger, changed }: WhoAmIDeps): WhoAmI {
  const known = new Map<string, OperatorIdentity>()
  const asking = new Map<string, AbortController>()

  const askUntilKnown = async (session: string, account: string, { signal }: AbortController): Promise<void> => {
    for (let delayMs = firstRetryMs; !signal.aborted; delayMs = Math.min(longestRetryMs, 2 * delayMs)) {
      const answer = await identify(account)
      if (signal.aborted) return
      if (answer.ok) {
        const identity = identityOfArn(answer.value.arn)
        if (identity !== undefined) known.set(session, identity)
        logger.info('operator.known', { session, role: identity?.role, account })
        return changed()
      }
      logger.warn('operator.unknown', { session, account, kind: answer.error.kind })
      // A refusal stays one until somebody signs in anew.
      if (answer.error.retry === 'never') return
      await timers.sleep(delayMs, 'ask AWS again who we are', signal)
    }
  }

  return {
    operators: () => [...known.values()],
    ask: (session, account) => {
      if (known.has(session) || asking.has(session)) return
      const abort = new AbortController()
      asking.set(session, abort)
      void askUntilKnown(session, account, abort).finally(() => {
        if (asking.get(session) === abort) asking.delete(session)
      })
    },
    forget: (session) => {
      asking.get(session)?.abort()
      asking.delete(session)
      if (known.delete(session)) changed()
    },
    stop: () => {
      for (const abort of asking.values()) abort.abort()
      asking.clear()
    },
  }
}
