import type { AppError, InputIssue } from '#shared/kernel/app-error'

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
