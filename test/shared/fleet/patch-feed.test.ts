import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFeed, receive, type FeedMessage, type FeedState } from '#shared/fleet/patch-feed'
import type { FleetPatch, FleetSnapshot } from '#shared/fleet/table'
import { applyPatch } from '#shared/fleet/table-patch'
import { emptyTable, writeRows } from '#shared/fleet/table-rows'
import { aRow, anyRow } from '#test/builders/rows'

/** A publisher's whole life: the snapshot after each patch, number 0 before any. */
function history(ticks: readonly (readonly ReturnType<typeof aRow>[])[], epoch = 'e1'): { patches: FleetPatch[]; snapshots: FleetSnapshot[] } {
  let table = emptyTable()
  let index: ReadonlyMap<string, number> = new Map()
  const patches: FleetPatch[] = []
  const snapshots: FleetSnapshot[] = [{ epoch, seq: 0, cached: false, table }]
  for (const rows of ticks) {
    const written = writeRows(table, index, rows)
    if (written.patch === undefined) continue
    ;({ table, index } = written)
    patches.push({ epoch, seq: patches.length + 1, patch: written.patch })
    snapshots.push({ epoch, seq: patches.length, cached: false, table })
  }
  return { patches, snapshots }
}

const feed = (messages: readonly FeedMessage[], from: FeedState = emptyFeed): FeedState => messages.reduce((state, message) => receive(state, message).state, from)
const ticks = fc.array(fc.array(anyRow, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })

describe('the receiving end of patches', () => {
  it('equals a fresh snapshot, whatever was lost, repeated or reordered, once a snapshot it asked for arrived', () => {
    fc.assert(
      fc.property(ticks, fc.array(fc.nat(), { maxLength: 30 }), fc.nat(), (all, picks, snapshotPick) => {
        const { patches, snapshots } = history(all)
        if (patches.length === 0) return
        let state = feed([{ kind: 'snapshot', snapshot: snapshots[snapshotPick % snapshots.length]! }])
        for (const pick of picks) {
          const step = receive(state, { kind: 'patch', patch: patches[pick % patches.length]! })
          state = step.state
          expect(state.table).toEqual(snapshots[state.seq]!.table)
          if (step.action === 'load') state = receive(state, { kind: 'snapshot', snapshot: snapshots.at(-1)! }).state
        }
        const settled = feed(patches.slice(state.seq).map((patch) => ({ kind: 'patch', patch })), state)
        expect(settled.table).toEqual(snapshots.at(-1)!.table)
      }),
    )
  })

  it('replays patches that came while it waited, when the snapshot is older than they are', () => {
    const { patches, snapshots } = history([[aRow('a')], [aRow('b')], [aRow('a', { findings: 4 })]])
    const state = feed([...patches.map((patch) => ({ kind: 'patch', patch }) as const), { kind: 'snapshot', snapshot: snapshots[1]! }])
    expect(state.seq).toBe(3)
    expect(state.table).toEqual(snapshots[3]!.table)
    expect(state.waiting).toBe(false)
  })

  it('asks once for a gap and goes on showing what it has', () => {
    const { patches, snapshots } = history([[aRow('a')], [aRow('b')], [aRow('c')]])
    const shown = feed([{ kind: 'snapshot', snapshot: snapshots[0]! }])
    const gap = receive(shown, { kind: 'patch', patch: patches[1]! })
    expect(gap.action).toBe('load')
    expect(gap.state.table).toBe(shown.table)
    expect(receive(gap.state, { kind: 'patch', patch: patches[2]! }).action).toBe('none')
  })

  it('asks again when the snapshot it got leaves a gap to what it kept', () => {
    const { patches, snapshots } = history([[aRow('a')], [aRow('b')], [aRow('c')]])
    const step = receive(feed([{ kind: 'patch', patch: patches[2]! }]), { kind: 'snapshot', snapshot: snapshots[1]! })
    expect(step.action).toBe('load')
    expect(step.state.kept).toHaveLength(1)
  })

  it('ignores repeats', () => {
    const { patches, snapshots } = history([[aRow('a')]])
    const state = feed([{ kind: 'snapshot', snapshot: snapshots[1]! }])
    expect(receive(state, { kind: 'patch', patch: patches[0]! })).toEqual({ state, action: 'none' })
  })

  it('never applies a patch of another epoch', () => {
    const old = history([[aRow('a')]], 'e1')
    const next = history([[aRow('z')], [aRow('y')]], 'e2')
    const shown = feed([{ kind: 'snapshot', snapshot: old.snapshots[0]! }])
    const step = receive(shown, { kind: 'patch', patch: next.patches[0]! })
    expect(step.action).toBe('load')
    expect(step.state.table).toBe(shown.table)
    expect(receive(step.state, { kind: 'snapshot', snapshot: next.snapshots[0]! }).state.table).toEqual(applyPatch(emptyTable(), next.patches[0]!.patch))
  })

  it('asks again with the next patch after asking failed', () => {
    const { patches } = history([[aRow('a')], [aRow('b')]])
    const failed = feed([{ kind: 'patch', patch: patches[0]! }, { kind: 'snapshotFailed' }])
    expect(receive(failed, { kind: 'patch', patch: patches[1]! }).action).toBe('load')
  })

  it('asks when told that the epoch ended', () => {
    const { snapshots } = history([[aRow('a')]])
    expect(receive(feed([{ kind: 'snapshot', snapshot: snapshots[0]! }]), { kind: 'reset' }).action).toBe('load')
  })
})
