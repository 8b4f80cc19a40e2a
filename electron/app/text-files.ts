import { dialog, type BrowserWindow } from 'electron'
import { err, ok } from '#shared/kernel/result'
import { fileTrouble, writeWholeFile } from '#electron/adapters/system/whole-file'
import type { TextFiles } from '#electron/ports/text-files'

/** Files that the operator asks for. The system's dialog asks before an existing one is replaced; a path comes from nowhere else. */
export function createTextFiles(window: BrowserWindow): TextFiles {
  const choose: TextFiles['choose'] = async ({ title, name, extension }) => {
    const filters = [{ name: extension.toUpperCase(), extensions: [extension] }]
    const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath: `${name}.${extension}`, properties: ['createDirectory', 'showOverwriteConfirmation'], filters })
    return canceled || filePath === '' ? null : filePath
  }
  return {
    choose,
    save: async ({ text, ...file }) => {
      const path = await choose(file)
      if (path === null) return ok(null)
      try {
        await writeWholeFile(path, text)
        return ok(path)
      } catch (cause) {
        const trouble = fileTrouble(cause, path)
        if (trouble === undefined) throw cause
        return err(trouble)
      }
    },
  }
}
