import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import { FleetScreen } from '../features/fleet/fleet-screen'
import { LockCover } from '../features/lock/lock-cover'
import { StatusBar } from '../features/status/status-bar'
import { isLocked } from '../stores/access-store'
import type { Route } from '../stores/ui-store'
import { ServicesContext, useSlice, type Services } from '../stores/services'
import { Announcer } from './announcer'
import { Banners } from './banners'
import { Dialogs } from './dialogs'
import { TopBar } from './top-bar'
import { TrainingBanner } from './training-banner'
import { useKeys } from './use-keys'
import { useTheme } from './use-theme'

const SetupScreen = lazy(() => import('../features/setup/setup-screen').then((module) => ({ default: module.SetupScreen })))
const SettingsScreen = lazy(() => import('../features/settings/settings-screen').then((module) => ({ default: module.SettingsScreen })))

export function App({ services }: { readonly services: Services }): ReactNode {
  return (
    <ServicesContext value={services}>
      <Shell />
    </ServicesContext>
  )
}

const screens: Record<Route, { readonly title: string; readonly Screen: ComponentType }> = {
  fleet: { title: 'Fleet', Screen: FleetScreen },
  settings: { title: 'Settings', Screen: SettingsScreen },
  setup: { title: 'Connect your AWS', Screen: SetupScreen },
}

function Shell(): ReactNode {
  useTheme()
  useKeys()
  const route = useSlice('ui', (state) => state.route)
  const training = useSlice('session', ({ status }) => status?.source.kind === 'training')
  const locked = useSlice('access', isLocked)
  const { title, Screen } = screens[route]
  return (
    <>
      {locked && <LockCover />}
      <div className="shell" data-training={training || undefined} inert={locked} aria-hidden={locked || undefined}>
        <header>
          <TrainingBanner />
          <TopBar />
        </header>
        <Banners />
        <main className="screen" aria-label={title}>
          <Suspense fallback={null}><Screen /></Suspense>
        </main>
        <StatusBar />
        <Dialogs />
        <Announcer />
      </div>
    </>
  )
}
