import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { HostedWatch } from './hosted-watch'
import type { OpenSource } from './open-source'

/** AWS time against this computer's, of one source while it is watched. */
export interface SourceOffset {
  /** How far AWS time is ahead of the right one, asked now: by this computer's clock; of a simulated AWS by the time in its world. Undefined before AWS answered. */
  readonly awsOffsetMs: () => Promise<Result<number | undefined, AppError>>
  /** What makes AWS time of the source's clock, as of the last question. */
  readonly clockOffsetMs: () => number
}

export function createSourceOffset({ access, time }: Pick<OpenSource, 'access' | 'time'>, watch: Pick<HostedWatch, 'status'>): SourceOffset {
  let clockOffsetMs = 0
  return {
    awsOffsetMs: async () => {
      const status = await asked(() => watch.status())
      if (!status.ok) return status
      clockOffsetMs = time === undefined ? (status.value.awsOffsetMs ?? clockOffsetMs) : 0
      if (access.endpoint === undefined) return ok(status.value.awsOffsetMs)
      const { simulatedOffsetMs } = await import('#electron/desk/simulated-offset')
      return ok(await simulatedOffsetMs(access.endpoint))
    },
    clockOffsetMs: () => clockOffsetMs,
  }
}

/** A question to the watch of a source, which may be going down. */
export async function asked<T>(question: () => Promise<T>): Promise<Result<T, AppError>> {
  try {
    return ok(await question())
  } catch {
    return err(appError('internal', 'The watch does not answer; it is being started again.', { retry: 'later' }))
  }
}
