import { describe, expect, it } from 'vitest'
import { coverAlarms, isUncovered } from '#shared/alarms/covered-alarms'
import type { DeskAlarm, DeskAlarms } from '#shared/alarms/desk-alarm'
import type { AlarmMark, MarkKind } from '#shared/alarms/acknowledgement'
import { deskAlarms } from '#shared/fleet/desk-alarms'
import type { AlarmRecord, FleetRecord } from '#shared/fleet/records'
import { dayMs, minuteMs } from '#shared/kernel/time'
import { aDatabase, anAlarm, anAppGroup, everything, monday } from '#test/builders/fleet'
import { afterAll } from '#test/builders/views'

const firing = (name: string, over: Partial<AlarmRecord> = {}): AlarmRecord => anAlarm(name, { state: 'ALARM', stateUpdatedAtMs: monday - 7 * minuteMs, ...over })
const desk = (...records: readonly FleetRecord[]): DeskAlarms => deskAlarms(afterAll(everything([aDatabase(), ...records])), monday)
const named = ({ alarms }: { readonly alarms: readonly DeskAlarm[] }): readonly string[] => alarms.map(({ name }) => name)

describe('the alarms of the desk', () => {
  it('are those that somebody should know of, worst first; a healthy one is not there', () => {
    const found = desk(anAlarm('fine'), anAlarm('mute', { actionsEnabled: false }), anAlarm('grey', { state: 'INSUFFICIENT_DATA' }), firing('old', { stateUpdatedAtMs: monday - 3 * dayMs }), firing('new'), firing('quiet', { suppressedBy: 'deploying' }))
    expect(named(found)).toEqual(['new', 'old', 'quiet', 'grey', 'mute'])
    expect(found.alarms.map(({ trouble }) => trouble)).toEqual(['firing', 'firing', 'firing', 'noData', 'tellsNobody'])
    expect(found.alarms.map(({ isSilent }) => isSilent)).toEqual([false, true, false, false, false])
    expect(found.alarms[4]?.why).toBe('its actions are turned off')
    // Its state is older than that it tells nobody, or younger: nobody knows.
    expect(found.alarms[4]).not.toHaveProperty('sinceMs')
  })

  it('are one row each, however many tenants share it', () => {
    const group = anAppGroup()
    const shared = firing('latency', { dimensions: { AutoScalingGroupName: group.id } })
    const found = desk(group, shared, aDatabase({ id: 'bravo-frontend', tenantTag: 'bravo' }))
    expect(named(found)).toEqual(['latency'])
    expect(found.alarms[0]?.tenants.map(({ id }) => id).sort()).toEqual(['acme-bank', 'bravo'])
    expect(found.alarms[0]?.wanted).toBe(2)
  })

  it('show the rule with every child and its state, a child that is not there, and children of children; a circle ends', () => {
    const inner = anAlarm('inner', { type: 'composite', dimensions: {}, rule: 'ALARM("cpu") OR ALARM("outer")' })
    const outer = firing('outer', { type: 'composite', dimensions: {}, rule: 'ALARM("inner") OR ALARM("gone")' })
    const tree = desk(firing('cpu'), inner, outer).alarms.find(({ name }) => name === 'outer')?.rule
    expect(tree?.text).toBe('ALARM("inner") OR ALARM("gone")')
    expect(tree?.children).toMatchObject([
      { name: 'inner', state: 'OK', children: [{ name: 'cpu', state: 'ALARM' }, { name: 'outer', state: 'ALARM', children: [] }] },
      { name: 'gone', children: [] },
    ])
    expect(tree?.children[1]).not.toHaveProperty('state')
  })

  it('say why there is no data', () => {
    const why = (database: Parameters<typeof aDatabase>[0], alarm: Partial<AlarmRecord> = {}): unknown => desk(aDatabase(database), anAlarm('grey', { state: 'INSUFFICIENT_DATA', metric: 'CPUUtilization', ...alarm })).alarms[0]
    expect(why({ status: 'stopped' })).toMatchObject({ why: expect.stringContaining('acme-bank-frontend is stopped') as string, severity: 'info' })
    expect(why({})).toMatchObject({ why: 'its metric CPUUtilization sends nothing', severity: 'watch' })
    expect(why({}, { dimensions: { DBInstanceIdentifier: 'gone' } })).toMatchObject({ why: expect.stringContaining('does not exist') as string })
  })

  it('fold one that goes on and off into one row, since its first change', () => {
    const at = (minutes: number, state: AlarmRecord['state']) => everything([aDatabase(), anAlarm('cpu', { state, stateUpdatedAtMs: monday + minutes * minuteMs })], { atMs: monday + minutes * minuteMs })
    const state = afterAll([...at(0, 'ALARM'), ...at(3, 'OK'), ...at(6, 'ALARM'), ...at(9, 'OK')])
    expect(deskAlarms(state, monday + 10 * minuteMs).alarms).toMatchObject([{ name: 'cpu', trouble: 'flapping', state: 'OK', sinceMs: monday }])
    expect(deskAlarms(state, monday + 60 * minuteMs).alarms).toEqual([])
  })
})

describe('an account x Region whose alarms were not read', () => {
  it('is named: what is not read is not quiet', () => {
    expect(deskAlarms(afterAll([]), monday).unread).toMatchObject([{ account: '111122223333', region: 'eu-west-1' }])
    expect(desk().unread).toEqual([])
  })
})

describe('the cover of the desk’s alarms', () => {
  const mark = (alarm: DeskAlarm, by: string, kind: MarkKind): AlarmMark => ({ id: `${alarm.name} ${by}`, alarm: alarm.key, stateUpdatedAtMs: alarm.stateUpdatedAtMs ?? 0, kind, by, atMs: monday })

  it('puts what nobody takes care of first, and asks nobody to cover what does not fire', () => {
    const found = desk(firing('a'), firing('b', { stateUpdatedAtMs: monday - 9 * minuteMs }), anAlarm('grey', { state: 'INSUFFICIENT_DATA' }))
    const [a] = found.alarms
    const covered = coverAlarms(found, [mark(a!, 'ana', 'acknowledged'), mark(a!, 'ben', 'seen')])
    expect(named(covered)).toEqual(['b', 'a', 'grey'])
    expect(covered.alarms.map(({ coverage }) => coverage?.state)).toEqual(['uncovered', 'covered', undefined])
    expect(covered.alarms.map(isUncovered)).toEqual([true, false, false])
  })

  it('counts an alarm that somebody only knows of as one that nobody takes care of', () => {
    const found = desk(firing('a'))
    expect(coverAlarms(found, [mark(found.alarms[0]!, 'ana', 'seen')]).alarms.map(isUncovered)).toEqual([true])
  })
})
