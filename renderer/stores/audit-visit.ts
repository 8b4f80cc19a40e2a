import type { AuditSubject } from '#shared/audit/entry'
import type { UiStore } from './ui-store'

/** Goes to the whole story of a window or a grant, from anywhere. */
export function openStory({ ui }: { readonly ui: UiStore }, about: AuditSubject): void {
  ui.setState({ route: 'audit', auditAbout: about, dialog: undefined })
}
