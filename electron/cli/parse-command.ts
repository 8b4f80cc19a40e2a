import { parseArgs } from 'node:util'
import { err, ok, type Result } from '#shared/kernel/result'
import { nearestWord } from '#shared/kernel/nearest-word'
import type { Command, CommandInput, OptionSpec, Parsed, UsageError } from './command'

/**
 * Turns words into a request, strictly: an unknown word, a repeated option or a missing value is an error with the word that was
 * probably meant. `parseArgs` only splits; its own messages name flags of Node.
 */
export function parseCommand(words: readonly string[], commands: readonly Command[]): Parsed {
  let level: readonly string[] = []
  let rest = words
  for (;;) {
    const command = commands.find((candidate) => same(candidate.path, level))
    if (command !== undefined) return parseInput(rest, command)
    const [word, ...after] = rest
    if (word === undefined) return usage(level, level.length === 0 ? 'A command is missing.' : `'${level.join(' ')}' needs a command.`)
    if (isHelp(word)) return ok({ kind: 'help', level: helpLevel(level, after, commands) })
    const known = nextWords(level, commands)
    if (!known.includes(word)) return usage(level, unknown(word.startsWith('-') ? 'option' : 'command', word, known))
    level = [...level, word]
    rest = after
  }
}

/** The words that may follow `level`, in the order of the registry. */
export function nextWords(level: readonly string[], commands: readonly Command[]): readonly string[] {
  const below = commands.filter(({ path }) => path.length > level.length && same(path.slice(0, level.length), level))
  return [...new Set(below.map(({ path }) => path[level.length]).filter((word) => word !== undefined))]
}

function parseInput(words: readonly string[], command: Command): Parsed {
  if (words.some((word) => word === '--help' || word === '-h')) return ok({ kind: 'help', level: command.path })
  const read = readTokens(words, command)
  if (!read.ok) return read
  const missing = command.options.find(({ name, required }) => required === true && !read.value.options.has(name))
  if (missing !== undefined) return usage(command.path, `--${missing.name} ${missing.value ?? ''} is missing.`.replace('  ', ' '))
  const absent = command.positionals[read.value.positionals.length]
  if (absent !== undefined) return usage(command.path, `${absent.name} is missing.`)
  return ok({ kind: 'run', command, input: read.value })
}

function readTokens(words: readonly string[], command: Command): Result<CommandInput, UsageError> {
  const options = new Map<string, string | true>()
  const repeated = new Map<string, readonly string[]>()
  const positionals: string[] = []
  for (const token of split(words, command.options)) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      if (positionals.length === command.positionals.length) return usage(command.path, `'${token.value}' is one word too many.`)
      positionals.push(token.value)
      continue
    }
    const spec = command.options.find(({ name }) => name === token.name)
    const wrong = wrongOption(token, spec, options, command)
    if (wrong !== undefined) return usage(command.path, wrong)
    options.set(token.name, token.value ?? true)
    if (spec?.isRepeatable === true && token.value !== undefined) repeated.set(token.name, [...(repeated.get(token.name) ?? []), token.value])
  }
  return ok({ options, positionals, ...(repeated.size === 0 ? {} : { repeated }) })
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function wrongOption(token: OptionToken, spec: OptionSpec | undefined, seen: ReadonlyMap<string, unknown>, command: Command): string | undefined {
  if (spec === undefined) return unknown('option', token.rawName, [...command.options.map(({ name }) => `--${name}`), '--help'])
  if (seen.has(spec.name) && spec.isRepeatable !== true) return `--${spec.name} is given twice.`
  if (spec.value === undefined) return token.value === undefined ? undefined : `--${spec.name} takes no value.`
  const swallowed = token.inlineValue !== true && token.value?.startsWith('-') === true && token.value !== '-'
  return token.value === undefined || token.value === '' || swallowed ? `--${spec.name} needs a value: --${spec.name} ${spec.value}.` : undefined
}

function split(words: readonly string[], options: readonly OptionSpec[]) {
  const types = options.map(({ name, value }) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const) }] as const)
  return parseArgs({ args: [...words], options: Object.fromEntries(types), strict: false, allowPositionals: true, tokens: true }).tokens
}

function helpLevel(level: readonly string[], after: readonly string[], commands: readonly Command[]): readonly string[] {
  const [word, ...rest] = after
  return word !== undefined && nextWords(level, commands).includes(word) ? helpLevel([...level, word], rest, commands) : level
}

function unknown(what: 'option' | 'command', word: string, known: readonly string[]): string {
  const meant = nearestWord(word, known)
  return `There is no ${what} '${word}'.${meant === undefined ? '' : ` Did you mean '${meant}'?`}`
}

const isHelp = (word: string): boolean => word === '--help' || word === '-h' || word === 'help'
const same = (left: readonly string[], right: readonly string[]): boolean => left.length === right.length && left.every((word, at) => word === right[at])
const usage = (level: readonly string[], message: string) => err({ level, message })
