import type { Finding, Health, Severity } from './finding'

/** Health from findings: the worst severity in the order critical, degraded, unknown, watch; `info` alone is healthy. */
export function rollup(findings: readonly Pick<Finding, 'severity'>[]): Health {
  return findings.reduce<Health>((worst, finding) => worseHealth(worst, healthOf[finding.severity]), 'healthy')
}

const healthOf: Record<Severity, Health> = { critical: 'critical', degraded: 'degraded', unknown: 'unknown', watch: 'watch', info: 'healthy' }
const rank: Record<Health, number> = { critical: 0, degraded: 1, unknown: 2, watch: 3, healthy: 4 }

export const worseHealth = (a: Health, b: Health): Health => (rank[a] <= rank[b] ? a : b)

/** What the health was while the data was fresh. Undefined: nothing rests on old data, or some was never told. */
export function rollupLastKnown(findings: readonly Finding[]): Health | undefined {
  const stale = findings.filter(({ check, severity }) => check === 'stale-data' && severity === 'unknown')
  if (stale.length === 0 || stale.some(({ lastKnownSeverity }) => lastKnownSeverity === undefined)) return undefined
  return rollup(findings.map(({ severity, lastKnownSeverity }) => ({ severity: lastKnownSeverity ?? severity })))
}
