import type { AppLoadRecord, AppMinute } from '../fleet/records'
import { minuteMs } from '../kernel/time'

/** The last minutes of a target group, as its checks and the screen read them. The limits are our choice (decision 0025). */
export const slowSeconds = 2
export const failingRatio = 0.05
export const failingBadlyRatio = 0.5
/** So many of the last five minutes must agree: one slow minute is no news. */
export const agreeingMinutes = 3
const recentMs = 6 * minuteMs
/** A handful of errors among a handful of requests at night is no rate. */
const fewErrors = 5

const recent = ({ minutes, readAtMs }: AppLoadRecord): readonly AppMinute[] => minutes.filter(({ atMs }) => readAtMs - atMs <= recentMs).slice(-5)

export interface LoadFigures {
  /** The slowest of the recent minutes' 99th percentiles. */
  readonly latencySeconds?: number
  readonly requestsPerMinute: number
  readonly errorsPerMinute: number
  /** Errors of all requests, 0 to 1; absent: no requests. */
  readonly errorRatio?: number
}

/** Undefined: nothing was sent in the last minutes. */
export function loadFigures(load: AppLoadRecord): LoadFigures | undefined {
  const minutes = recent(load)
  if (minutes.length === 0) return undefined
  const sum = (of: (minute: AppMinute) => number | undefined): number => minutes.reduce((total, minute) => total + (of(minute) ?? 0), 0)
  const [requests, errors] = [sum((minute) => minute.requests), sum((minute) => minute.errors)]
  const latencies = minutes.flatMap(({ latencySeconds }) => latencySeconds ?? [])
  return {
    requestsPerMinute: requests / minutes.length,
    errorsPerMinute: errors / minutes.length,
    ...(latencies.length === 0 ? {} : { latencySeconds: Math.max(...latencies) }),
    ...(requests === 0 ? {} : { errorRatio: Math.min(1, errors / requests) }),
  }
}

export const isSlow = (load: AppLoadRecord): boolean => recent(load).filter(({ latencySeconds = 0 }) => latencySeconds > slowSeconds).length >= agreeingMinutes

/** Of how many requests, when they fail often enough to be a matter; undefined: they do not. */
export function failing(load: AppLoadRecord): number | undefined {
  const bad = recent(load).filter(({ errors = 0, requests = 0 }) => errors >= fewErrors && errors >= failingRatio * requests)
  const ratio = loadFigures(load)?.errorRatio
  return bad.length >= agreeingMinutes && ratio !== undefined && ratio >= failingRatio ? ratio : undefined
}
