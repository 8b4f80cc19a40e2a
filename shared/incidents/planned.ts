import type { DatabaseEventMeaning } from '../fleet/database-events'
import type { Incident } from './incident'
import type { EventWitness } from './witness'

/** A maintenance window that was announced for a tenant. */
export interface Window {
  readonly tenant: string
  readonly fromMs: number
  readonly untilMs: number
  readonly title: string
}

const asked: ReadonlySet<DatabaseEventMeaning> = new Set(['reasonRequested', 'reasonModified', 'reasonPatching'])

/** Planned: inside one of its tenant's windows, asked for by somebody, or part of AWS's own patching. Unplanned: AWS names a fault. */
export function reasonOf(events: readonly EventWitness[], fromMs: number, windows: readonly Omit<Window, 'tenant'>[]): Pick<Incident, 'planned' | 'reason'> {
  const window = windows.find((each) => fromMs >= each.fromMs && fromMs <= each.untilMs)
  if (window !== undefined) return { planned: 'planned', reason: `Window: ${window.title}` }
  const told = events.find(({ meaning }) => meaning.startsWith('reason'))
  if (told !== undefined) return { planned: asked.has(told.meaning) ? 'planned' : 'unplanned', reason: told.message }
  const patching = events.find(({ meaning }) => meaning === 'patchingOffline')
  if (patching !== undefined) return { planned: 'planned', reason: patching.message }
  return { planned: 'unknown' }
}
