import type { Services } from '../../../stores/services'

/** Writes windows as a calendar file where the operator chooses, and says where it is. */
export async function exportWindows({ client, ui }: Services, ids: readonly string[]): Promise<void> {
  const written = await client.invoke('maintenance.export', { ids })
  if (!written.ok) return ui.setState({ announcement: written.error.message })
  if (written.value !== null) ui.setState({ announcement: `Written to ${written.value}` })
}
