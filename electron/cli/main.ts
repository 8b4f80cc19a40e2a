import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomIds } from '#electron/adapters/system/ids'
import { silentLogger } from '#electron/adapters/system/logger'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { commands } from './commands'
import { consoleSink } from './console'
import { exitCodes } from './exit-code'
import { runCli } from './run-cli'
import { stopOnSignals } from './signals'

/** Entry of the headless commands: the process around `runCli`. Built to out/main/cli.cjs, beside the tree's resources. */
// The SDK wants newer Node than some desks have; whoever runs this command cannot act on that.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const colour = (stream: NodeJS.WriteStream): boolean => stream.isTTY && (process.env['NO_COLOR'] ?? '') === ''
const out = consoleSink(process.stdout, colour(process.stdout))
const err = consoleSink(process.stderr, colour(process.stderr))

/** Only a bug gets here; expected failures have been printed and have a code of their own. */
function failed(error: unknown): typeof exitCodes.internal {
  err.write(`Something in Watchfloor itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return exitCodes.internal
}
const leave = async (code: number): Promise<void> => {
  await Promise.all([out.flushed(), err.flushed()])
  process.exit(code)
}
process.on('uncaughtException', (error) => void leave(failed(error)))
process.on('unhandledRejection', (error) => void leave(failed(error)))

void runCli(process.argv.slice(2), commands, {
  out,
  err,
  clock: realClock,
  timers: realTimers,
  ids: randomIds,
  logger: silentLogger,
  stop: stopOnSignals(process, realClock),
  resourcesPath: join(__dirname, '../../resources'),
  tempPath: tmpdir(),
})
  .catch(failed)
  .then(leave)
