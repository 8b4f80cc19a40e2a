import { ok } from '#shared/kernel/result'
import type { SettingsKeeper } from '#electron/ports/settings-keeper'
import type { Handler } from './handler'

/** What this operator chose on this machine. */
export const settingsLoad =
  (keeper: SettingsKeeper): Handler<'settings.load'> =>
  async () =>
    ok(await keeper.load())
