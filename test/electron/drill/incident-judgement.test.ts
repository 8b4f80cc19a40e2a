import { describe, expect, it } from 'vitest'
import { judgeIncidents, tellIncidents, type IncidentTruth } from '#electron/drill/incident-judgement'
import type { WorldCondition } from '#electron/drill/world'
import type { HistoryItem } from '#shared/history/batch'
import type { Witness } from '#shared/incidents/witness'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { aCondition, account, region } from './shown'

const at = (minutes: number): number => minutes * minuteMs
const subject = { key: 'arn:acme-frontend', tenant: 'acme', tenantName: 'Acme', environment: 'frontend', account, region, database: 'acme-frontend', availabilityPercent: 99.99 }
const saw = (...witnesses: readonly Witness[]): HistoryItem => ({ kind: 'witnesses', subject, witnesses })
const event = (atMs: number, meaning: 'failoverStarted' | 'failoverCompleted' | 'reasonRequested' | 'reasonUnhealthyHost'): Witness => ({ kind: 'event', atMs, meaning, message: meaning })
const failover = (fromMs: number, toMs: number, reason: 'reasonRequested' | 'reasonUnhealthyHost' = 'reasonUnhealthyHost'): readonly Witness[] => [event(fromMs, 'failoverStarted'), event(toMs, 'failoverCompleted'), event(toMs + 12 * secondMs, reason)]

type Ended = WorldCondition & { readonly clearedMs?: number }
const truly = (fromMs: number, toMs?: number, planned = false): Ended => ({ ...aCondition('db.failover', fromMs, { planned }), ...(toMs === undefined ? {} : { clearedMs: toMs }) })
const truth = (conditions: readonly Ended[], more: Partial<IncidentTruth> = {}): IncidentTruth => ({ startedMs: 0, atMs: at(60), conditions, faults: [], ...more })
const judge = (items: readonly HistoryItem[], conditions: readonly Ended[], more: Partial<IncidentTruth> = {}) => judgeIncidents([...tellIncidents(new Map(), items).values()].flat(), truth(conditions, more))

describe('The judgement of incidents', () => {
  it('is content with one incident a failover, however often it was seen', () => {
    const told = failover(at(5), at(6))
    const report = judge([saw(...told.slice(0, 1)), saw(...told, { kind: 'zone', atMs: at(10), fromAz: 'a', toAz: 'b' }), saw(...told)], [truly(at(5), at(6))])
    expect(report).toEqual({ expected: 1, missed: [], doubled: [], wrong: [] })
  })

  it('names a failover that no incident tells of, unless its place could not be read', () => {
    expect(judge([], [truly(at(5), at(6))]).missed).toEqual([`acme-frontend@${at(5)}`])
    expect(judge([], [truly(at(5), at(6))], { faults: [{ fault: 'hang', fromMs: at(5), toMs: at(20), account }] })).toMatchObject({ expected: 0, missed: [] })
    expect(judge([], [truly(at(5), at(6))], { atMs: at(7) })).toMatchObject({ expected: 0, missed: [] })
  })

  it('names two incidents for one failover, and one for none', () => {
    const late: Witness = { kind: 'zone', atMs: at(6) + 100 * minuteMs, fromAz: 'a', toAz: 'b' }
    const twice = [saw(...failover(at(5), at(6))), saw(...failover(at(30), at(31)))]
    expect(judge([...twice, saw(late)], [truly(at(5), at(6))]).doubled).toEqual([`acme-frontend@${at(5)}`])
    expect(judge([saw(...failover(at(5), at(6)))], []).wrong).toEqual([`${subject.key}@${at(5)}: no such failover`])
  })

  it('forgives a changed zone that AWS dated wrongly', () => {
    const seen: Witness = { kind: 'zone', atMs: at(3), fromAz: 'a', toAz: 'b' }
    const items = [saw(...failover(at(9), at(10)), seen)]
    expect(judge(items, [truly(at(9), at(10))]).wrong).toHaveLength(1)
    expect(judge(items, [truly(at(9), at(10))], { faults: [{ fault: 'clock', fromMs: 0, account }] }).wrong).toEqual([])
  })

  it('wants the cause right, and the length', () => {
    expect(judge([saw(...failover(at(5), at(6), 'reasonRequested'))], [truly(at(5), at(6), false)]).wrong).toEqual([`${subject.key}@${at(5)}: said to be planned`])
    expect(judge([saw(...failover(at(5), at(6), 'reasonRequested'))], [truly(at(5), at(6), true)]).wrong).toEqual([])
    expect(judge([saw(...failover(at(5), at(6)))], [truly(at(5), at(8))]).wrong).toEqual([`${subject.key}@${at(5)}: lasted 180000 ms, said to be 60000 ms`])
    expect(judge([saw(event(at(5), 'failoverStarted'))], [truly(at(5), at(6))]).wrong).toContain(`${subject.key}@${at(5)}: said to be inProgress`)
  })

  it('lets a probe be off by its interval, and by anything when clients were cut off for another reason too', () => {
    const felt: Witness = { kind: 'probe', atMs: at(5), untilMs: at(7), probe: 'p' }
    const items = [saw(...failover(at(5), at(6)), felt)]
    expect(judge(items, [truly(at(5), at(6))]).wrong).toEqual([])
    const longer = [saw(...failover(at(5), at(6)), { ...felt, untilMs: at(15) })]
    expect(judge(longer, [truly(at(5), at(6))]).wrong).toHaveLength(1)
    expect(judge(longer, [truly(at(5), at(6)), { ...aCondition('app.instance-fails', at(5)), clearedMs: at(15) }]).wrong).toEqual([])
  })

  it('takes failovers that follow each other at once for one matter', () => {
    expect(judge([saw(...failover(at(5), at(6)), ...failover(at(8), at(9)))], [truly(at(5), at(6)), truly(at(8), at(9))])).toEqual({ expected: 1, missed: [], doubled: [], wrong: [] })
  })

  it('finds one that does not end to be under way', () => {
    expect(judge([saw(event(at(5), 'failoverStarted'))], [truly(at(5))])).toEqual({ expected: 1, missed: [], doubled: [], wrong: [] })
  })
})
