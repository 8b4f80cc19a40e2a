import { formatClock, formatOffset } from '../../format/time'

/** `14:30 +01:00`, with the day in front where it is another: for times that people write by the minute. */
export const momentWords = (atMs: number, nowMs: number): string => `${formatClock(atMs, nowMs)} ${formatOffset(atMs)}`
