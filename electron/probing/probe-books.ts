import type { FleetConfig } from '#shared/fleet/fleet-config'
import { networkHost, phaseKey, probeKey, type ProbeConfig } from '#shared/probes/probe-config'
import { blankProbe, type ProbeState } from '#shared/probes/probe-state'
import type { RememberedProbe } from '#shared/probes/remembered'
import type { ProbeView } from '#shared/probes/probe-view'

/** A probe and what the desk knows of it; `state` alone changes while it runs. */
export interface ProbeEntry {
  readonly tenant: string
  readonly config: ProbeConfig
  /** Unique in the fleet. */
  readonly key: string
  /** When it is asked hangs on this: the same at each start of the same fleet. */
  readonly phase: string
  readonly host: HostBook
  readonly timeZone?: string
  /** Of a probe that is remembered: since when nobody asked. */
  readonly gapFromMs?: number
  state: ProbeState
  isOut: boolean
  asked: number
}

/** One way through the network: several probes may share it. */
export interface HostBook {
  readonly name: string
  readonly entries: ProbeEntry[]
  /** AWS time of the first failure since its last answer. */
  failingSinceMs: number | undefined
}

export interface ProbeBooks {
  readonly entries: readonly ProbeEntry[]
  readonly hosts: readonly HostBook[]
  ofTenant(tenant: string): readonly ProbeEntry[]
}

export function openProbeBooks(config: FleetConfig, remembered: readonly RememberedProbe[] = []): ProbeBooks {
  const hosts = new Map<string, HostBook>()
  const tenants = new Map<string, ProbeEntry[]>()
  const memory = new Map(remembered.map((probe) => [`${probe.tenant} ${probeKey(probe)}`, probe]))
  for (const { id, probes, timeZone } of config.tenants) {
    for (const probe of probes) {
      const name = networkHost(id, probe.url)
      const host: HostBook = hosts.get(name) ?? { name, entries: [], failingSinceMs: undefined }
      hosts.set(name, host)
      const key = `${id} ${probeKey(probe)}`
      const entry: ProbeEntry = { tenant: id, config: probe, key, phase: phaseKey(id, probe), host, ...(timeZone === undefined ? {} : { timeZone }), state: { ...blankProbe, changes: memory.get(key)?.changes ?? [] }, ...gapOf(memory.get(key)), isOut: false, asked: 0 }
      host.entries.push(entry)
      tenants.set(id, [...(tenants.get(id) ?? []), entry])
    }
  }
  return { entries: [...tenants.values()].flat(), hosts: [...hosts.values()], ofTenant: (tenant) => tenants.get(tenant) ?? none }
}
const none: readonly ProbeEntry[] = []
const gapOf = (probe: RememberedProbe | undefined): Pick<ProbeEntry, 'gapFromMs'> => (probe?.untilMs === undefined ? {} : { gapFromMs: probe.untilMs })

export const viewOf = ({ config, state, timeZone }: ProbeEntry): ProbeView => ({ config, state, ...(timeZone === undefined ? {} : { timeZone }) })
