import { dayMs, minuteMs, secondMs } from '../kernel/time'

/** How long one attempt in the browser may take. A device code brings its own end. */
export const browserAttemptMs = 5 * minuteMs

const longestMarginMs = 15 * minuteMs
const marginRatio = 0.2
const jitterRatio = 0.5
/** Shorter tokens come when the sign-in behind them ends: renewing them early would only bring shorter and shorter ones. */
const shortestRenewedEarlyMs = 2 * minuteMs

/** What was issued for a limited time; both in AWS time. */
export interface Validity {
  readonly issuedAtMs: number
  readonly expiresAtMs: number
}

/**
 * When a token is renewed: 15 minutes before its end (a fifth of its life if that is shorter), and up to half as much again earlier by chance
 * (`jitter` in [0, 1)), so that several sessions and desks do not ask in the same second.
 */
export function refreshAtMs(validity: Validity, jitter: number): number {
  if (lifeMs(validity) <= shortestRenewedEarlyMs) return validity.expiresAtMs
  const marginMs = Math.min(longestMarginMs, marginRatio * lifeMs(validity))
  return Math.max(validity.issuedAtMs, validity.expiresAtMs - marginMs * (1 + jitterRatio * jitter))
}

/** Role credentials are used to 80 % of their life, less up to a tenth of it by chance: hundreds issued together are not renewed together. */
export function roleKeysRenewAtMs(validity: Validity, jitter: number): number {
  return validity.issuedAtMs + lifeMs(validity) * (0.8 - 0.1 * jitter)
}

/**
 * Whether a client registration may serve another sign-in. It must outlive a long shift, because without it the tokens made with it cannot
 * be renewed: a day, or a fifth of its life if that is shorter.
 */
export function isRegistrationUsable(validity: Validity, awsNowMs: number): boolean {
  return awsNowMs < validity.expiresAtMs - Math.min(dayMs, marginRatio * lifeMs(validity))
}

const lifeMs = ({ issuedAtMs, expiresAtMs }: Validity): number => Math.max(0, expiresAtMs - issuedAtMs)

const firstRetryMs = 5 * secondMs
const longestRetryMs = 5 * minuteMs

/** How long to wait before the refresh is tried again, after `failures` in a row (from 1): 5 s doubling to 5 min, halved at most by chance. */
export function retryRefreshAfterMs(failures: number, jitter: number): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1)) * (1 - 0.5 * jitter)
}

/** How long "no assignment" is believed before it is asked again. */
export const deniedForMs = 5 * minuteMs

/** From here on a wrong clock is shown. */
export const shownSkewMs = minuteMs

/** What to say of a computer clock that differs from AWS's (`offsetMs` = AWS minus computer); undefined when it is near enough. */
export function clockRemark(offsetMs: number | undefined): string | undefined {
  if (offsetMs === undefined || Math.abs(offsetMs) <= shownSkewMs) return undefined
  const minutes = Math.round(Math.abs(offsetMs) / minuteMs)
  return `This computer's clock is ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${offsetMs > 0 ? 'behind' : 'ahead of'} AWS. Correct it; until then AWS time is used.`
}
