import type { FleetAt, HistoryChanges } from '#shared/history/fleet-at'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { SourceReading } from '#shared/support/activity/activity'
import { historyReadings, type KeptOfTenant } from '#shared/support/activity/facts-of-history'
import type { Span } from '#shared/support/activity/open-span'
import { clockText } from '#shared/support/grant-wording'
import type { KeptHistory } from '#electron/ports/kept-history'

/** As many changes of all spans together: a store gives as many of one. */
const mostEntries = 5_000

export interface HistoryRead {
  readonly readings: readonly SourceReading[]
  /** Id and name of every other tenant that was seen: the fleet file names not all of them. */
  readonly others: readonly (readonly string[])[]
}

/** Incidents and changes of a tenant, as this computer keeps them. `spans`: oldest first, apart from each other. */
export async function readHistory(history: KeptHistory | undefined, tenant: string, spans: readonly Span[], nowMs: number): Promise<HistoryRead> {
  if (history === undefined) return both('notAsked', 'this console keeps no history.')
  const kept = await history(async (store): Promise<Result<Kept, AppError>> => {
    const extent = await store.extent()
    if (!extent.ok) return extent
    const read: Read = { spans: [], changes: [], others: new Map(), entries: 0 }
    // Twice: of ten thousand tenants it is much to carry.
    for (const atMs of [spans[0]?.fromMs ?? nowMs, nowMs]) {
      const fleet = await store.fleetAt({ atMs })
      if (!fleet.ok) return fleet
      learn(read.others, fleet.value, tenant)
    }
    for (const span of spans.toReversed()) {
      if (read.entries >= mostEntries) return ok({ extent: extent.value, ...read, unreadBeforeMs: span.toMs })
      const found = await store.changes({ tenant, fromMs: span.fromMs, toMs: Math.min(span.toMs, nowMs) })
      if (!found.ok) return err(found.error)
      read.spans.push(span)
      read.changes.push(found.value)
      read.entries += found.value.entries.length
    }
    return ok({ extent: extent.value, ...read })
  })
  if (!kept.ok) return kept.error.kind === 'notFound' ? both('notAsked', kept.error.message) : both('failed', kept.error.message)
  const { unreadBeforeMs } = kept.value
  const readings = historyReadings(kept.value, nowMs)
  const others = [...kept.value.others].map(([id, name]) => [id, name])
  return { others, readings: unreadBeforeMs === undefined ? readings : readings.map((reading) => (reading.kind === 'read' ? { ...reading, missing: [...reading.missing, `What is older than ${clockText(unreadBeforeMs)} is too much to be read at once. Ask for a shorter span to have it`] } : reading)) }
}

/** Who is in the fleet beside the tenant. */
function learn(others: Map<string, string>, { tenants }: FleetAt, tenant: string): void {
  for (const each of tenants) if (each.tenant !== tenant) others.set(each.tenant, each.name)
}

interface Kept extends KeptOfTenant {
  readonly others: ReadonlyMap<string, string>
  readonly unreadBeforeMs?: number
}

interface Read {
  readonly spans: Span[]
  readonly changes: HistoryChanges[]
  /** Names by id. */
  readonly others: Map<string, string>
  entries: number
}

const both = (kind: 'notAsked' | 'failed', words: string): HistoryRead => ({ readings: (['incidents', 'changes'] as const).map((source) => ({ source, kind, words })), others: [] })
