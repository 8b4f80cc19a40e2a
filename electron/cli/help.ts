import type { Command } from './command'
import { nextWords } from './parse-command'

export const programName = 'watchfloor'

/** The words for `--help` at a level: a list of what may follow, or a command with its options. */
export function helpText(level: readonly string[], commands: readonly Command[], program = programName): string {
  const command = commands.find(({ path }) => path.join(' ') === level.join(' '))
  return command === undefined ? groupHelp(level, commands, program) : commandHelp(command, program)
}

/** One line: how a level is called. */
export function usageLine(level: readonly string[], commands: readonly Command[], program = programName): string {
  const command = commands.find(({ path }) => path.join(' ') === level.join(' '))
  if (command === undefined) return `Usage: ${[program, ...level].join(' ')} ${nextWords(level, commands).join(' | ')}`
  const options = command.options.map(({ name, value, required, isRepeatable }) => {
    const text = value === undefined ? `--${name}` : `--${name} ${value}`
    return required === true ? text : isRepeatable === true ? `[${text}]...` : `[${text}]`
  })
  return `Usage: ${[program, ...command.path, ...command.positionals.map(({ name }) => name), ...options].join(' ')}`
}

function groupHelp(level: readonly string[], commands: readonly Command[], program: string): string {
  const below = commands.filter(({ path }) => path.slice(0, level.length).join(' ') === level.join(' '))
  const rows = below.map(({ path, summary }) => [path.slice(level.length).join(' '), summary] as const)
  const title = level.length === 0 ? 'Watchfloor without a window: results on standard output, everything else on standard error.' : ''
  return paragraphs([
    title,
    usageLine(level, commands, program),
    `Commands:\n${columns(rows)}`,
    `Exit codes: 0 fine, 1 findings or misses, 2 wrong usage or unreadable file, 3 could not reach AWS.`,
    `'${[program, ...level].join(' ')} <command> --help' says more.`,
  ])
}

function commandHelp(command: Command, program: string): string {
  const words = command.positionals.map(({ name, summary }) => [name, summary] as const)
  const options = command.options.map(({ name, value, summary }) => [value === undefined ? `--${name}` : `--${name} ${value}`, summary] as const)
  return paragraphs([`${command.summary}.`, usageLine(command.path, [command], program), columns([...words, ...options, ['--help', 'Print this']]), ...command.details])
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

const paragraphs = (texts: readonly string[]): string => `${texts.filter((text) => text !== '').join('\n\n')}\n`
