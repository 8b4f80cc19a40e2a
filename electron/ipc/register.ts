import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { commandChannel, eventChannel, type EventName } from '#shared/ipc/channels'
import { eventsWhileLocked } from '#shared/ipc/command-capabilities'
import type { Events } from '#shared/ipc/contract'
import type { Gate } from './gate'

/** Connects Electron's IPC to the gate. `ours` is the one window that may ask. Returns the way to disconnect. */
export function registerCommands(gate: Gate, origin: string, ours: () => WebContents | undefined): () => void {
  ipcMain.handle(commandChannel, (event, name: unknown, input: unknown) => gate({ fromOurWindow: isOurs(event, origin, ours()), name, input }))
  return () => ipcMain.removeHandler(commandChannel)
}

function isOurs(event: IpcMainInvokeEvent, origin: string, contents: WebContents | undefined): boolean {
  const frame = event.senderFrame
  if (contents === undefined || frame === null) return false
  return event.sender === contents && frame === contents.mainFrame && frame.origin === origin
}

export type Publish = <N extends EventName>(name: N, payload: Events[N]) => void

/** Tells the window; a window that is gone or not ours any more is told nothing, one that is covered only about the cover. */
export function createPublisher(origin: string, ours: () => WebContents | undefined, isLocked: () => boolean): Publish {
  return (name, payload) => {
    if (isLocked() && !eventsWhileLocked.has(name)) return
    const contents = ours()
    if (contents === undefined || contents.isDestroyed() || contents.mainFrame.origin !== origin) return
    contents.send(eventChannel, name, payload)
  }
}
