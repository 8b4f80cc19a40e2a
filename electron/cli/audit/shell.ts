import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Command, CommandContext, CommandInput, OptionSpec, PositionalSpec } from '../command'
import { exitCodes, type ExitCode } from '../exit-code'
import { plainJson, plainLine } from '../plain-text'

export interface AuditAnswer {
  readonly json: unknown
  readonly lines: readonly string[]
  /** Default: fine. */
  readonly code?: ExitCode
}

export interface AuditCommand {
  readonly verb: string
  readonly summary: string
  readonly positionals?: readonly PositionalSpec[]
  readonly options: readonly OptionSpec[]
  readonly details: readonly string[]
  readonly run: (input: CommandInput, context: CommandContext) => Promise<Result<AuditAnswer, AppError>>
}

export const trailOptions: readonly OptionSpec[] = [
  { name: 'fleet', value: 'FILE', required: true, summary: 'The fleet file whose trail is meant' },
  { name: 'desk-file', value: 'FILE', summary: 'The desk’s file, when commands were given one: the trail lies beside it' },
]

/** What the commands about the audit trail have in common: words or JSON, and exit codes. */
export const auditCommand = ({ verb, summary, positionals = [], options, details, run }: AuditCommand): Command => ({
  path: ['audit', verb],
  summary,
  positionals,
  options: [...options, { name: 'json', summary: 'Print JSON instead of words' }],
  details,
  run: async (input, context) => {
    const answer = await run(input, context)
    const isJson = input.options.has('json')
    if (!answer.ok) {
      if (isJson) context.out.write(`${plainJson({ error: answer.error })}\n`)
      context.err.write(`${plainLine(answer.error.message)}\n`)
      return exitCodes.usage
    }
    const { json, lines, code = exitCodes.fine } = answer.value
    context.out.write(isJson ? `${plainJson(json)}\n` : lines.map((line) => `${plainLine(line)}\n`).join(''))
    return code
  },
})

export const textOf = ({ options }: CommandInput, name: string): string | undefined => {
  const value = options.get(name)
  return typeof value === 'string' ? value : undefined
}
