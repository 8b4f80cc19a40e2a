import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { OperatorIdentity } from '#shared/session/identity'

/** The person at this console, as AWS names them. Without a name nothing can be said in one. */
export function whoSitsHere(operators: readonly OperatorIdentity[]): Result<string, AppError> {
  const [first] = operators
  return first === undefined ? err(appError('expired', 'It is not known yet who sits here. Sign in; then what you write is kept in your name.')) : ok(first.operator)
}
