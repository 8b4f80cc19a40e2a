import type { AuditWriting } from '#shared/ipc/audit-contract'
import type { AppInfo, SourceChoice } from '#shared/ipc/contract'
import type { Attention } from '#electron/ports/attention'
import type { FleetAudit } from '#electron/ports/audit-office'
import type { Clock, Ids } from '#electron/ports/clock'
import type { Clipboard } from '#electron/ports/clipboard'
import type { DeskSetup, ReadAwsProfiles } from '#electron/ports/desk-setup'
import type { FleetDesk } from '#electron/ports/fleet-desk'
import type { FleetFiles } from '#electron/ports/fleet-files'
import type { FleetHistory } from '#electron/ports/fleet-history'
import type { FleetMaintenance } from '#electron/ports/fleet-maintenance'
import type { FleetSupport } from '#electron/ports/fleet-support'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { Sessions } from '#electron/ports/sessions'
import type { SettingsKeeper } from '#electron/ports/settings-keeper'
import type { TextFiles } from '#electron/ports/text-files'
import type { WindowLock } from '#electron/ports/window-lock'
import { alarmHandlers } from './alarms'
import { appDrawn } from './app-drawn'
import { appInfo } from './app-info'
import { attentionHandlers } from './attention'
import { auditHandlers, type AuditDeps } from './audit'
import { clipboardWrite } from './clipboard-write'
import { fleetFileCheck } from './fleet-file-check'
import { fleetFileChoose } from './fleet-file-choose'
import { fleetLoad } from './fleet-load'
import { fleetTenant } from './fleet-tenant'
import type { Handlers } from './handler'
import { historyHandlers } from './history'
import { lockNow, lockUnlock } from './lock'
import { maintenanceHandlers } from './maintenance'
import { metricsHandlers } from './metrics'
import { servicesHandlers } from './services'
import { recoveryLoad } from './recovery-load'
import { profilesList } from './profiles-list'
import { sessionHandlers } from './session'
import { settingsLoad } from './settings-load'
import { settingsSave } from './settings-save'
import { setupHandlers } from './setup'
import { supportHandlers } from './support'
import { sourceUse } from './source-use'
import { watchRefresh } from './watch-refresh'
import { watchStatus } from './watch-status'

export interface UseCaseDeps {
  readonly session: FleetSession
  readonly history: FleetHistory
  readonly maintenance: FleetMaintenance
  readonly support: FleetSupport
  readonly audit: FleetAudit
  readonly desk: FleetDesk
  readonly textFiles: TextFiles
  /** A file of the audit trail grows, or is over. */
  readonly auditWriting: (state: AuditWriting | null) => void
  readonly verifier: AuditDeps['verifier']
  /** Wall time, for the date of a file. */
  readonly clock: Clock
  readonly settings: SettingsKeeper
  readonly files: FleetFiles
  readonly clipboard: Clipboard
  readonly rememberSource: (choice: SourceChoice) => Promise<void>
  /** The page has drawn for the first time. */
  readonly drawn: () => void
  readonly describeApp: () => Promise<AppInfo>
  readonly sessions: Sessions
  readonly lock: WindowLock
  readonly setup: DeskSetup
  readonly awsProfiles: ReadAwsProfiles
  readonly ids: Ids
  readonly attention: Attention
}

/** The registry: every command of shared/ipc with the use case behind it. */
export const createHandlers = ({ session, history, maintenance, support, audit, desk, textFiles, auditWriting, verifier, clock, settings, files, clipboard, rememberSource, drawn, describeApp, sessions, lock, setup, awsProfiles, ids, attention }: UseCaseDeps): Handlers => ({
  'fleet.load': fleetLoad(session),
  'fleet.tenant': fleetTenant(session),
  'recovery.load': recoveryLoad(session),
  ...metricsHandlers(session),
  ...servicesHandlers(session),
  'watch.status': watchStatus(session),
  'watch.refresh': watchRefresh(session),
  'settings.load': settingsLoad(settings),
  'settings.save': settingsSave(settings),
  'source.use': sourceUse(session, files, rememberSource),
  'fleetFile.choose': fleetFileChoose(files),
  'fleetFile.check': fleetFileCheck(files),
  'clipboard.write': clipboardWrite(clipboard),
  'app.info': appInfo(describeApp),
  'app.drawn': appDrawn(drawn),
  ...sessionHandlers(sessions),
  'profiles.list': profilesList(awsProfiles),
  'lock.now': lockNow(lock),
  'lock.unlock': lockUnlock(lock),
  ...setupHandlers(setup),
  ...historyHandlers(history, session),
  ...alarmHandlers({ session, history, sessions, ids, marked: () => attention.marked() }),
  ...attentionHandlers(attention),
  ...maintenanceHandlers({ maintenance, session, textFiles, clock }),
  ...supportHandlers({ support, textFiles }),
  ...auditHandlers({ audit, papers: { maintenance, support, desk, deskName: async () => deskOf(await session.status()) }, verifier, textFiles, writing: auditWriting }),
})

const deskOf = (status: Awaited<ReturnType<FleetSession['status']>>): string => (status.ok ? status.value.desk : '')
