import type { MaintenanceCommands } from '#shared/ipc/maintenance-contract'
import type { WindowView } from '#shared/maintenance/window-view'
import { takeWindow } from '../../stores/maintenance-store'
import { useServices } from '../../stores/services'
import { useActing, type Acting } from '../../stores/use-acting'

/** Commands that answer with the window as it is afterwards. */
type WindowCommand = { [N in keyof MaintenanceCommands]: MaintenanceCommands[N]['output'] extends WindowView ? N : never }[keyof MaintenanceCommands]

export type WindowActing = Acting<WindowCommand, WindowView>

export function useAct(): WindowActing {
  const { maintenance } = useServices()
  return useActing((window) => takeWindow(maintenance, window))
}
