import type { Result } from '#shared/kernel/result'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import type { ExitCode } from './exit-code'

/** One thing the command line can do. Registered in commands.ts, described by help.ts, parsed by parse-command.ts. */
export interface Command {
  /** The words that name it, e.g. `['fleet', 'status']`. */
  readonly path: readonly string[]
  readonly summary: string
  readonly options: readonly OptionSpec[]
  readonly positionals: readonly PositionalSpec[]
  /** Paragraphs for `--help`: what it prints, what the exit codes mean here. */
  readonly details: readonly string[]
  readonly run: (input: CommandInput, context: CommandContext) => Promise<ExitCode>
}

export interface OptionSpec {
  /** Long name without dashes. */
  readonly name: string
  /** Name of its value in help; absent: a switch without a value. */
  readonly value?: string
  readonly required?: boolean
  /** It may be given several times. */
  readonly isRepeatable?: boolean
  readonly summary: string
}

export interface PositionalSpec {
  readonly name: string
  readonly summary: string
}

export interface CommandInput {
  readonly options: ReadonlyMap<string, string | true>
  /** Every value of options that may be given several times, in their order. */
  readonly repeated?: ReadonlyMap<string, readonly string[]>
  readonly positionals: readonly string[]
}

/** A wrong command line: printed with the usage of the level it happened at. */
export interface UsageError {
  readonly message: string
  readonly level: readonly string[]
}

export type Parsed = Result<CommandRequest, UsageError>

export type CommandRequest =
  | { readonly kind: 'help'; readonly level: readonly string[] }
  | { readonly kind: 'run'; readonly command: Command; readonly input: CommandInput }

/** What commands may touch of the process around them. */
export interface CommandContext {
  /** The result, and nothing else. */
  readonly out: TextSink
  /** Progress, remarks and errors. */
  readonly err: TextSink
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  readonly logger: Logger
  /** Aborts on SIGINT or SIGTERM: clean up and return. */
  readonly stop: AbortSignal
  /** The folder with `training/*.json`. */
  readonly resourcesPath: string
  /** Where new folders for generated files are made. */
  readonly tempPath: string
}

export interface TextSink {
  write(text: string): void
  /** An operator reads it: colour is welcome. */
  readonly colour: boolean
}
