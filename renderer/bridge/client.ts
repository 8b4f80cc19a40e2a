import { appError, type AppError } from '#shared/kernel/app-error'
import { err } from '#shared/kernel/result'
import type { CommandResult, Commands, PreloadApi } from '#shared/ipc/contract'

declare global {
  interface Window {
    /** Set by the preload; absent when the page was opened outside Watchfloor. */
    readonly watchfloor?: PreloadApi
  }
}

/** The product's commands, typed. A bridge that breaks answers with an `internal` error: a promise here never rejects. */
export interface Client {
  invoke<N extends keyof Commands>(name: N, input: Commands[N]['input']): Promise<CommandResult<N>>
  readonly subscribe: PreloadApi['subscribe']
}

export function createClient(api: PreloadApi): Client {
  return {
    invoke: (name, input) => api.invoke(name, input).catch((cause: unknown) => err(brokenBridge(name, cause))),
    subscribe: (name, listener) => api.subscribe(name, listener),
  }
}

function brokenBridge(command: string, cause: unknown): AppError {
  const words = cause instanceof Error ? cause.message : String(cause)
  return appError('internal', `The window could not reach Watchfloor's core: ${words}. Close Watchfloor and start it again.`, { at: command, retry: 'later' })
}
