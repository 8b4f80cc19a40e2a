import { describe, expect, it } from 'vitest'
import { nothingTold, planNotes, type AlarmMoment, type NotifyMemory } from '#shared/alarms/notify'
import { monday } from '#test/builders/fleet'

const cpu: AlarmMoment = { key: 'cpu', name: 'acme-cpu', state: 'ALARM', stateUpdatedAtMs: monday, flapping: false, suppressed: false, tenants: ['Acme Bank'], critical: false }
const after = (...steps: readonly (readonly AlarmMoment[])[]): NotifyMemory => steps.reduce((memory, firing) => planNotes(memory, firing, { quiet: false }).memory, nothingTold)
const notes = (memory: NotifyMemory, firing: readonly AlarmMoment[], quiet = false) => planNotes(memory, firing, { quiet }).notes

describe('notifications of alarms', () => {
  it('tell of an alarm that begins to fire, once', () => {
    expect(notes(after([]), [cpu])).toEqual([{ title: 'Acme Bank', body: 'acme-cpu is firing', critical: false, alarms: ['cpu'] }])
    expect(notes(after([], [cpu]), [cpu])).toEqual([])
  })

  it('tell of nothing that fired before the watch began', () => {
    expect(notes(nothingTold, [cpu])).toEqual([])
    expect(notes(after([cpu]), [cpu])).toEqual([])
  })

  it('tell again when it fires anew', () => {
    expect(notes(after([], [cpu], []), [cpu])).toHaveLength(1)
    expect(notes(after([], [cpu]), [{ ...cpu, stateUpdatedAtMs: monday + 1 }])).toHaveLength(1)
  })

  it('tell once that an alarm goes on and off, however often it does', () => {
    const flapping = { ...cpu, flapping: true, stateUpdatedAtMs: monday + 2 }
    expect(notes(after([], [cpu]), [flapping])[0]?.body).toBe('acme-cpu goes on and off')
    expect(notes(after([], [cpu], [flapping]), [{ ...flapping, state: 'OK', stateUpdatedAtMs: monday + 3 }])).toEqual([])
  })

  it('are silent about suppressed alarms', () => expect(notes(after([]), [{ ...cpu, suppressed: true }])).toEqual([]))

  it('keep quiet when asked to, but never about a critical tenant', () => {
    expect(notes(after([]), [cpu], true)).toEqual([])
    expect(notes(after([]), [cpu, { ...cpu, key: 'db', name: 'kauri-db', critical: true }], true)).toEqual([{ title: 'Critical: Acme Bank', body: 'kauri-db is firing', critical: true, alarms: ['db'] }])
  })

  it('are one when many alarms fire at once, the critical ones first', () => {
    const many = ['a', 'b', 'c', 'd'].map((key) => ({ ...cpu, key, name: key, tenants: [`Bank ${key}`], critical: key === 'd' }))
    expect(notes(after([]), many)).toEqual([{ title: 'Critical: 4 alarms began to fire', body: 'Bank d, Bank a and 2 more', critical: true, alarms: ['d', 'a', 'b', 'c'] }])
  })
})
