import { beforeEach, describe, expect, it } from 'vitest'
import type { TrailMatter } from '#shared/alarms/matter'
import type { AuditStatus } from '#shared/audit/query'
import type { AppError } from '#shared/kernel/app-error'
import { appError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { createTrailWatch, type TrailWatch } from '#electron/app/audit/trail-watch'
import type { AuditOffice } from '#electron/ports/audit-office'
import { monday } from '#test/builders/fleet'

const fine: AuditStatus = { chains: [], isAnchored: false }
let time: VirtualTime
let status: Result<AuditStatus, AppError>
let heeded: (readonly TrailMatter[])[]
let looks: number
let watch: TrailWatch
const pass = (ms: number): Promise<void> => time.advanceTo(time.clock.nowMs() + ms, async () => new Promise((resolve) => setImmediate(resolve)))

beforeEach(() => {
  time = createVirtualTime(monday)
  status = ok(fine)
  heeded = []
  looks = 0
  const office = { status: async () => ((looks += 1), status) } as unknown as AuditOffice // asked for nothing else
  watch = createTrailWatch({ audit: { ask: (question) => question(office) }, nowMs: () => time.clock.nowMs(), timers: time.timers, heed: (matters) => void heeded.push(matters) })
})

describe('Whoever looks elsewhere', () => {
  it('is told of a trail that is wrong and of its mending, each once, however much is written meanwhile', async () => {
    status = ok({ ...fine, held: { entries: 1, why: 'The disk is full.' } })
    for (let entry = 0; entry < 20; entry += 1) watch.changed()
    await pass(3 * secondMs)
    expect([looks, heeded.map((matters) => matters.map(({ what }) => what))]).toEqual([1, [['held']]])
    watch.changed()
    await pass(3 * secondMs)
    status = ok(fine)
    watch.changed()
    await pass(3 * secondMs)
    expect(heeded.map((matters) => matters.length)).toEqual([1, 0])
  })

  it('is told of what lasts although nothing is written any more', async () => {
    status = ok({ ...fine, notCopied: { entries: 2, why: 'The store is away.' } })
    watch.changed()
    await pass(20 * minuteMs)
    expect(heeded).toEqual([])
    await pass(12 * minuteMs)
    expect(heeded).toMatchObject([[{ what: 'notCopied', sinceAtMs: monday + 2 * secondMs }]])
    const told = looks
    await pass(10 * minuteMs)
    expect(looks).toBe(told)
  })

  it('is told of a trail that cannot be opened, and of nothing after it was left', async () => {
    status = err(appError('storageFailed', 'The disk is full.'))
    watch.changed()
    await pass(3 * secondMs)
    expect(heeded).toMatchObject([[{ what: 'held', critical: true }]])
    status = ok(fine)
    watch.changed()
    watch.stop()
    await pass(minuteMs)
    expect(heeded).toHaveLength(1)
  })
})
