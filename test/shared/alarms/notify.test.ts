import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AccessMatter, AlarmMatter, FailoverMatter, Matter, Standing, TrailMatter, TroubleMatter, ZoneMatter } from '#shared/alarms/matter'
import { nothingTold, planNotes, type NotifyMemory } from '#shared/alarms/notify'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { monday } from '#test/builders/fleet'

const acme = { id: 'acme', name: 'Acme Bank' }
const cpu: AlarmMatter = { kind: 'alarm', key: 'cpu', name: 'acme-cpu', sinceAtMs: monday, stateUpdatedAtMs: monday, flapping: false, suppressed: false, tenants: [acme], critical: false, words: 'Alarm acme-cpu is firing.', turns: [] }
const down: TroubleMatter = { kind: 'trouble', key: 'acme db', sinceAtMs: monday, tenants: [acme], critical: true, words: 'Database acme-db has failed.' }
const failover: FailoverMatter = { kind: 'failover', key: 'acme failover', sinceAtMs: monday, tenants: [acme], critical: true, words: 'Database acme-db is failing over.' }
const zone: ZoneMatter = { kind: 'zone', key: 'zone a', sinceAtMs: monday, tenants: [acme], critical: true, words: 'Zone eu-west-1a of account 1 looks down. Of 3 primaries there 3 failed over.' }

const unclosed: AccessMatter = { kind: 'access', what: 'notClosed', key: 'access trouble|g-1', grant: 'g-1', sinceAtMs: monday, tenants: [acme], critical: true, words: 'Support access is not proven closed (frontend, g-1), after 2 tries: AWS refused.' }
const broken: TrailMatter = { kind: 'trail', what: 'broken', key: 'trail broken a', sinceAtMs: monday, tenants: [], critical: true, words: 'The audit trail of night-desk is not as it was kept.' }

const at = (matters: readonly Matter[], atMs = monday, settled = true): Standing => ({ atMs, settled, matters, criticalTenants: 0, unknownTenants: 0 })
const loud = { quiet: false }
const after = (...looks: readonly (Standing | readonly Matter[])[]): NotifyMemory => looks.reduce<NotifyMemory>((memory, look) => planNotes(memory, 'matters' in look ? look : at(look), loud).memory, nothingTold)
const notes = (memory: NotifyMemory, look: Standing | readonly Matter[], options: { quiet: boolean; covered?: boolean } = loud) => planNotes(memory, 'matters' in look ? look : at(look), options).notes

