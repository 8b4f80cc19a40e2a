import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** A claim of a drill that turned out to be wrong. */
export class DrillFailure extends Error {}

export function expectThat(isSo: boolean, claim: string): asserts isSo {
  if (!isSo) throw new DrillFailure(`Not so: ${claim}`)
}

export function expectOk<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new DrillFailure(`Refused: ${result.error.message}`)
  return result.value
}
