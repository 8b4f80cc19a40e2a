import { zoneKey, type ZoneOutage } from '#shared/incidents/zone-outage'
import { dayMs, minuteMs, secondMs } from '#shared/kernel/time'
import { newsMs } from './check-rules'
import { lastFaultedAtMs, refusals, type BlastRadius, type FaultWindow, type WorldCondition } from './world'

/**
 * Whether lost zones were told as such, and who was said to be struck. Pure.
 *
 * 1. One that struck enough primaries for the product's rule (shared/incidents/zone-outage.ts) must be told while it lasts, also one that
 *    was lost before the drill, unless that was more than a day ago.
 * 2. Once everybody had time to be read, the lists are those of the world, as far as nothing else befell the same databases.
 * 3. A zone that is told without having been lost is false, unless several databases of that place had trouble of their own.
 */
export interface ZoneSample {
  readonly atMs: number
  readonly conditions: readonly WorldCondition[]
  readonly zones: readonly ZoneOutage[]
  readonly faults: readonly FaultWindow[]
}

export interface ZoneTracked {
  readonly condition: WorldCondition & { readonly blastRadius: BlastRadius }
  /** The first sample of it: later than its beginning when that lies before the drill. */
  readonly fromMs: number
  readonly shownMs?: number
  readonly clearedMs?: number
  /** What was said wrongly of its databases, as words. */
  readonly wrong: ReadonlySet<string>
}

export interface ZoneJudgement {
  readonly lost: ReadonlyMap<string, ZoneTracked>
  /** Zones told without being lost. */
  readonly invented: ReadonlySet<string>
}

export const startZones: ZoneJudgement = { lost: new Map(), invented: new Set() }

/** Everything of a zone is struck within this time, and each of AWS's events is at most so late. */
const strikesWithinMs = 40 * secondMs
const eventsLateMs = 75 * secondMs
/** What befell a database there shortly before is taken for its first sign (shared/incidents/zone-outage.ts). */
const togetherMs = 15 * minuteMs
/** Failover, lag of the zone fields, and a poll of the inventory: then the lists stand. */
const settledMs = strikesWithinMs + eventsLateMs + 3 * minuteMs + newsMs('db-status')

export function judgeZones(before: ZoneJudgement, sample: ZoneSample): ZoneJudgement {
  const lost = new Map(before.lost)
  for (const condition of sample.conditions) {
    if (!isLostZone(condition) || condition.explainsOnly === true) continue
    const key = `${keyOf(condition)}|${condition.sinceMs}`
    const known = lost.get(key) ?? { condition, fromMs: sample.atMs, wrong: new Set<string>() }
    lost.set(key, follow({ ...known, condition, ...(condition.endedMs === undefined ? {} : { clearedMs: condition.endedMs }) }, sample))
  }
  const told = [...lost.values()].map(({ condition }) => keyOf(condition))
  const invented = sample.zones.filter((zone) => !told.includes(zoneKey(zone)) && !mayLookLost(zone, sample.conditions)).map(zoneKey)
  return { lost, invented: new Set([...before.invented, ...invented]) }
}

type LostZone = WorldCondition & { readonly blastRadius: BlastRadius }
const isLostZone = (condition: WorldCondition): condition is LostZone => condition.kind === 'az.outage' && condition.blastRadius !== undefined
const keyOf = ({ account = '', region = '', subject }: WorldCondition): string => zoneKey({ account, region, az: subject })

function follow(entry: ZoneTracked, sample: ZoneSample): ZoneTracked {
  const { condition, clearedMs } = entry
  const shown = sample.zones.find((zone) => zoneKey(zone) === keyOf(condition) && zone.sinceAtMs >= condition.sinceMs - togetherMs)
  const shownMs = entry.shownMs ?? (shown === undefined ? undefined : sample.atMs)
  const isSettled = sample.atMs >= condition.sinceMs + settledMs && clearedMs === undefined && !isOutOfReach(condition, sample)
  const wrong = shown !== undefined && isSettled ? differences(condition, shown, sample.conditions) : []
  return { ...entry, ...(shownMs === undefined ? {} : { shownMs }), wrong: new Set([...entry.wrong, ...wrong]) }
}

/** A place that could not be read lately tells less. */
function isOutOfReach({ account, region, sinceMs }: WorldCondition, { faults, conditions, atMs }: Pick<ZoneSample, 'faults' | 'conditions' | 'atMs'>): boolean {
  const last = lastFaultedAtMs([...faults, ...refusals(conditions)], { account, region }, atMs)
  return last !== undefined && last >= sinceMs - settledMs
}

function differences({ blastRadius, account, region, sinceMs, subject }: LostZone, shown: ZoneOutage, conditions: readonly WorldCondition[]): readonly string[] {
  const others = new Set(conditions.filter((other) => other.account === account && other.region === region && isOfItsOwn(other, sinceMs)).map((other) => other.subject))
  const compare = (words: string, truth: readonly string[], told: ZoneOutage['failedOver']): readonly string[] => {
    const names = told.map(({ database }) => database)
    const missing = truth.filter((id) => !names.includes(id) && !others.has(id)).map((id) => `${subject}: ${id} ${words}, and was not told of`)
    const extra = names.filter((id) => !truth.includes(id) && !others.has(id)).map((id) => `${subject}: ${id} was said to have ${words}`)
    return [...missing, ...extra]
  }
  return [...compare('failed over', blastRadius.failedOver, shown.failedOver), ...compare('no standby to fail over to', blastRadius.cannotFailOver, shown.cannotFailOver)]
}

/** Trouble of a database that the zone did not bring: what it shows is then not judged. */
const isOfItsOwn = ({ kind, sinceMs }: WorldCondition, lostAtMs: number): boolean =>
  kind.startsWith('db.') && kind !== 'db.lost-standby' && (sinceMs < lostAtMs || sinceMs > lostAtMs + strikesWithinMs) && ['db.failover', 'db.failover-stuck', 'db.status', 'db.key-unusable', 'db.storage-fills'].includes(kind)

const mayLookLost = ({ account, region }: ZoneOutage, conditions: readonly WorldCondition[]): boolean =>
  conditions.filter((each) => each.account === account && each.region === region && ['db.failover', 'db.failover-stuck', 'db.status', 'db.key-unusable', 'az.outage'].includes(each.kind)).length >= 2

/** Whether so much of it was struck that the product must have told of it by then. */
export function isZoneMissed({ condition, fromMs, shownMs, clearedMs }: ZoneTracked, faults: readonly FaultWindow[], conditions: readonly WorldCondition[], atMs: number): boolean {
  const { failedOver, failingOver, cannotFailOver } = condition.blastRadius
  if (shownMs !== undefined || failedOver.length + failingOver.length + cannotFailOver.length < 3) return false
  // Events of databases are kept for a day: a zone that was lost before that shows by what its databases and app groups go without.
  if (fromMs - condition.sinceMs > dayMs) return false
  return (clearedMs ?? atMs) > fromMs + zoneNewsMs(condition.blastRadius) && !isOutOfReach(condition, { faults, conditions, atMs: clearedMs ?? atMs })
}

/** Failovers are told by events; who cannot fail over only by the inventory. */
function zoneNewsMs({ failedOver, failingOver, cannotFailOver }: BlastRadius): number {
  const failovers = failedOver.length + failingOver.length
  const byEvents = failovers >= 3 && failovers / (failovers + cannotFailOver.length) >= 0.6
  return strikesWithinMs + eventsLateMs + newsMs(byEvents ? 'db-failover' : 'db-status')
}
