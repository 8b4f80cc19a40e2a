import type { ProbeView } from '../probes/probe-view'
import type { ProbeWitness } from './witness'

/** When a probe found its environment down; what follows a change to up or unknown ends it, because nobody saw it down any longer. */
export function probeWitnesses({ config, state }: ProbeView): readonly ProbeWitness[] {
  return state.changes.flatMap((change, index) => {
    if (change.state !== 'down') return []
    const untilMs = state.changes[index + 1]?.atMs
    return [{ kind: 'probe' as const, atMs: change.atMs, probe: config.url, ...(untilMs === undefined ? {} : { untilMs }) }]
  })
}
