import { Bell, Building2, CalendarClock, Fingerprint, History, KeyRound, LayoutGrid, LifeBuoy, Plug, Settings, type LucideIcon } from 'lucide-react'

/** A screen as the rail, the palette and the key list name it. Its component: app/screens. */
export interface RouteSpec {
  readonly title: string
  readonly icon: LucideIcon
  /** Two presses one after the other, the first of them `g`. Absent: no key of its own. */
  readonly keys?: string
  /** What the key list and the palette say. */
  readonly words: string
  /** Where the rail offers it: among the screens, at its foot, or nowhere. */
  readonly rail: 'screens' | 'foot' | 'none'
}

/** Every screen, in the order of the rail. */
export const routes = {
  fleet: { title: 'Fleet', icon: LayoutGrid, keys: 'g f', words: 'Go to the fleet', rail: 'screens' },
  alarms: { title: 'Alarms', icon: Bell, keys: 'g a', words: 'Go to the alarm desk', rail: 'screens' },
  recovery: { title: 'Recovery', icon: LifeBuoy, keys: 'g r', words: 'Go to the recovery board', rail: 'screens' },
  maintenance: { title: 'Maintenance', icon: CalendarClock, keys: 'g m', words: 'Go to maintenance: windows, plans, runs', rail: 'screens' },
  support: { title: 'Support', icon: KeyRound, keys: 'g o', words: 'Go to support access: who has access where, approvals, drift', rail: 'screens' },
  history: { title: 'History', icon: History, keys: 'g h', words: 'Go to the history: look back, incidents, hand-over', rail: 'screens' },
  audit: { title: 'Audit', icon: Fingerprint, keys: 'g u', words: 'Go to the audit trail: who did what', rail: 'screens' },
  tenant: { title: 'Tenant', icon: Building2, words: 'Look at one tenant', rail: 'none' },
  settings: { title: 'Settings', icon: Settings, keys: 'g s', words: 'Go to settings', rail: 'foot' },
  setup: { title: 'Connect your AWS', icon: Plug, words: 'Connect your AWS: set up a fleet', rail: 'none' },
} as const satisfies Record<string, RouteSpec>

export type Route = keyof typeof routes

export const routeIds = Object.keys(routes) as Route[] // keys of a literal: exact
export const routeSpec = (route: Route): RouteSpec => routes[route]
