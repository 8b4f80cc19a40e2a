import type { MaintenanceQuestion } from '../../../stores/maintenance-store'
import type { Services } from '../../../stores/services'

/** Opens the dialog that says what it means before it is done. */
export function askFirst({ maintenance, ui }: Services, question: MaintenanceQuestion): void {
  maintenance.setState({ question })
  ui.setState({ dialog: 'maintenance' })
}
