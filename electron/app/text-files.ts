import { dialog, type BrowserWindow } from 'electron'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { writeWholeFile } from '#electron/adapters/system/whole-file'
import type { TextFiles } from '#electron/ports/text-files'

/** Files that the operator asks for. The system's dialog asks before an existing one is replaced; a path comes from nowhere else. */
export const createTextFiles = (window: BrowserWindow): TextFiles => ({
  async save({ title, name, extension, text }) {
    const filters = [{ name: extension.toUpperCase(), extensions: [extension] }]
    const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath: `${name}.${extension}`, properties: ['createDirectory', 'showOverwriteConfirmation'], filters })
    if (canceled || filePath === '') return ok(null)
    try {
      await writeWholeFile(filePath, text)
      return ok(filePath)
    } catch (cause) {
      return err(appError('storageFailed', `${filePath} could not be written: ${cause instanceof Error ? cause.message : String(cause)}. Choose another place.`))
    }
  },
})
