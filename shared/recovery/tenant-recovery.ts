import type { TenantDetail, TenantView } from '../fleet/tenant-view'
import type { CheckId, Finding, Health } from '../health/finding'
import { rollup, worseHealth } from '../health/rollup'
import { databaseRecovery } from './database-recovery'
import type { ReadinessItem, TenantRecovery } from './recovery'

/** The checks that say whether, how far and how recently a tenant's data could be brought back. */
export const recoveryChecks: readonly CheckId[] = ['db-encryption', 'recovery-point', 'backup-retention', 'pitr-window', 'daily-snapshots', 'offsite-copies']

/** Feeds without which these cannot be judged: their being too old speaks here too. */
const recoveryFeeds: ReadonlySet<string> = new Set(['rds.instances', 'rds.snapshots', 'rds.automated-backups', 'kms.keys', 'offsite.copies'])

/** Findings about the way back, worst first as they come. */
export const recoveryFindings = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ check, basis }) => recoveryChecks.includes(check) || (check === 'stale-data' && recoveryFeeds.has(basis.feed)))

/** The worst verdict on the way back; undefined: the tenant has no database. */
export function recoveryHealth(view: TenantView, findings: readonly Finding[]): Health | undefined {
  return view.databases.length === 0 ? undefined : rollup(recoveryFindings(findings))
}

/** `zone`: an IANA zone, in whose days gaps and ends are named. */
export function tenantRecovery({ row, view, findings }: Pick<TenantDetail, 'row' | 'view' | 'findings'>, zone: string): TenantRecovery {
  const concerned = recoveryFindings(findings)
  const databases = view.databases.map((database) => {
    const { account, region } = database.place
    const own = concerned.filter(({ check, subject }) => (check === 'stale-data' || subject.id === database.record.id) && subject.account === account && subject.region === region)
    return databaseRecovery(database, view.contract, rollup(own), zone)
  })
  return {
    id: view.id,
    name: row.name,
    model: view.model,
    readiness: concerned.reduce<Health>((worst, finding) => worseHealth(worst, rollup([finding])), 'healthy'),
    failing: concerned.map(toItem),
    databases: [...databases].sort((a, b) => rank(a.readiness) - rank(b.readiness)),
  }
}

const order: readonly Health[] = ['critical', 'degraded', 'unknown', 'watch', 'healthy']
const rank = (health: Health): number => order.indexOf(health)

function toItem({ check, clause, severity, subject, summary, sinceAtMs }: Finding): ReadinessItem {
  return { check, clause, severity, subject: subject.id, words: summary, sinceAtMs, ...(subject.environment === undefined ? {} : { environment: subject.environment }) }
}
