import type { ProbeEntry } from '../history/entry'
import { probeKey } from './probe-config'
import type { ProbeChange } from './probe-state'

/** What was kept of a probe when this console last ran. */
export interface RememberedProbe {
  readonly tenant: string
  readonly environment: string
  readonly url: string
  readonly changes: readonly ProbeChange[]
  /** When this console stopped watching: nothing is known from then on. */
  readonly untilMs?: number
}

/**
 * Puts the probes' changes together again. `entries` in the order in which they were kept: each takes back what was told before of the
 * time from its own moment on.
 */
export function rememberProbes(entries: readonly ProbeEntry[], watchedUntilMs: number | undefined): readonly RememberedProbe[] {
  const probes = new Map<string, RememberedProbe>()
  for (const { tenant, environment, url, atMs, state, reason } of entries) {
    const key = `${tenant} ${probeKey({ environment, url })}`
    const before = (probes.get(key)?.changes ?? []).filter((change) => change.atMs < atMs)
    const change: ProbeChange = { atMs, state, ...(reason === undefined ? {} : { reason }) }
    const changes = before.at(-1)?.state === state ? before : [...before, change]
    probes.set(key, { tenant, environment, url, changes })
  }
  return [...probes.values()].map((probe) => {
    const lastMs = probe.changes.at(-1)?.atMs ?? 0
    return watchedUntilMs === undefined ? probe : { ...probe, untilMs: Math.max(lastMs + 1, watchedUntilMs) }
  })
}
