import { beforeEach, describe, expect, it } from 'vitest'
import type { AlarmMark } from '#shared/alarms/acknowledgement'
import type { AccessMatter, AlarmMatter, Matter, Standing, TrailMatter, TroubleMatter } from '#shared/alarms/matter'
import type { Note } from '#shared/alarms/note'
import type { TrayView } from '#shared/alarms/tray-view'
import { ok } from '#shared/kernel/result'
import { hourMs, secondMs } from '#shared/kernel/time'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { createAttentionDesk, type AttentionDesk } from '#electron/app/attention/attention-desk'
import type { DocumentStore } from '#electron/ports/document-store'
import { monday } from '#test/builders/fleet'

const acme = { id: 'acme', name: 'Acme Bank' }
const down: TroubleMatter = { kind: 'trouble', key: 'acme db', sinceAtMs: monday, tenants: [acme], critical: true, words: 'Database acme-db has failed.' }
const cpu: AlarmMatter = { kind: 'alarm', key: 'cpu', name: 'cpu', sinceAtMs: monday, stateUpdatedAtMs: monday, flapping: false, suppressed: false, tenants: [acme], critical: false, words: 'Alarm cpu is firing.', turns: [] }
const bank = (index: number): TroubleMatter => ({ ...down, key: `db ${index}`, tenants: [{ id: `t${index}`, name: `Bank ${index}` }] })
const at = (matters: readonly Matter[], settled = true): Standing => ({ atMs: monday, settled, matters, criticalTenants: matters.filter(({ critical }) => critical).length, unknownTenants: 0 })
const unclosed: AccessMatter = { kind: 'access', what: 'notClosed', key: 'access trouble|g-1', grant: 'g-1', sinceAtMs: monday, tenants: [acme], critical: true, words: 'Support access is not proven closed.' }
const broken: TrailMatter = { kind: 'trail', what: 'broken', key: 'trail broken a', sinceAtMs: monday, tenants: [], critical: true, words: 'The audit trail of night-desk is not as it was kept.' }

interface Shown extends Note {
  readonly press: () => void
  takenBack: boolean
}

let time: VirtualTime
let shown: Shown[]
let told: [string, unknown][]
let tray: { view: TrayView; quietUntilMs: number | undefined } | undefined
let marks: AlarmMark[]
let covered: boolean
let windowShown: number
let kept: unknown

const memoryStore = (): DocumentStore => ({
  load: async () => kept,
  save: async (document) => {
    kept = JSON.parse(JSON.stringify(document))
    return ok(null)
  },
})

