import type { AppError } from '../kernel/app-error'
import type { Result } from '../kernel/result'
import type { FleetPatch, FleetSnapshot } from '../fleet/table'
import type { TenantDetail } from '../fleet/tenant-view'
import type { WatchStatus } from '../fleet/watch-status'
import type { FleetFileReport } from './fleet-file-report'
import type { AlarmCommands } from './alarms-contract'
import type { AttentionCommands, AttentionEvents } from './attention-contract'
import type { AuditCommands, AuditEvents } from './audit-contract'
import type { MaintenanceCommands, MaintenanceEvents } from './maintenance-contract'
import type { MetricsCommands } from './metrics-contract'
import type { ServicesCommands } from './services-contract'
import type { RecoveryCommands } from './recovery-contract'
import type { HistoryCommands, HistoryEvents } from './history-contract'
import type { SessionCommands, SessionEvents } from './session-contract'
import type { Settings } from './settings'
import type { SetupCommands, SetupEvents } from './setup-contract'
import type { SupportCommands, SupportEvents } from './support-contract'

export type { FleetFileReport } from './fleet-file-report'

/**
 * What the renderer may ask and what it is told. Types only (the renderer carries no zod): main parses every input with the
 * schemas of commands.ts, which must match these types to compile. Nothing is thrown across IPC.
 */
export interface Commands extends SessionCommands, HistoryCommands, SetupCommands, RecoveryCommands, MetricsCommands, ServicesCommands, AlarmCommands, AttentionCommands, MaintenanceCommands, SupportCommands, AuditCommands {
  'fleet.load': { input: null; output: FleetSnapshot }
  'fleet.tenant': { input: { readonly id: string }; output: TenantDetail }
  'watch.status': { input: null; output: WatchStatus }
  /** Polls now, at T1 and T0 cadence: one tenant's places, one account, or everything (both absent). */
  'watch.refresh': { input: { readonly tenant?: string; readonly account?: string }; output: { readonly scopes: number } }
  'settings.load': { input: null; output: Settings }
  'settings.save': { input: Partial<Settings>; output: Settings }
  'source.use': { input: SourceChoice; output: WatchStatus }
  /** Opens the OS file dialog; null when the operator cancelled. */
  'fleetFile.choose': { input: null; output: FleetFileReport | null }
  'fleetFile.check': { input: { readonly path: string }; output: FleetFileReport }
  'clipboard.write': { input: { readonly text: string }; output: null }
  'app.info': { input: null; output: AppInfo }
  /** The page has drawn what it had: polling and its workers may have the processor. Asked once a start. */
  'app.drawn': { input: null; output: null }
}

/** `practiseSignIn`: the training fleet wants a sign-in with its own Identity Center, as a real one would. */
export type SourceChoice = { readonly kind: 'training'; readonly scenario: string; readonly practiseSignIn?: boolean } | { readonly kind: 'file'; readonly path: string }

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  readonly platform: string
  readonly scenarios: readonly { readonly name: string; readonly title: string }[]
  /** Non-fatal things the operator should know: sandbox off, no keychain, software rendering. */
  readonly remarks: readonly string[]
}

export interface Events extends SessionEvents, HistoryEvents, SetupEvents, AttentionEvents, MaintenanceEvents, SupportEvents, AuditEvents {
  'fleet.patch': FleetPatch
  /** The epoch ended (source switched, watch restarted): load again. */
  'fleet.reset': { readonly epoch: string }
  'watch.status': WatchStatus
}

export type CommandResult<N extends keyof Commands> = Result<Commands[N]['output'], AppError>

/** What the preload exposes as `window.watchfloor`. */
export interface PreloadApi {
  invoke<N extends keyof Commands>(name: N, input: Commands[N]['input']): Promise<CommandResult<N>>
  subscribe<N extends keyof Events>(name: N, listener: (event: Events[N]) => void): () => void
}
