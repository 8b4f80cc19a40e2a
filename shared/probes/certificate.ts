import { dayMs } from '../kernel/time'

/** How near the end of a certificate is: warned of at 30, 7 and 1 days, as with imported keys (semantics). */
export type CertificateLevel = 'fine' | 'watch' | 'degraded' | 'critical'

const limits: readonly (readonly [CertificateLevel, number])[] = [
  ['critical', dayMs],
  ['degraded', 7 * dayMs],
  ['watch', 30 * dayMs],
]

/** An expired one is `critical` too. */
export const certificateLevel = (expiresAtMs: number, nowMs: number): CertificateLevel => limits.find(([, leftMs]) => expiresAtMs - nowMs <= leftMs)?.[0] ?? 'fine'

/** The next moment at which the level changes; undefined: it has reached the last one. */
export const nextCertificateLevelAtMs = (expiresAtMs: number, nowMs: number): number | undefined => {
  const edges = limits.map(([, leftMs]) => expiresAtMs - leftMs).filter((atMs) => atMs > nowMs)
  return edges.length === 0 ? undefined : Math.min(...edges)
}
