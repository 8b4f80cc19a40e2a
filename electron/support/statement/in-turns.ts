import type { Timers } from '#electron/ports/clock'

/** Work in steps, so that windows, watches and rounds go on between them. */
export async function inTurns<T>(steps: Generator<void, T>, timers: Pick<Timers, 'sleep'>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await timers.sleep(0, 'others have their turn while a statement is joined', signal)
  }
}
