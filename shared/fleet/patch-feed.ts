import { applyPatch } from './table-patch'
import type { FleetPatch, FleetSnapshot, FleetTable } from './table'

/**
 * The receiving end of the fleet's patches, as a pure reducer.
 *
 * 1. A patch is applied only when its epoch is ours and its `seq` our last + 1; anything older is a repeat and ignored.
 * 2. A gap or a foreign epoch: keep what is shown, keep the patch, and ask for a snapshot (once).
 * 3. A snapshot replaces the table; kept patches of its epoch that are newer are replayed in order.
 */
export type FeedMessage = { readonly kind: 'patch'; readonly patch: FleetPatch } | { readonly kind: 'snapshot'; readonly snapshot: FleetSnapshot } | { readonly kind: 'reset' } | { readonly kind: 'snapshotFailed' }

export interface FeedState {
  readonly table: FleetTable | undefined
  readonly epoch: string | undefined
  readonly seq: number
  /** True while the rows come from the last session's cache. */
  readonly cached: boolean
  readonly waiting: boolean
  readonly kept: readonly FleetPatch[]
}

/** `load`: ask for a snapshot now. `render`: the table changed. */
export type FeedAction = 'none' | 'render' | 'load'

export const emptyFeed: FeedState = { table: undefined, epoch: undefined, seq: 0, cached: false, waiting: false, kept: [] }

export interface FeedStep {
  readonly state: FeedState
  readonly action: FeedAction
}

export function receive(state: FeedState, message: FeedMessage): FeedStep {
  switch (message.kind) {
    case 'patch':
      return receivePatch(state, message.patch)
    case 'snapshot':
      return receiveSnapshot(state, message.snapshot)
    case 'reset':
      return ask(state)
    case 'snapshotFailed':
      return { state: { ...state, waiting: false }, action: 'none' }
  }
}

// More than this kept while waiting is not worth replaying: the snapshot that comes is newer anyway, or we ask again.
const mostKept = 256

function receivePatch(state: FeedState, patch: FleetPatch): FeedStep {
  if (state.waiting || state.table === undefined || patch.epoch !== state.epoch) return ask({ ...state, kept: [...state.kept, patch].slice(-mostKept) })
  if (patch.seq <= state.seq) return { state, action: 'none' }
  if (patch.seq !== state.seq + 1) return ask({ ...state, kept: [...state.kept, patch].slice(-mostKept) })
  return { state: { ...state, table: applyPatch(state.table, patch.patch), seq: patch.seq, cached: false }, action: 'render' }
}

function receiveSnapshot(state: FeedState, snapshot: FleetSnapshot): FeedStep {
  const loaded: FeedState = { table: snapshot.table, epoch: snapshot.epoch, seq: snapshot.seq, cached: snapshot.cached, waiting: false, kept: [] }
  const newer = state.kept.filter((patch) => patch.epoch === snapshot.epoch && patch.seq > snapshot.seq).sort((a, b) => a.seq - b.seq)
  const last = newer.reduce<FeedStep>((step, patch) => receive(step.state, { kind: 'patch', patch }), { state: loaded, action: 'render' })
  return last.state.waiting ? last : { state: last.state, action: 'render' }
}

const ask = (state: FeedState): FeedStep => ({ state: { ...state, waiting: true }, action: state.waiting ? 'none' : 'load' })
