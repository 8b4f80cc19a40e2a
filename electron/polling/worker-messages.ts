import type { LogHits } from '#shared/services/log-hits'
import type { AlarmHistory } from '#shared/alarms/alarm-history'
import type { DeskAlarms } from '#shared/alarms/desk-alarm'
import type { Standing } from '#shared/alarms/matter'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { FleetPatch, FleetSnapshot, FleetTable } from '#shared/fleet/table'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { Source, WatchStatus } from '#shared/fleet/watch-status'
import type { HistoryItem } from '#shared/history/batch'
import type { DeskWord } from '#shared/maintenance/leftover'
import type { PlanScope, PlanSelection } from '#shared/maintenance/plan-scope'
import type { AwsMaintenance } from '#shared/maintenance/window-view'
import type { MetricsQuestion, TenantMetrics } from '#shared/metrics/tenant-metrics'
import type { TenantRecovery } from '#shared/recovery/recovery'
import type { RememberedProbe } from '#shared/probes/remembered'
import type { TimeScale } from '#electron/adapters/system/scaled-time'
import type { AwsCredentials } from '#electron/ports/credentials'
import type { LogFields } from '#electron/ports/logger'

/**
 * What main and the watch's worker say to each other. Plain data only; tables and patches travel as typed arrays that main hands on
 * unread. Credentials go one way, on request, and live in the worker's memory alone.
 */
export interface WatchWorkerData {
  readonly config: FleetConfig
  readonly source: Source
  readonly notYet: readonly string[]
  /** A checked loopback endpoint; absent: AWS. */
  readonly endpoint?: string
  /** Training: the time its fleet keeps; absent: wall time. */
  readonly timeScale?: TimeScale
  readonly cachedTable?: FleetTable
  /** What was kept of the probes' month. */
  readonly rememberedProbes?: readonly RememberedProbe[]
}

/** Questions with an answer: name -> input and output. */
export interface WatchQuestions {
  readonly snapshot: { readonly input: null; readonly output: FleetSnapshot }
  readonly tenant: { readonly input: string; readonly output: TenantDetail | undefined }
  readonly recovery: { readonly input: { readonly ids: readonly string[]; readonly timeZone: string }; readonly output: readonly TenantRecovery[] }
  readonly planScope: { readonly input: PlanSelection; readonly output: PlanScope }
  readonly awsMaintenance: { readonly input: null; readonly output: readonly AwsMaintenance[] }
  readonly alarms: { readonly input: null; readonly output: DeskAlarms }
  readonly alarmHistory: { readonly input: string; readonly output: Result<AlarmHistory, AppError> }
  readonly metrics: { readonly input: MetricsQuestion; readonly output: Result<TenantMetrics, AppError> }
  readonly logHits: { readonly input: string; readonly output: Result<LogHits, AppError> }
  readonly leaveMetrics: { readonly input: null; readonly output: null }
  readonly status: { readonly input: null; readonly output: WatchStatus }
  readonly refresh: { readonly input: { readonly tenant?: string | undefined; readonly account?: string | undefined }; readonly output: number }
}
export type QuestionName = keyof WatchQuestions

export type ToWatchWorker =
  | { readonly [N in QuestionName]: { readonly kind: 'question'; readonly id: number; readonly name: N; readonly input: WatchQuestions[N]['input'] } }[QuestionName]
  | { readonly kind: 'credentials'; readonly id: number; readonly result: Result<AwsCredentials, AppError> }
  | { readonly kind: 'rescale'; readonly timeScale: TimeScale }
  | { readonly kind: 'heed'; readonly word: DeskWord }
  | { readonly kind: 'resume' }
  | { readonly kind: 'accessChanged' }
  | { readonly kind: 'stop' }

export type FromWatchWorker =
  | { readonly kind: 'started'; readonly epoch: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: WatchQuestions[QuestionName]['output'] }
  | { readonly kind: 'patch'; readonly patch: FleetPatch }
  | { readonly kind: 'status'; readonly status: WatchStatus }
  | { readonly kind: 'history'; readonly items: readonly HistoryItem[] }
  | { readonly kind: 'standing'; readonly standing: Standing }
  | { readonly kind: 'askCredentials'; readonly id: number; readonly account: string }
  | { readonly kind: 'dropCredentials'; readonly account: string }
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly event: string; readonly fields?: LogFields }
  | { readonly kind: 'stopped' }
