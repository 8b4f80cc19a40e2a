import type { Command, CommandContext } from './command'
import { exitCodes, type ExitCode } from './exit-code'
import { helpText, programName, usageLine } from './help'
import { parseCommand } from './parse-command'
import { plainLine } from './plain-text'

/** Runs one command line: parse, help or run. Never throws for what an operator can type. */
export async function runCli(words: readonly string[], commands: readonly Command[], context: CommandContext, program = programName): Promise<ExitCode> {
  const parsed = parseCommand(words, commands)
  if (!parsed.ok) {
    const { level, message } = parsed.error
    context.err.write(`${program}: ${plainLine(message)}\n${usageLine(level, commands, program)}\n'${[program, ...level].join(' ')} --help' says more.\n`)
    return exitCodes.usage
  }
  if (parsed.value.kind === 'help') {
    context.out.write(helpText(parsed.value.level, commands, program))
    return exitCodes.fine
  }
  return parsed.value.command.run(parsed.value.input, context)
}
