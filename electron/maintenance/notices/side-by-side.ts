import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** Does the same with each, so many at once. What was begun is finished; after the first failure, which is returned, nothing more is begun. Each has a signal of its own: many on one are taken for a leak. */
export async function sideBySide<T>(items: readonly T[], atOnce: number, signal: AbortSignal, work: (item: T, signal: AbortSignal) => Promise<Result<unknown, AppError>>): Promise<AppError | undefined> {
  const left = [...items]
  let failure: AppError | undefined
  const worker = async (): Promise<void> => {
    while (left.length > 0 && failure === undefined && !signal.aborted) {
      const done = await work(left.shift()!, AbortSignal.any([signal]))
      if (!done.ok) failure ??= done.error
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return failure
}
