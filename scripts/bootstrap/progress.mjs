import { endWithShell } from './processes.mjs'

/** One line of progress on stderr: stdout belongs to whatever the script runs. */
export const say = (text) => process.stderr.write(`watchfloor: ${text}\n`)

/** A failure that a person can act on: printed as words, without a stack. */
export class Refusal extends Error {}

/** Runs a script's main function; a Refusal ends it with its words, anything else with its stack. */
export async function runScript(main) {
  endWithShell()
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    process.stderr.write(error instanceof Refusal ? `\nwatchfloor: ${error.message}\n` : `${error?.stack ?? error}\n`)
    process.exitCode = error?.exitCode ?? 1
  }
}
