import { useState } from 'react'
import type { MaintenanceCommands } from '#shared/ipc/maintenance-contract'
import type { AppError } from '#shared/kernel/app-error'
import type { WindowView } from '#shared/maintenance/window-view'
import { takeWindow } from '../../stores/maintenance-store'
import { useServices } from '../../stores/services'

/** Commands that answer with the window as it is afterwards. */
type WindowCommand = { [N in keyof MaintenanceCommands]: MaintenanceCommands[N]['output'] extends WindowView ? N : never }[keyof MaintenanceCommands]

export interface Acting {
  /** What is being done, in words; undefined: nothing. */
  readonly busy: string | undefined
  readonly error: AppError | undefined
  /** Does it, shows the window as it is then, and says that it was done. The window, or undefined when it was refused. */
  readonly act: <N extends WindowCommand>(name: N, input: MaintenanceCommands[N]['input'], words: { readonly busy: string; readonly done: string }) => Promise<WindowView | undefined>
  readonly fail: (error: AppError | undefined) => void
}

export function useAct(): Acting {
  const { client, maintenance, ui } = useServices()
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<AppError>()
  return {
    busy,
    error,
    fail: setError,
    act: async (name, input, words) => {
      setBusy(words.busy)
      setError(undefined)
      const answer = await client.invoke(name, input)
      setBusy(undefined)
      if (!answer.ok) {
        setError(answer.error)
        return undefined
      }
      const window: WindowView = answer.value
      takeWindow(maintenance, window)
      ui.setState({ announcement: words.done })
      return window
    },
  }
}
