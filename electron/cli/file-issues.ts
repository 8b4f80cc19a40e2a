import type { AppError, InputIssue } from '#shared/kernel/app-error'
import type { CommandContext } from './command'
import { exitCodes, type ExitCode } from './exit-code'
import { plainLine } from './plain-text'

/** Ends a command that cannot begin: what is wrong with a file or an option, on standard error. */
export function refuse({ err }: Pick<CommandContext, 'err'>, problem: AppError | string): ExitCode {
  const lines = typeof problem === 'string' ? [problem] : issueLines(problem.at ?? '', problem)
  err.write(lines.map((line) => `${plainLine(line)}\n`).join(''))
  return exitCodes.usage
}

/** One line an issue, as compilers write them: `file:line:col path: message (did you mean ...)`. */
export function issueLines(file: string, error: AppError): readonly string[] {
  const issues = error.issues ?? []
  return issues.length === 0 ? [error.message] : issues.map((issue) => issueLine(file, issue))
}

function issueLine(file: string, { path, message, line, column, suggestion }: InputIssue): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  const meant = suggestion === undefined || message.includes(suggestion) ? '' : ` (did you mean ${suggestion})`
  return `${place} ${path === '' ? '' : `${path}: `}${message}${meant}`
}
