import type { Finding, Health, Severity } from './finding'

/** Health from findings: the worst severity in the order critical, degraded, unknown, watch; `info` alone is healthy. */
export function rollup(findings: readonly Pick<Finding, 'severity'>[]): Health {
  return findings.reduce<Health>((worst, finding) => worseHealth(worst, healthOf[finding.severity]), 'healthy')
}

const healthOf: Record<Severity, Health> = { critical: 'critical', degraded: 'degraded', unknown: 'unknown', watch: 'watch', info: 'healthy' }
const rank: Record<Health, number> = { critical: 0, degraded: 1, unknown: 2, watch: 3, healthy: 4 }

export const worseHealth = (a: Health, b: Health): Health => (rank[a] <= rank[b] ? a : b)

/** What the health would be had no poll failed: undefined when nothing rests on old data. */
export function rollupLastKnown(findings: readonly Finding[]): Health | undefined {
  if (!findings.some((finding) => finding.check === 'stale-data' || finding.lastKnownSeverity !== undefined)) return undefined
  const known = findings.filter((finding) => finding.check !== 'stale-data')
  return rollup(known.map((finding) => ({ severity: finding.lastKnownSeverity ?? finding.severity })))
}
