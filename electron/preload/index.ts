import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { commandChannel, commandNames, eventChannel, eventNames } from '#shared/ipc/channels'
import type { Commands, Events } from '#shared/ipc/contract'

/**
 * All that the window can reach: one way to ask, one way to listen, by names known here. No schema, no rule, no Node beyond IPC.
 */
const knownCommands = new Set<string>(commandNames)
const knownEvents = new Set<string>(eventNames)

const api = {
  invoke: async (name: keyof Commands, input: unknown) => {
    if (!knownCommands.has(name)) return unknownName('command', name)
    return ipcRenderer.invoke(commandChannel, name, input) as Promise<unknown>
  },
  subscribe: <N extends keyof Events>(name: N, listener: (event: Events[N]) => void) => {
    if (!knownEvents.has(name)) throw new Error(`There is no event called ${String(name)}.`)
    const forward = (_event: IpcRendererEvent, received: string, payload: Events[N]): void => {
      if (received === name) listener(payload)
    }
    ipcRenderer.on(eventChannel, forward)
    return () => {
      ipcRenderer.off(eventChannel, forward)
    }
  },
}

function unknownName(what: string, name: unknown): unknown {
  return { ok: false, error: { kind: 'unsupported', message: `There is no ${what} called ${String(name)}.`, retry: 'never' } }
}

// The page sees this as `PreloadApi`: main answers by the same contract.
contextBridge.exposeInMainWorld('watchfloor', api)
