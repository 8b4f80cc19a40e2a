import { lazy, Suspense, type ReactNode } from 'react'
import { FleetScreen } from '../features/fleet/fleet-screen'
import { StatusBar } from '../features/status/status-bar'
import { ServicesContext, useSlice, type Services } from '../stores/services'
import { Announcer } from './announcer'
import { Banners } from './banners'
import { Dialogs } from './dialogs'
import { TopBar } from './top-bar'
import { TrainingBanner } from './training-banner'
import { useKeys } from './use-keys'
import { useTheme } from './use-theme'

const SettingsScreen = lazy(() => import('../features/settings/settings-screen').then((module) => ({ default: module.SettingsScreen })))

export function App({ services }: { readonly services: Services }): ReactNode {
  return (
    <ServicesContext value={services}>
      <Shell />
    </ServicesContext>
  )
}

function Shell(): ReactNode {
  useTheme()
  useKeys()
  const route = useSlice('ui', (state) => state.route)
  const training = useSlice('session', ({ status }) => status?.source.kind === 'training')
  return (
    <div className="shell" data-training={training || undefined}>
      <header>
        <TrainingBanner />
        <TopBar />
      </header>
      <Banners />
      <main className="screen" aria-label={route === 'fleet' ? 'Fleet' : 'Settings'}>
        <Suspense fallback={null}>{route === 'fleet' ? <FleetScreen /> : <SettingsScreen />}</Suspense>
      </main>
      <StatusBar />
      <Dialogs />
      <Announcer />
    </div>
  )
}
