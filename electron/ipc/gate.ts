import { commandNames, type CommandName } from '#shared/ipc/channels'
import { parseInput } from '#shared/ipc/commands'
import type { CommandResult, Commands } from '#shared/ipc/contract'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import type { Logger } from '#electron/ports/logger'
import type { Handlers } from '#electron/usecases/handler'
import type { CommandAudit } from '#electron/audit/audit-command'
import type { Admit } from './admission'

/**
 * The one way in from the window.
 *
 * 1. Only the main frame of our own window, on our own origin, is heard; anybody else gets `forbidden`.
 * 2. Input is parsed before anything looks at it: `invalidInput` with the path of what is wrong.
 * 3. A locked window, or a role that is not allowed to, gets `forbidden` before its input is looked at.
 * 4. What acts is written down before it does, and what is refused as well (`shared/ipc/audit-policy`).
 * 5. Nothing is thrown across: a bug in a use case answers `internal`, and is logged.
 */
export interface Call {
  /** Said by Chromium, not by the page. */
  readonly fromOurWindow: boolean
  readonly name: unknown
  readonly input: unknown
}

export type Gate = (call: Call) => Promise<Result<unknown, AppError>>

export function createGate(handlers: Handlers, logger: Logger, admit: Admit, audit: CommandAudit): Gate {
  return async ({ fromOurWindow, name, input }) => {
    if (!fromOurWindow) {
      logger.warn('ipc.refused', { reason: 'foreign sender' })
      audit.foreign(words(name))
      return err(appError('forbidden', 'Only Watchfloor’s own window may ask this.'))
    }
    if (!isCommandName(name)) {
      audit.unknown(words(name))
      return err(appError('unsupported', `There is no command called ${words(name)}.`))
    }
    const refusal = admit(name)
    if (refusal !== undefined) {
      logger.warn('ipc.refused', { reason: refusal.message, command: name })
      audit.refused(name, refusal)
      return err(refusal)
    }
    return dispatch(handlers, name, input, logger, audit)
  }
}

async function dispatch<N extends CommandName>(handlers: Handlers, name: N, input: unknown, logger: Logger, audit: CommandAudit): Promise<CommandResult<N>> {
  const parsed = parseInput(name, input)
  if (!parsed.ok) {
    audit.refused(name, parsed.error)
    return parsed
  }
  const { value } = parsed
  return audit.run(name, value, () => handled(handlers, name, value, logger))
}

async function handled<N extends CommandName>(handlers: Handlers, name: N, input: Commands[N]['input'], logger: Logger): Promise<CommandResult<N>> {
  try {
    return await handlers[name](input)
  } catch (cause) {
    logger.error('ipc.handlerFailed', { command: name, words: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) })
    return err(appError('internal', `${name} failed in a way that Watchfloor did not expect. The log in its data folder says more.`, { at: name }))
  }
}

const known = new Set<unknown>(commandNames)
const isCommandName = (name: unknown): name is CommandName => known.has(name)
const words = (name: unknown): string => (typeof name === 'string' ? `“${name.slice(0, 100)}”` : 'that')
