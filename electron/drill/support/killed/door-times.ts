import { secondMs } from '#shared/kernel/time'
import type { SupportWorld } from '../support-world'
import type { WorldNow } from '../world-sight'

/** When AWS let a grant in, as it was looked at. */
export interface OpenTimes {
  readonly firstMs: number
  readonly lastMs: number
}

/** Looks at AWS whenever time moves, and remembers for whom its doors were open. */
export interface FollowedDoors {
  look(): Promise<WorldNow>
  /** What was seen last, unless that is too long ago. */
  glance(): Promise<WorldNow>
  /** Nobody is at the desk meanwhile. */
  pass(ms: number): Promise<void>
  /** By the document, by the grant's id. */
  readonly documents: ReadonlyMap<string, OpenTimes>
  /** By a rule that names it. */
  readonly rules: ReadonlyMap<string, OpenTimes>
}

const lookEveryMs = 10 * secondMs

export function followDoors({ sight, time, settled }: Pick<SupportWorld, 'sight' | 'time' | 'settled'>): FollowedDoors {
  const documents = new Map<string, OpenTimes>()
  const rules = new Map<string, OpenTimes>()
  let last: { readonly seen: WorldNow; readonly atMs: number } | undefined
  const look = async (): Promise<WorldNow> => {
    const seen = await sight.look()
    const nowMs = time.clock.nowMs()
    last = { seen, atMs: nowMs }
    for (const [times, ids] of [[documents, seen.document], [rules, seen.ssh]] as const) for (const id of ids) times.set(id, { firstMs: times.get(id)?.firstMs ?? nowMs, lastMs: nowMs })
    return seen
  }
  return {
    documents,
    rules,
    look,
    glance: async () => (last === undefined || time.clock.nowMs() - last.atMs >= lookEveryMs ? look() : last.seen),
    pass: async (ms) => {
      await look()
      const untilMs = time.clock.nowMs() + ms
      while (time.clock.nowMs() < untilMs) {
        await time.advanceTo(Math.min(untilMs, time.clock.nowMs() + lookEveryMs), settled)
        await look()
      }
    },
  }
}
