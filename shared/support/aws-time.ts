import { appError, type AppError } from '../kernel/app-error'
import { secondMs } from '../kernel/time'

/** A clock that is further off has been set wrong, and whoever reads "until 14:00" on it reads something else. */
export const mostSkewMs = 60 * secondMs

/** Why nothing is granted by this computer's clock. `offsetMs`: how far AWS time is ahead of it; undefined: AWS has not answered. */
export function refusalOfSkew(offsetMs: number | undefined): AppError | undefined {
  if (offsetMs === undefined) return appError('unreachable', 'AWS has not answered yet, so its time is not known, and access is given by AWS time. Try again when the fleet is being polled.')
  if (Math.abs(offsetMs) <= mostSkewMs) return undefined
  const seconds = Math.round(Math.abs(offsetMs) / secondMs)
  return appError('forbidden', `This computer’s clock is ${seconds} s ${offsetMs > 0 ? 'behind' : 'ahead of'} AWS time: more than a minute, so that what you read as its end would be another time. Set the clock, then ask again.`, { retry: 'later' })
}
