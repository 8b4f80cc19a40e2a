import type { HandoverSheet } from '../history/handover'
import type { FleetAt, HistoryChanges, HistoryExtent } from '../history/fleet-at'
import type { Incident } from '../incidents/incident'

/** What this machine remembers of the watched fleet. Times are AWS time, epoch milliseconds. */
export interface HistoryCommands {
  'history.state': { input: null; output: HistoryState }
  /** The fleet as it was known at a moment; `tenant`: whose findings are wanted beside the table. */
  'history.fleetAt': { input: { readonly atMs: number; readonly tenant?: string }; output: FleetAt }
  'history.changes': { input: { readonly fromMs: number; readonly toMs: number; readonly tenant?: string }; output: HistoryChanges }
  /** Newest first. */
  'incidents.list': { input: { readonly tenant?: string; readonly fromMs?: number; readonly toMs?: number }; output: readonly Incident[] }
  'handover.sheet': { input: { readonly fromMs: number; readonly toMs: number }; output: HandoverSheet }
}

export interface HistoryEvents {
  /** Something new was kept, or could not be: ask again. At most once a second. */
  'history.kept': { readonly count: number }
}

export interface HistoryState {
  readonly extent: HistoryExtent
  /** The embedded training fleet begins its time anew at every start, and its history with it. */
  readonly beginsAnew: boolean
  /** Why nothing is kept now. */
  readonly trouble?: string
  /** Changes that could not be kept and are lost. */
  readonly lost: number
  /** Where a damaged file was put at the start. */
  readonly setAside?: string
}
