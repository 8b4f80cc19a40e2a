import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** The address under which AWS sees this computer: `198.51.100.7`, or of IPv6. Asked anew each time; it may change with the network. */
export type OwnAddress = (signal: AbortSignal) => Promise<Result<string, AppError>>
