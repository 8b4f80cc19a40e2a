import { lazy, type ComponentType } from 'react'
import { FleetScreen } from '../features/fleet/fleet-screen'
import type { Route } from '../stores/routes'

/** What each route draws. The fleet is there at once; every other screen is loaded when it is first gone to. */
export const screens: Record<Route, ComponentType> = {
  fleet: FleetScreen,
  alarms: lazy(() => import('../features/alarms/alarms-screen').then((module) => ({ default: module.AlarmsScreen }))),
  recovery: lazy(() => import('../features/recovery/recovery-screen').then((module) => ({ default: module.RecoveryScreen }))),
  maintenance: lazy(() => import('../features/maintenance/maintenance-screen').then((module) => ({ default: module.MaintenanceScreen }))),
  support: lazy(() => import('../features/support/support-screen').then((module) => ({ default: module.SupportScreen }))),
  history: lazy(() => import('../features/history/history-screen').then((module) => ({ default: module.HistoryScreen }))),
  audit: lazy(() => import('../features/audit/audit-screen').then((module) => ({ default: module.AuditScreen }))),
  tenant: lazy(() => import('../features/tenant/tenant-screen').then((module) => ({ default: module.TenantScreen }))),
  settings: lazy(() => import('../features/settings/settings-screen').then((module) => ({ default: module.SettingsScreen }))),
  setup: lazy(() => import('../features/setup/setup-screen').then((module) => ({ default: module.SetupScreen }))),
}
