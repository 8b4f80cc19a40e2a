import { lazy, Suspense, type ReactNode } from 'react'
import { isLocked } from '../stores/access-store'
import { useServices, useSlice } from '../stores/services'

const Palette = lazy(() => import('../features/palette/palette').then((module) => ({ default: module.Palette })))
const KeyList = lazy(() => import('../features/help/key-list').then((module) => ({ default: module.KeyList })))
const ColumnsDialog = lazy(() => import('../features/fleet/columns-dialog').then((module) => ({ default: module.ColumnsDialog })))
const SaveViewDialog = lazy(() => import('../features/fleet/save-view-dialog').then((module) => ({ default: module.SaveViewDialog })))
const SignInDialog = lazy(() => import('../features/sign-in/sign-in-dialog').then((module) => ({ default: module.SignInDialog })))
const SignOutDialog = lazy(() => import('../features/sign-in/sign-out-dialog').then((module) => ({ default: module.SignOutDialog })))
const MaintenanceDialog = lazy(() => import('../features/maintenance/dialogs/maintenance-dialog').then((module) => ({ default: module.MaintenanceDialog })))
const SupportDialog = lazy(() => import('../features/support/dialogs/support-dialog').then((module) => ({ default: module.SupportDialog })))

const dialogs = { palette: Palette, keys: KeyList, columns: ColumnsDialog, saveView: SaveViewDialog, signIn: SignInDialog, signOut: SignOutDialog, maintenance: MaintenanceDialog, support: SupportDialog } as const

/** The open dialog, loaded when it is first asked for. */
export function Dialogs(): ReactNode {
  const { ui } = useServices()
  const name = useSlice('ui', (state) => state.dialog)
  const locked = useSlice('access', isLocked)
  if (name === undefined || locked) return null
  const Opened = dialogs[name]
  return (
    <Suspense fallback={null}>
      <Opened onClose={() => ui.setState({ dialog: undefined })} />
    </Suspense>
  )
}
