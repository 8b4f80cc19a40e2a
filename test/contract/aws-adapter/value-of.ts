import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

export function valueOf<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.message}`)
  return result.value
}
