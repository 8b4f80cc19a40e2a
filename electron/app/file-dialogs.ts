import { dialog, type BrowserWindow } from 'electron'

const filters = [{ name: 'Fleet files', extensions: ['yaml', 'yml'] }]

/** Undefined: the operator cancelled. */
export async function askForFleetFile(window: BrowserWindow | undefined): Promise<string | undefined> {
  const options = { title: 'Choose a fleet file', properties: ['openFile' as const], filters }
  const { canceled, filePaths } = window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options)
  return canceled ? undefined : filePaths[0]
}

/** Where a new fleet file goes. The system's dialog asks before an existing one is replaced. */
export async function askForNewFleetFile(window: BrowserWindow | undefined, suggested: string): Promise<string | undefined> {
  const options = { title: 'Save the new fleet file', defaultPath: suggested, properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const], filters }
  const { canceled, filePath } = window === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options)
  return canceled || filePath === '' ? undefined : filePath
}
