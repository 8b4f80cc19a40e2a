import type { AppInfo, SourceChoice } from '#shared/ipc/contract'
import type { Clipboard } from '#electron/ports/clipboard'
import type { FleetFiles } from '#electron/ports/fleet-files'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { SettingsKeeper } from '#electron/ports/settings-keeper'
import { appInfo } from './app-info'
import { clipboardWrite } from './clipboard-write'
import { fleetFileCheck } from './fleet-file-check'
import { fleetFileChoose } from './fleet-file-choose'
import { fleetLoad } from './fleet-load'
import { fleetTenant } from './fleet-tenant'
import type { Handlers } from './handler'
import { settingsLoad } from './settings-load'
import { settingsSave } from './settings-save'
import { sourceUse } from './source-use'
import { watchRefresh } from './watch-refresh'
import { watchStatus } from './watch-status'

export interface UseCaseDeps {
  readonly session: FleetSession
  readonly settings: SettingsKeeper
  readonly files: FleetFiles
  readonly clipboard: Clipboard
  readonly rememberSource: (choice: SourceChoice) => Promise<void>
  readonly describeApp: () => Promise<AppInfo>
}

/** The registry: every command of shared/ipc with the use case behind it. */
export const createHandlers = ({ session, settings, files, clipboard, rememberSource, describeApp }: UseCaseDeps): Handlers => ({
  'fleet.load': fleetLoad(session),
  'fleet.tenant': fleetTenant(session),
  'watch.status': watchStatus(session),
  'watch.refresh': watchRefresh(session),
  'settings.load': settingsLoad(settings),
  'settings.save': settingsSave(settings),
  'source.use': sourceUse(session, files, rememberSource),
  'fleetFile.choose': fleetFileChoose(files),
  'fleetFile.check': fleetFileCheck(files),
  'clipboard.write': clipboardWrite(clipboard),
  'app.info': appInfo(describeApp),
})
