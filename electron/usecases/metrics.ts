import type { MetricsCommands } from '#shared/ipc/metrics-contract'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { Handler } from './handler'

/** The charts on screen. */
export const metricsHandlers = (session: Pick<FleetSession, 'metrics' | 'leaveMetrics'>): { readonly [N in keyof MetricsCommands]: Handler<N> } => ({
  'metrics.load': (question) => session.metrics(question),
  'metrics.leave': () => session.leaveMetrics(),
})
