import type { TrailMatter } from '../alarms/matter'
import type { AppError } from '../kernel/app-error'
import type { Result } from '../kernel/result'
import { minuteMs } from '../kernel/time'
import type { AuditStatus } from './query'

/** Since when each trouble stands, by the key of its matter, in AWS time. */
export type TrailMemory = ReadonlyMap<string, number>

export const nothingRemembered: TrailMemory = new Map()

export interface TrailTrouble extends TrailMatter {
  /** It stands for so long, or is so bad, that somebody is told. */
  readonly isTold: boolean
}

/** A store or a bucket that is away for a moment is no reason to wake somebody. */
const patienceMs = 30 * minuteMs

/**
 * What is wrong with the audit trail of this console, as the tray and the notifications tell it. `status` not ok: the trail cannot be opened.
 *
 * A broken chain, and a trail that cannot be written so that nothing is done, are critical and told at once; what is not copied or
 * anchored is told once it has lasted.
 */
export function trailTroubles(status: Result<AuditStatus, AppError>, memory: TrailMemory, nowMs: number): { readonly troubles: readonly TrailTrouble[]; readonly memory: TrailMemory } {
  const found = status.ok ? foundIn(status.value) : [{ what: 'held' as const, id: '', words: `The audit trail cannot be opened: ${status.error.message} Nothing that acts is done meanwhile.` }]
  const troubles = found.map(({ what, id, words }): TrailTrouble => {
    const key = `trail ${what}${id}`
    const sinceAtMs = memory.get(key) ?? nowMs
    const critical = what === 'broken' || what === 'held'
    return { kind: 'trail', what, key, sinceAtMs, tenants: [], critical, words, isTold: critical || nowMs - sinceAtMs >= patienceMs }
  })
  return { troubles, memory: new Map(troubles.map(({ key, sinceAtMs }) => [key, sinceAtMs])) }
}

function foundIn({ chains, held, notCopied, anchorTrouble }: AuditStatus): readonly { readonly what: TrailMatter['what']; readonly id: string; readonly words: string }[] {
  return [
    ...chains.flatMap(({ chain, machine, wrong }) => (wrong === undefined ? [] : [{ what: 'broken' as const, id: ` ${chain}`, words: `The audit trail of ${machine} is not as it was kept. ${wrong.words} Look at it on the audit screen.` }])),
    ...(held === undefined ? [] : [{ what: 'held' as const, id: '', words: `The audit trail cannot be written: ${held.why} Nothing that acts is done meanwhile.` }]),
    ...(notCopied === undefined ? [] : [{ what: 'notCopied' as const, id: '', words: `Entries of the audit trail are on this computer alone: ${notCopied.why}` }]),
    ...(anchorTrouble === undefined ? [] : [{ what: 'notAnchored' as const, id: '', words: `The audit trail has no new anchor: ${anchorTrouble}` }]),
  ]
}
