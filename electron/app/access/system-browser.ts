import { shell } from 'electron'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { Browser } from '#electron/ports/browser'

/** The operator's own browser. Addresses were checked by who made them: web pages over TLS, or on this computer. */
export const systemBrowser: Browser = {
  open: async (url) => {
    try {
      await shell.openExternal(url)
      return ok(undefined)
    } catch {
      return err(appError('unsupported', 'The browser could not be opened. Copy the address, or use the device code.'))
    }
  },
}
