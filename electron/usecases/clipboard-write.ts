import { ok } from '#shared/kernel/result'
import type { Clipboard } from '#electron/ports/clipboard'
import type { Handler } from './handler'

/** Copies a text: the page itself has no permission for the clipboard. */
export const clipboardWrite =
  (clipboard: Clipboard): Handler<'clipboard.write'> =>
  async ({ text }) => {
    await clipboard.write(text)
    return ok(null)
  }
