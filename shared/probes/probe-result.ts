import { durationText, momentText } from '../health/wording'

/** Why a probe failed, from the name to the page. `reply`: what came was no HTTP answer. */
export const probeFailures = ['dns', 'refused', 'unreachable', 'reset', 'timeout', 'tls', 'reply', 'status', 'body'] as const
export type ProbeFailure = (typeof probeFailures)[number]

/** What a prober brings home. `detail` is for an operator: "HTTP 503 instead of 200". */
export interface ProbeAnswer {
  readonly outcome: { readonly kind: 'up' } | { readonly kind: 'failed'; readonly failure: ProbeFailure; readonly detail: string }
  readonly elapsedMs: number
  readonly status?: number
  /** Of the certificate that the host showed; absent: plain HTTP, or it came to no certificate. */
  readonly certificateExpiresAtMs?: number
}

/** An answer and when it was asked for, AWS time. */
export interface ProbeResult extends ProbeAnswer {
  readonly atMs: number
}

const words: Record<ProbeFailure, string> = {
  dns: 'its name cannot be resolved',
  refused: 'the connection is refused',
  unreachable: 'there is no way to its address',
  reset: 'the connection breaks off',
  timeout: 'it does not answer in time',
  tls: 'its certificate or TLS is not accepted',
  reply: 'what answers is no HTTP server',
  status: 'it answers with an error',
  body: 'its page does not say what it should',
}

/** Follows "does not work for its clients: ". */
export const failureText = (failure: ProbeFailure): string => words[failure]

/** `up, HTTP 200 in 84 ms`, `HTTP 503 instead of 200`. */
export function answerText({ outcome, status, elapsedMs }: ProbeAnswer): string {
  if (outcome.kind === 'failed') return outcome.detail
  const took = elapsedMs < 10_000 ? `${Math.round(elapsedMs)} ms` : durationText(elapsedMs)
  return `up${status === undefined ? '' : `, HTTP ${status}`} in ${took}`
}

/** `3 May 2026 02:14:05 UTC: HTTP 503 instead of 200` */
export const resultText = (result: ProbeResult): string => `${momentText(result.atMs)}: ${answerText(result)}`
