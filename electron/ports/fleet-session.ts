import type { LogHits } from '#shared/services/log-hits'
import type { AlarmHistory } from '#shared/alarms/alarm-history'
import type { DeskAlarms } from '#shared/alarms/desk-alarm'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { RecoveryCommands } from '#shared/ipc/recovery-contract'
import type { MetricsQuestion, TenantMetrics } from '#shared/metrics/tenant-metrics'
import type { TenantRecovery } from '#shared/recovery/recovery'
import type { SourceChoice } from '#shared/ipc/contract'
import type { FleetSnapshot } from '#shared/fleet/table'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { WatchStatus } from '#shared/fleet/watch-status'

export type RecoveryQuestion = RecoveryCommands['recovery.load']['input']

/** The fleet being watched, whatever it comes from. Switching the source begins a new epoch. */
export interface FleetSession {
  /** The table now; the last session's, marked `cached`, while nothing was polled yet. */
  snapshot(): Promise<Result<FleetSnapshot, AppError>>
  /** Undefined: no such tenant in this fleet. */
  tenant(id: string): Promise<Result<TenantDetail | undefined, AppError>>
  /** What the recovery board shows of these tenants; who is gone is left out. */
  recovery(which: RecoveryQuestion): Promise<Result<readonly TenantRecovery[], AppError>>
  /** Every alarm of the fleet that somebody should know of. */
  alarms(): Promise<Result<DeskAlarms, AppError>>
  /** The charts of a tenant. The next question, or `leaveMetrics`, ends the one before: `cancelled`. */
  alarmHistory(alarm: string): Promise<Result<AlarmHistory, AppError>>
  metrics(question: MetricsQuestion): Promise<Result<TenantMetrics, AppError>>
  leaveMetrics(): Promise<Result<null, AppError>>
  /** When the metric filters of a tenant last counted a line. */
  logHits(tenant: string): Promise<Result<LogHits, AppError>>
  status(): Promise<Result<WatchStatus, AppError>>
  /** Polls now; the number of scopes that will be. */
  refresh(which: { readonly tenant?: string; readonly account?: string }): Promise<Result<number, AppError>>
  /** Watches another source. When that one cannot be opened, the current one goes on. */
  use(choice: SourceChoice): Promise<Result<WatchStatus, AppError>>
}
