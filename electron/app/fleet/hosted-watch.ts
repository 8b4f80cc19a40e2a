import type { LogHits } from '#shared/services/log-hits'
import type { AlarmHistory } from '#shared/alarms/alarm-history'
import type { DeskAlarms } from '#shared/alarms/desk-alarm'
import type { Standing } from '#shared/alarms/matter'
import type { FleetPatch, FleetSnapshot, FleetTable } from '#shared/fleet/table'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { WatchStatus } from '#shared/fleet/watch-status'
import type { DeskWord } from '#shared/maintenance/leftover'
import type { PlanScope, PlanSelection } from '#shared/maintenance/plan-scope'
import type { AwsMaintenance } from '#shared/maintenance/window-view'
import type { HistoryItem } from '#shared/history/batch'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { MetricsQuestion, TenantMetrics } from '#shared/metrics/tenant-metrics'
import type { TenantRecovery } from '#shared/recovery/recovery'
import type { RecoveryQuestion } from '#electron/ports/fleet-session'
import type { RememberedProbe } from '#shared/probes/remembered'
import type { TimeScale } from '#electron/adapters/system/scaled-time'
import type { OpenSource } from './open-source'

/** A watch that runs somewhere else; every question is a message. A promise rejects when whoever runs it is gone. */
export interface HostedWatch {
  snapshot(): Promise<FleetSnapshot>
  tenant(id: string): Promise<TenantDetail | undefined>
  recovery(which: RecoveryQuestion): Promise<readonly TenantRecovery[]>
  planScope(selection: PlanSelection): Promise<PlanScope>
  awsMaintenance(): Promise<readonly AwsMaintenance[]>
  alarms(): Promise<DeskAlarms>
  alarmHistory(alarm: string): Promise<Result<AlarmHistory, AppError>>
  metrics(question: MetricsQuestion): Promise<Result<TenantMetrics, AppError>>
  leaveMetrics(): Promise<null>
  logHits(tenant: string): Promise<Result<LogHits, AppError>>
  status(): Promise<WatchStatus>
  refresh(which: { readonly tenant?: string; readonly account?: string }): Promise<number>
  /** What the desk knows of its maintenance windows. */
  heed(word: DeskWord): void
  rescale(scale: TimeScale): void
  /** The computer slept: nothing is believed until it was polled again. */
  resume(): void
  /** Somebody signed in or out: keys that were handed out are not to be used any more, and everything is asked again. */
  accessChanged(): void
  stop(): Promise<void>
}

export interface WatchListener {
  readonly patch: (patch: FleetPatch) => void
  readonly status: (status: WatchStatus) => void
  /** What changed, to be kept. */
  readonly history: (items: readonly HistoryItem[]) => void
  /** What is worth waking somebody for, whenever it differs. */
  readonly standing: (standing: Standing) => void
  /** It was restarted after a crash and counts from the start: a new epoch. */
  readonly restarted: (epoch: string) => void
}

/** `cached` is shown, marked as such, until the first poll; `remembered`: what was kept of the probes' month. */
export type StartWatch = (source: OpenSource, cached: FleetTable | undefined, listener: WatchListener, remembered?: readonly RememberedProbe[]) => Promise<HostedWatch>
