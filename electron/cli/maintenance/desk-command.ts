import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Capability } from '#shared/session/capabilities'
import type { AuditDeed } from '#electron/ports/audit-trail'
import { commandDeed, runWrittenDown } from '../audit/command-audit'
import type { Command, CommandContext, CommandInput, OptionSpec, PositionalSpec } from '../command'
import { exitCodes, type ExitCode } from '../exit-code'
import { issueLines } from '../file-issues'
import { plainJson, plainLine } from '../plain-text'
import { openDeskForCommand, type CommandDesk } from './open-desk-for-command'

/** What every command about a desk has in common: a fleet file, the desk, the audit entry, the words for failures, and JSON on request. */
export interface DeskCommand<Office> {
  readonly verb: string
  readonly summary: string
  readonly needs: Capability
  /** Begins a desk that is not there. Default: no, so that a mistyped name is no empty desk. */
  readonly mayBegin?: boolean
  readonly positionals?: readonly PositionalSpec[]
  readonly options?: readonly OptionSpec[]
  readonly details?: readonly string[]
  readonly run: (office: Office, input: CommandInput, context: CommandContext) => Promise<Result<Answer, AppError>>
  /** What it was about, where only its answer says so. */
  readonly aboutOf?: (answer: Answer) => AuditDeed['about']
  /** Whom it concerns, where its words say so. */
  readonly tenantsOf?: (input: CommandInput) => readonly string[]
}

export interface Answer {
  readonly json: unknown
  readonly lines: readonly string[]
  /** Default: fine. */
  readonly code?: ExitCode
  /** What was wanted has come about, whatever the code says of the rest. */
  readonly isDone?: boolean
}

export interface DeskCommandGroup<Office> {
  /** The first word. */
  readonly group: string
  readonly officeOf: (desk: CommandDesk) => Office
  /** What an `ID` is the id of. */
  readonly subject: NonNullable<AuditDeed['about']>['kind']
  /** What 1 means, beside refused. */
  readonly endsWithOne: string
}

const shared: readonly OptionSpec[] = [
  { name: 'fleet', value: 'FILE', required: true, summary: 'The fleet file' },
  { name: 'desk-file', value: 'FILE', summary: 'With `deskStore: sqlite`: the desk’s file; left out: the one that the window has for this fleet file' },
  { name: 'as', value: 'NAME', summary: 'Training alone: who you are; left out: trainee' },
  { name: 'json', summary: 'Print JSON instead of words' },
]

export const deskCommands =
  <Office>({ group, officeOf, subject, endsWithOne }: DeskCommandGroup<Office>) =>
  ({ verb, summary, needs, mayBegin = false, positionals = [], options = [], details = [], run, aboutOf, tenantsOf }: DeskCommand<Office>): Command => ({
    path: [group, verb],
    summary,
    positionals,
    options: [...shared, ...options],
    details: [...details, `Exit codes: 0 done, 1 refused, not there, or ${endsWithOne}, 2 the command line or a file cannot be used, 3 AWS or the desk’s store cannot be reached.`],
    run: async (input, context) => {
      const opened = await openDeskForCommand(input, context, { needs, what: `${group} ${verb}`, mayBegin })
      if (!opened.ok) return fail(opened.error, codeOf(opened.error), input, context)
      try {
        const deed = commandDeed([group, verb], summary, input, needs)
        const about = positionals[0]?.name === 'ID' ? { about: { kind: subject, id: input.positionals[0]! } } : {}
        const office = officeOf(opened.value)
        const answer = await runWrittenDown(opened.value.audit.trail, deed === undefined ? undefined : { ...deed, ...about, ...(tenantsOf === undefined ? {} : { tenants: tenantsOf(input) }) }, context.ids.next(), () => run(office, input, context), aboutOf)
        if (!answer.ok) return fail(answer.error, isRefused(answer.error) ? exitCodes.findings : codeOf(answer.error), input, context)
        const { json, lines, code = exitCodes.fine } = answer.value
        context.out.write(input.options.has('json') ? `${plainJson(json)}\n` : lines.map((line) => `${plainLine(line)}\n`).join(''))
        return code
      } finally {
        const held = opened.value.audit.trail.held()
        if (held !== undefined) context.err.write(`${plainLine(`What was done could not be written into the audit trail: ${held.why} It is lost when this command ends. Write down yourself what was done, when and why.`)}\n`)
        await opened.value.close()
      }
    },
  })

/** The command line was fine, and the desk does not take it: what a rule refuses, and ids that it does not have. */
const isRefused = ({ kind, issues }: AppError): boolean => kind === 'notFound' || (kind === 'invalidInput' && issues !== undefined)

function fail(error: AppError, code: ExitCode, { options }: CommandInput, { out, err }: CommandContext): ExitCode {
  if (options.has('json')) out.write(`${plainJson({ error })}\n`)
  err.write(`${plainLine(error.message)}\n`)
  for (const line of error.issues === undefined || error.issues.length < 2 ? [] : issueLines('', error)) err.write(`  ${plainLine(line.trim())}\n`)
  return code
}

function codeOf(error: AppError): ExitCode {
  if (error.kind === 'invalidFile' || error.kind === 'invalidInput' || error.kind === 'notFound') return exitCodes.usage
  return ['expired', 'offline', 'unreachable', 'timeout', 'throttled'].includes(error.kind) ? exitCodes.unreachable : exitCodes.findings
}
