import { tmpdir } from 'node:os'
import { randomIds } from '#electron/adapters/system/ids'
import { silentLogger } from '#electron/adapters/system/logger'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { Command } from './command'
import { consoleSink } from './console'
import { exitCodes } from './exit-code'
import { programName } from './help'
import { runCli } from './run-cli'
import { stopOnSignals } from './signals'

export interface CliProcess {
  readonly commands: readonly Command[]
  /** The folder with `training/*.json`. */
  readonly resourcesPath: string
  /** How it is called; default: Watchfloor. */
  readonly program?: string
}

const colour = (stream: NodeJS.WriteStream): boolean => stream.isTTY && (process.env['NO_COLOR'] ?? '') === ''

/** The process around `runCli`: its streams, its signals, and its end with the command's exit code. */
export function runAsProcess({ commands, resourcesPath, program = programName }: CliProcess): void {
  const out = consoleSink(process.stdout, colour(process.stdout))
  const err = consoleSink(process.stderr, colour(process.stderr))

  /** Only a bug gets here; expected failures have been printed and have a code of their own. */
  const failed = (error: unknown): typeof exitCodes.internal => {
    err.write(`Something in Watchfloor itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    return exitCodes.internal
  }
  const leave = async (code: number): Promise<void> => {
    await Promise.all([out.flushed(), err.flushed()])
    process.exit(code)
  }
  process.on('uncaughtException', (error) => void leave(failed(error)))
  process.on('unhandledRejection', (error) => void leave(failed(error)))

  const context = { out, err, clock: realClock, timers: realTimers, ids: randomIds, logger: silentLogger, stop: stopOnSignals(process, realClock), resourcesPath, tempPath: tmpdir() }
  void runCli(process.argv.slice(2), commands, context, program).catch(failed).then(leave)
}
