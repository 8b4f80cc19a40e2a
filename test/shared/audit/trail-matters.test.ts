import { describe, expect, it } from 'vitest'
import type { AuditStatus } from '#shared/audit/query'
import { nothingRemembered, trailTroubles } from '#shared/audit/trail-matters'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'

const fine: AuditStatus = { chains: [{ chain: 'night-1', machine: 'night-desk', isOwn: true, entries: 7, lastAtMs: 0 }], isAnchored: true }
const broken: AuditStatus = { ...fine, chains: [{ ...fine.chains[0]!, wrong: { chain: 'night-1', seq: 2, words: 'Entry 2 says something else than when it was kept.' } as never }] }
const told = (status: AuditStatus, memory = nothingRemembered, nowMs = 0) => trailTroubles(ok(status), memory, nowMs).troubles.filter(({ isTold }) => isTold)

describe('What is wrong with the audit trail', () => {
  it('is told at once where a chain is not as it was kept, and names the place', () => {
    expect(told(broken)).toMatchObject([{ kind: 'trail', what: 'broken', key: 'trail broken night-1', critical: true, words: 'The audit trail of night-desk is not as it was kept. Entry 2 says something else than when it was kept. Look at it on the audit screen.' }])
  })

  it('is told at once where nothing can be done, because nothing can be written down', () => {
    expect(told({ ...fine, held: { entries: 3, why: 'The disk is full.' } })).toMatchObject([{ what: 'held', critical: true, words: 'The audit trail cannot be written: The disk is full. Nothing that acts is done meanwhile.' }])
    expect(trailTroubles(err(appError('storageFailed', 'The file cannot be opened.')), nothingRemembered, 0).troubles).toMatchObject([{ what: 'held', critical: true, isTold: true, words: 'The audit trail cannot be opened: The file cannot be opened. Nothing that acts is done meanwhile.' }])
  })

  it('is told where entries stay uncopied or unanchored for long, with when that began, and not of a store that is away for a moment', () => {
    const away: AuditStatus = { ...fine, anchorTrouble: 'The bucket is not there.', notCopied: { entries: 4, why: 'The store is away.' } }
    const first = trailTroubles(ok(away), nothingRemembered, 1_000)
    expect(first.troubles.map(({ what, isTold, critical }) => [what, isTold, critical])).toEqual([['notCopied', false, false], ['notAnchored', false, false]])
    const later = trailTroubles(ok(away), first.memory, 1_000 + 30 * minuteMs)
    expect(later.troubles.map(({ what, isTold, sinceAtMs }) => [what, isTold, sinceAtMs])).toEqual([['notCopied', true, 1_000], ['notAnchored', true, 1_000]])
    // Fine for a moment: patience begins anew.
    const mended = trailTroubles(ok(fine), later.memory, 1_000 + 31 * minuteMs)
    expect(mended).toEqual({ troubles: [], memory: new Map() })
    expect(told(away, mended.memory, 1_000 + 32 * minuteMs)).toEqual([])
  })
})
