import type { WatchStatus } from '#shared/fleet/watch-status'
import type { TimeScale } from '#electron/adapters/system/scaled-time'

/**
 * A status as the window needs it: the offset of AWS time from this computer's clock. The watch of a training fleet keeps the
 * fleet's time and measures from that.
 */
export function onWallClock(status: WatchStatus, scale: TimeScale | undefined, wallNowMs: number): WatchStatus {
  if (scale === undefined || status.awsOffsetMs === undefined) return status
  const fleetNowMs = scale.originMs + (wallNowMs - scale.wallOriginMs) * scale.speed
  return { ...status, awsOffsetMs: status.awsOffsetMs + fleetNowMs - wallNowMs, speed: scale.speed }
}
