/** What the training world says of itself: only drills and tests may ask. Shapes follow `/_training/truth` and the scenario's faults. */
export interface WorldCondition {
  readonly kind: string
  /** `*`: shared by all tenants of the account, Region and environment. */
  readonly tenant?: string
  readonly environment?: string
  readonly account?: string
  readonly region?: string
  readonly subject: string
  readonly sinceMs: number
  /** Absent while it lasts. */
  readonly endedMs?: number
  /** Checks that can show it; empty: only its consequences show, and those are conditions of their own. */
  readonly checks?: readonly string[]
  /** Before this moment no reply shows it. */
  readonly observableMs?: number
  /** Until then a finding about it is no false one. */
  readonly explainsUntilMs?: number
  /** It excuses findings, but nobody has to show it. */
  readonly explainsOnly?: boolean
  /** Failovers only: somebody asked for it. */
  readonly planned?: boolean
  /** Lost zones only. */
  readonly blastRadius?: BlastRadius
}

/** Databases (their ids) that had their primary in a lost zone, by what became of them, and those whose standby was there. */
export interface BlastRadius {
  readonly failedOver: readonly string[]
  readonly failingOver: readonly string[]
  readonly cannotFailOver: readonly string[]
  readonly standbysLost: readonly string[]
}

/** A fault of the scenario in world time. An absent place means every one; an absent end means until the drill ends. */
export interface FaultWindow {
  readonly fault: string
  readonly fromMs: number
  readonly toMs?: number
  readonly account?: string
  readonly region?: string
  readonly service?: string
}

export interface PlaceOfCall {
  readonly account?: string | undefined
  readonly region?: string | undefined
  readonly service?: string | undefined
}

/** Times in which an account refused every call, as faults. */
export const refusals = (conditions: readonly (WorldCondition & { readonly clearedMs?: number })[]): readonly FaultWindow[] =>
  conditions
    .filter(({ kind }) => kind === 'account.access-denied' || kind === 'session.revoked')
    .map(({ account, sinceMs, endedMs, clearedMs = endedMs }) => ({ fault: 'deny', fromMs: sinceMs, ...(clearedMs === undefined ? {} : { toMs: clearedMs }), ...(account === undefined ? {} : { account }) }))

/** Whether a fault could have touched calls to this place at any moment from `fromMs` to `toMs`. An unknown part of the place matches. */
export function wasFaulted(faults: readonly FaultWindow[], place: PlaceOfCall, fromMs: number, toMs: number): boolean {
  return faults.some((fault) => fault.fromMs <= toMs && (fault.toMs ?? Infinity) >= fromMs && touches(fault, place))
}

/** The last moment up to `atMs` at which a fault touched this place; undefined: never. */
export function lastFaultedAtMs(faults: readonly FaultWindow[], place: PlaceOfCall, atMs: number): number | undefined {
  const ends = faults.filter((fault) => fault.fromMs <= atMs && touches(fault, place)).map(({ toMs }) => Math.min(atMs, toMs ?? atMs))
  return ends.length === 0 ? undefined : Math.max(...ends)
}

export function touches(fault: FaultWindow, place: PlaceOfCall): boolean {
  return agrees(fault.account, place.account) && agrees(fault.region, place.region) && agrees(fault.service, place.service)
}

const agrees = (left: string | undefined, right: string | undefined): boolean =>
  left === undefined || left === '*' || right === undefined || left === right
