import type { ReactNode } from 'react'
import { FleetScreen } from '../features/fleet/fleet-screen'
import { ServicesContext, type Services } from '../stores/services'
import { useTheme } from './use-theme'

export function App({ services }: { readonly services: Services }): ReactNode {
  return (
    <ServicesContext value={services}>
      <Shell />
    </ServicesContext>
  )
}

function Shell(): ReactNode {
  useTheme()
  return (
    <div className="shell">
      <main className="screen"><FleetScreen /></main>
    </div>
  )
}
