import type { AppError } from '#shared/kernel/app-error'
import { dayMs, secondMs } from '#shared/kernel/time'
import { ok, type Result } from '#shared/kernel/result'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { Logger } from '#electron/ports/logger'
import type { Scenario } from '#electron/training/index'
import { judgeIncidents, tellIncidents, type IncidentsTold } from './incident-judgement'
import { judgeSample, startJudgement } from './judgement'
import { drillReport, type DrillReport } from './report'
import { openStage } from './stage'
import type { FaultWindow } from './world'
import { judgeZones, startZones } from './zone-judgement'

export interface DrillOptions {
  readonly scenario: Scenario
  /** How much simulated time to play. */
  readonly forMs: number
  readonly logger: Logger
  /** Somebody who acts on AWS in the meantime: called before each step, while time stands still. */
  readonly act?: (world: { readonly passedMs: number; readonly endpoint: string }) => Promise<void>
  /** Called after each step with the simulated time that has passed. */
  readonly onProgress?: (passedMs: number) => void
  /** Ends the drill early; what was played until then is reported. */
  readonly stop?: AbortSignal
}

export interface Drill {
  readonly report: DrillReport
  readonly startedMs: number
  /** Findings that were shown twice at once: same tenant, check and subject. */
  readonly doubled: number
}

/** World and screen are compared this often. */
const sampleMs = 5 * secondMs
/** What was over for longer before the start is no longer spoken of: no check's data and no memory of an end lives longer. */
const beforeMs = dayMs

/** Plays a scenario and judges what the product showed. The result depends on scenario and seed alone. */
export async function runDrill({ scenario, forMs, logger, act, onProgress, stop }: DrillOptions): Promise<Result<Drill, AppError>> {
  let told: IncidentsTold = new Map()
  const opened = await openStage({ scenario, logger, onHistory: (items) => (told = tellIncidents(told, items)) })
  if (!opened.ok) return opened
  const { time, fleet, watch, playTo, stop: close } = opened.value
  const startedMs = scenario.startAtMs
  const faults: readonly FaultWindow[] = [...scenario.faults, ...clockSkews(scenario)]
  try {
    let judgement = startJudgement(startedMs, faults, fleet.conditionsSince(startedMs - beforeMs))
    let zones = startZones
    const doubled = new Set<string>()
    watch.start()
    for (let passedMs = 0; passedMs <= forMs && stop?.aborted !== true; passedMs += sampleMs) {
      await act?.({ passedMs, endpoint: fleet.endpoint })
      await playTo(startedMs + passedMs)
      const now = { atMs: time.clock.nowMs(), conditions: fleet.conditionsSince(startedMs + passedMs - sampleMs) }
      judgement = judgeSample(judgement, { ...now, tenants: watch.tenants() })
      zones = judgeZones(zones, { ...now, zones: watch.status().zoneOutages ?? [], faults })
      for (const tenant of watch.tenants()) for (const name of repeated(tenant)) doubled.add(name)
      onProgress?.(passedMs)
    }
    const { requests, dollars, throttled } = fleet.billing()
    const incidents = judgeIncidents([...told.values()].flat(), { startedMs, atMs: time.clock.nowMs(), faults, conditions: [...judgement.tracked.values()].map(({ condition, clearedMs }) => ({ ...condition, ...(clearedMs === undefined ? {} : { clearedMs }) })) })
    return ok({ report: drillReport(judgement, { requests, dollars, throttled }, { zones, incidents }), startedMs, doubled: doubled.size })
  } finally {
    await close()
  }
}

/** AWS's clock against everybody else's: as if every reply's Date were wrong. */
function clockSkews({ events, startAtMs }: Scenario): readonly FaultWindow[] {
  return events.flatMap((event) => {
    if (event.kind !== 'clock.skew') return []
    const fromMs = startAtMs + (event.at ?? 0)
    return [{ fault: 'clock', fromMs, ...(event.for === undefined ? {} : { toMs: fromMs + event.for }) }]
  })
}

function repeated({ row: { id }, findings }: TenantDetail): readonly string[] {
  const names = findings.map(({ check, subject }) => [id, check, subject.kind, subject.id, subject.account, subject.region].join('|'))
  return names.filter((name, at) => names.indexOf(name) !== at)
}
