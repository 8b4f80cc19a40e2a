import { settingsFrom } from '#shared/ipc/settings-schema'
import type { Settings } from '#shared/ipc/settings'
import { ok } from '#shared/kernel/result'
import type { DocumentStore } from '#electron/ports/document-store'
import type { Logger } from '#electron/ports/logger'
import type { SettingsKeeper } from '#electron/ports/settings-keeper'

/** Settings over a document: read once, then kept in memory; a key that could not be understood is logged by name. */
export function createSettingsKeeper(store: DocumentStore, logger: Logger): SettingsKeeper {
  let current: Promise<Settings> | undefined
  const read = async (): Promise<Settings> => {
    const { settings, replaced } = settingsFrom(await store.load())
    if (replaced.length > 0) logger.warn('settings.replaced', { keys: replaced.join(' ') })
    return settings
  }
  const load = (): Promise<Settings> => (current ??= read())
  return {
    load,
    save: async (change) => {
      const next = { ...(await load()), ...change }
      current = Promise.resolve(next)
      const saved = await store.save(next)
      return saved.ok ? ok(next) : saved
    },
  }
}