async function open(): Promise<AttentionDesk> {
  const desk = createAttentionDesk({
    notifier: {
      show: (note, press) => {
        const entry: Shown = { ...note, press, takenBack: false }
        shown.push(entry)
        return () => (entry.takenBack = true)
      },
    },
    beacon: { show: (view, quietUntilMs) => (tray = { view, quietUntilMs }), stop: () => undefined },
    store: memoryStore(),
    marks: async () => ok(marks),
    publish: (name, payload) => void told.push([name, payload]),
    isCovered: () => covered,
    showWindow: () => void (windowShown += 1),
    nextMorningMs: (nowMs) => nowMs + 9 * hourMs,
    clock: time.clock,
    timers: time.timers,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  await desk.start()
  return desk
}
const pass = (seconds: number): Promise<void> => time.advanceTo(time.clock.nowMs() + seconds * secondMs, async () => new Promise((resolve) => setImmediate(resolve)))
const standing = (): readonly Shown[] => shown.filter(({ takenBack }) => !takenBack)
async function stands(desk: AttentionDesk, now: Standing, seconds = 3, key = 'file a'): Promise<void> {
  desk.stands(key, false, now)
  await new Promise((resolve) => setImmediate(resolve))
  await pass(seconds)
}

beforeEach(() => {
  time = createVirtualTime(monday)
  shown = []
  told = []
  marks = []
  covered = false
  windowShown = 0
  kept = undefined
  tray = undefined
})

describe('the attention of an operator', () => {
  it('is not asked for by what stood at the first start; only the tray counts it', async () => {
    const desk = await open()
    await stands(desk, at([down, cpu]))
    expect(shown).toEqual([])
    expect(tray?.view).toMatchObject({ worst: 'critical', count: 1, words: '1 tenant critical, 1 alarm uncovered' })
  })

  it('is asked for by what begins, with a sound, and a press leads there', async () => {
    const desk = await open()
    await stands(desk, at([]))
    await stands(desk, at([down]))
    expect(standing()).toMatchObject([{ title: 'Critical: Acme Bank', critical: true }])
    expect(told).toContainEqual(['attention.told', { critical: true }])
    shown[0]?.press()
    expect(windowShown).toBe(1)
    expect(told).toContainEqual(['attention.open', { kind: 'tenant', tenant: 'acme' }])
  })

  it('is asked for once by three hundred tenants, however they drip in', async () => {
    const desk = await open()
    await stands(desk, at([]))
    const all = Array.from({ length: 300 }, (_, index) => bank(index))
    for (let seen = 10; seen <= 300; seen += 10) await stands(desk, at(all.slice(0, seen)), 1)
    await pass(60)
    expect(standing()).toMatchObject([{ title: 'Critical: 300 tenants at once', isSummary: true }])
    expect(shown.length).toBeLessThanOrEqual(4)
  })

  it('is asked for at once by the first, while others still drip in', async () => {
    const desk = await open()
    await stands(desk, at([]))
    await stands(desk, at([down]), 1)
    await stands(desk, at([down, bank(1)]), 1)
    await pass(1)
    expect(standing().map(({ title }) => title)).toEqual(['Critical: Acme Bank', 'Critical: Bank 1'])
  })

  it('is not asked for again after a restart, only by what began meanwhile', async () => {
    const before = await open()
    await stands(before, at([]))
    await stands(before, at([down]))
    await before.stop()
    shown = []
    const desk = await open()
    await stands(desk, at([], false))
    await stands(desk, at([down, bank(1)], false))
    expect(shown).toEqual([])
    await stands(desk, at([down, bank(1)]))
    expect(shown.map(({ title }) => title)).toEqual(['Critical: Bank 1'])
  })

  it('does not wait for ever for a fleet of which a part cannot be read', async () => {
    const before = await open()
    await stands(before, at([]))
    await before.stop()
    const desk = await open()
    await stands(desk, at([down], false))
    expect(shown).toEqual([])
    await pass(95)
    expect(shown).toHaveLength(1)
  })

  it('is spared while quiet, but for what is critical; and the quiet ends by itself', async () => {
    const desk = await open()
    await stands(desk, at([]))
    expect(await desk.quiet('hour')).toMatchObject({ quietUntilMs: monday + 3 * secondMs + hourMs })
    expect(tray?.quietUntilMs).toBe(monday + 3 * secondMs + hourMs)
    await stands(desk, at([cpu]))
    expect(shown).toEqual([])
    expect(tray?.view.words).toBe('1 alarm uncovered')
    await stands(desk, at([cpu, down]))
    expect(shown).toMatchObject([{ title: 'Critical: Acme Bank' }])
    await pass(3_700)
    expect(desk.view()).toEqual({ troubles: [] })
    await stands(desk, at([cpu, down, { ...cpu, key: 'other' }]))
    expect(shown).toHaveLength(2)
  })

  it('stays quiet over a restart, no longer than was said', async () => {
    await (await open()).quiet('morning')
    expect((await open()).view().quietUntilMs).toBe(monday + 9 * hourMs)
    await pass(10 * 3600)
    expect((await open()).view()).toEqual({ troubles: [] })
  })

  it('names nobody behind the cover, and a press leads there once it is gone', async () => {
    const desk = await open()
    await stands(desk, at([]))
    covered = true
    await stands(desk, at([down]))
    expect(JSON.stringify(shown)).not.toContain('Acme')
    shown[0]?.press()
    expect(told.some(([name]) => name === 'attention.open')).toBe(false)
    covered = false
    desk.uncovered()
    expect(told).toContainEqual(['attention.open', { kind: 'tenant', tenant: 'acme' }])
  })

  it('counts an alarm no more once somebody takes care of it', async () => {
    const desk = await open()
    await stands(desk, at([cpu]))
    expect(tray?.view).toMatchObject({ worst: 'degraded', count: 1 })
    marks = [{ id: 'm', alarm: 'cpu', stateUpdatedAtMs: monday, kind: 'acknowledged', by: 'ada', atMs: monday }]
    desk.marked()
    await pass(1)
    expect(tray?.view).toMatchObject({ worst: 'healthy', count: 0 })
  })

  it('is led to the grant by a press on the tray’s line, at once or once the cover is gone', async () => {
    const desk = await open()
    await stands(desk, at([unclosed]))
    const [line] = tray!.view.lines
    expect(line?.label).toBe('Acme Bank: support access not proven closed')
    desk.open(line!.open)
    expect(windowShown).toBe(1)
    expect(told).toContainEqual(['attention.open', { kind: 'grant', grant: 'g-1' }])
    covered = true
    desk.coverChanged()
    await pass(1)
    expect(tray?.view).toMatchObject({ words: '1 tenant critical, 1 support access not proven closed', lines: [] })
    covered = false
    desk.coverChanged()
    await stands(desk, at([]))
    expect(tray?.view).toMatchObject({ worst: 'healthy', lines: [] })
  })

  it('is asked for by what is wrong with the audit trail of the source that is watched, and of no other', async () => {
    const desk = await open()
    await stands(desk, at([]))
    desk.trail('file b', [{ ...broken, key: 'trail broken b' }])
    await pass(3)
    expect([shown, tray?.view.worst]).toEqual([[], 'healthy'])
    desk.trail('file a', [broken])
    await pass(3)
    expect(shown).toMatchObject([{ title: 'Critical: the audit trail' }])
    expect(tray?.view).toMatchObject({ worst: 'critical', count: 1, words: 'the audit trail is not as it was kept' })
    desk.trail('file a', [])
    await pass(3)
    expect(tray?.view.worst).toBe('healthy')
  })

  it('begins anew with another source, and forgets what was told of one whose time does', async () => {
    const desk = await open()
    await stands(desk, at([]))
    await stands(desk, at([down]))
    await stands(desk, at([bank(1), bank(2)]), 3, 'file b')
    expect(shown).toHaveLength(1)
    desk.stands('training x', true, at([]))
    await pass(3)
    await desk.stop()
    expect(kept).toMatchObject({ source: 'file b' })
  })
})