describe('notifications', () => {
  it('tell of an alarm that begins to fire, once, and lead to it', () => {
    expect(notes(after([]), [cpu])).toEqual([{ title: 'Acme Bank', body: 'Alarm acme-cpu is firing.', critical: false, open: { kind: 'alarm', alarm: 'cpu' }, isSummary: false }])
    expect(notes(after([], [cpu]), [cpu])).toEqual([])
  })

  it('tell of nothing that stood at the very first look', () => {
    expect(notes(nothingTold, [cpu, down])).toEqual([])
    expect(notes(after([cpu, down]), [cpu, down])).toEqual([])
  })

  it('tell again when an alarm fires anew', () => {
    expect(notes(after([], [cpu]), [{ ...cpu, sinceAtMs: monday + 1 }])).toHaveLength(1)
  })

  it('tell once that an alarm goes on and off, however often it does', () => {
    const flapping = { ...cpu, flapping: true, words: 'Alarm acme-cpu goes on and off.' }
    expect(notes(after([], [cpu]), [flapping])[0]?.body).toBe('Alarm acme-cpu goes on and off.')
    expect(notes(after([], [cpu], [flapping]), [{ ...flapping, stateUpdatedAtMs: monday + 3, sinceAtMs: monday + 3 }])).toEqual([])
  })

  it('are silent about suppressed alarms', () => expect(notes(after([]), [{ ...cpu, suppressed: true }])).toEqual([]))

  it('keep quiet when asked to, but never about what is critical', () => {
    expect(notes(after([]), [cpu], { quiet: true })).toEqual([])
    expect(notes(after([]), [cpu, down], { quiet: true })).toMatchObject([{ title: 'Critical: Acme Bank', body: 'Database acme-db has failed.', critical: true, open: { kind: 'tenant', tenant: 'acme' } }])
  })

  it('tell of each grant that AWS does not close once, whatever the try, and lead to it', () => {
    expect(notes(after([]), [unclosed])).toMatchObject([{ title: 'Critical: Acme Bank', critical: true, open: { kind: 'grant', grant: 'g-1' } }])
    expect(notes(after([], [unclosed]), [{ ...unclosed, words: 'after 3 tries' }])).toEqual([])
    expect(notes(after([], [unclosed]), [unclosed, { ...unclosed, key: 'access trouble|g-2', grant: 'g-2' }])).toMatchObject([{ open: { kind: 'grant', grant: 'g-2' } }])
  })

  it('tell of a broken audit trail, which is no tenant’s, and lead to its screen', () => {
    expect(notes(after([]), [broken], { quiet: true })).toMatchObject([{ title: 'Critical: the audit trail', body: 'The audit trail of night-desk is not as it was kept.', critical: true, open: { kind: 'audit' } }])
    expect(notes(after([]), [broken], { quiet: false, covered: true })).toMatchObject([{ title: 'Critical: look at Watchfloor', body: '1 matter of the audit trail. Unlock Watchfloor to see whom it concerns.' }])
  })

  it('tell of one tenant in one note, the worst first', () => {
    expect(notes(after([]), [cpu, failover, down])).toEqual([{ title: 'Critical: Acme Bank', body: 'Database acme-db is failing over.\nDatabase acme-db has failed.\nAnd 1 more.', critical: true, open: { kind: 'tenant', tenant: 'acme' }, isSummary: false }])
  })

  it('tell of a failover once, seen under way or when it was over, and of the next one again', () => {
    const over = { ...failover, critical: false, sinceAtMs: monday + 70 * secondMs, words: 'A failover of acme-db completed.' }
    expect(notes(after([], [failover]), [over])).toEqual([])
    expect(notes(after([]), [over])).toHaveLength(1)
    expect(notes(after([], [failover], at([over], monday + 30 * minuteMs)), at([{ ...failover, sinceAtMs: monday + 31 * minuteMs }], monday + 31 * minuteMs))).toHaveLength(1)
  })

  it('tell of trouble again only when it was gone for a while', () => {
    // An hour without a look: nothing changed meanwhile.
    const gone = after([], [down], at([], monday + 60 * minuteMs))
    expect(notes(gone, at([down], monday + 61 * minuteMs))).toEqual([])
    expect(notes(after([], [down], at([], monday + 60 * minuteMs), at([cpu], monday + 66 * minuteMs)), at([cpu, down], monday + 67 * minuteMs))).toHaveLength(1)
  })

  it('are one for three hundred tenants at once', () => {
    const many = Array.from({ length: 300 }, (_, index): Matter => ({ ...failover, key: `f${index}`, tenants: [{ id: `t${index}`, name: `Bank ${index}` }] }))
    expect(notes(after([]), [...many, cpu])).toEqual([{ title: 'Critical: 300 tenants at once', body: 'Bank 0, Bank 1 and 298 more: 300 failovers.\nAlso 1 firing alarm of Acme Bank.', critical: true, open: { kind: 'critical' }, isSummary: true }])
    expect(notes(after([]), [...many, zone])[0]?.title).toBe('Critical: Zone eu-west-1a of account 1 looks down')
  })

  it('say how many began when none is critical, and lead to the alarm desk', () => {
    const many = ['a', 'b', 'c', 'd'].map((key) => ({ ...cpu, key, tenants: [{ id: key, name: `Bank ${key}` }] }))
    expect(notes(after([]), many)).toEqual([{ title: '4 firing alarms began', body: 'Bank a, Bank b and 2 more: 4 firing alarms.', critical: false, open: { kind: 'alarms' }, isSummary: true }])
  })

  it('name nobody while the window is covered', () => {
    const [note] = notes(after([]), [down], { quiet: false, covered: true })
    expect(note).toMatchObject({ title: 'Critical: look at Watchfloor', body: '1 critical finding. Unlock Watchfloor to see whom it concerns.', critical: true, open: { kind: 'tenant', tenant: 'acme' } })
  })

  it('repeat nothing after a restart, and tell at its end what began meanwhile', () => {
    const before = after([], [down, cpu])
    const other = { ...down, key: 'kauri db', tenants: [{ id: 'kauri', name: 'Kauri Bank' }] }
    const reading = planNotes(before, at([], monday + minuteMs, false), loud)
    const half = planNotes(reading.memory, at([down, other], monday + 20 * minuteMs, false), loud)
    expect([reading.notes, half.notes]).toEqual([[], []])
    expect(notes(half.memory, at([down, cpu, other], monday + 21 * minuteMs))).toMatchObject([{ title: 'Critical: Kauri Bank' }])
  })

  it('tell each matter at most once, however often the same is looked at', () => {
    const matters = [cpu, down, failover, zone, unclosed, broken]
    fc.assert(
      fc.property(fc.array(fc.subarray(matters), { maxLength: 12 }), (looks) => {
        let memory = after([])
        const told: string[] = []
        looks.forEach((look) => {
          const plan = planNotes(memory, at(look), loud)
          memory = plan.memory
          told.push(...plan.news.map(({ key }) => key))
        })
        expect(new Set(told).size).toBe(told.length)
        expect(new Set(told)).toEqual(new Set(looks.flat().map(({ key }) => key)))
      }),
    )
  })
})
