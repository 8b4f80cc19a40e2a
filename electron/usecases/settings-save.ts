import type { SettingsKeeper } from '#electron/ports/settings-keeper'
import type { Handler } from './handler'

/** Changes some settings and answers with all of them. */
export const settingsSave =
  (keeper: SettingsKeeper): Handler<'settings.save'> =>
  (change) =>
    keeper.save(change)
