import type { ElectronApplication } from '@playwright/test'

/** Everything that main and the window say to each other from now on, as text; typed arrays byte by byte. */
export async function recordIpc(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow, ipcMain }) => {
    const said: string[] = []
    const note = (what: unknown): void => {
      said.push(JSON.stringify(what, (_key, value: unknown) => (ArrayBuffer.isView(value) ? Buffer.from(value.buffer).toString('latin1') : value)))
    }
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    const send = contents.send.bind(contents)
    contents.send = (...args) => {
      note(args)
      send(...args)
    }
    // Electron's own table of handlers: what goes in and what comes out of each.
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => Promise<unknown>> })._invokeHandlers
    for (const [channel, handle] of handlers) {
      handlers.set(channel, async (...args) => {
        note(args.slice(1))
        const answer = await handle(...args)
        note(answer)
        return answer
      })
    }
    Object.assign(globalThis, { saidOverIpc: said })
  })
}

export const recordedIpc = (app: ElectronApplication): Promise<string> => app.evaluate(() => ((globalThis as unknown as { saidOverIpc?: string[] }).saidOverIpc ?? []).join('\n'))
