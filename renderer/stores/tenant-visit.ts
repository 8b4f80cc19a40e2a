import type { UiStore } from './ui-store'

/** Goes to a tenant's screen, over the one that is shown; from one tenant to the next what lies under them stays. */
export function visitTenant(ui: UiStore, tenant: string): void {
  ui.setState(({ route, visit }) => ({ route: 'tenant', dialog: undefined, visit: { tenant, from: route === 'tenant' ? (visit?.from ?? 'fleet') : route } }))
}

/** Back to the screen that lies under it, as it was left. */
export function leaveTenant(ui: UiStore): void {
  ui.setState(({ visit }) => ({ route: visit?.from ?? 'fleet', visit: undefined }))
}
