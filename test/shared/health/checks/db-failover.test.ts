import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DatabaseEventMeaning } from '#shared/fleet/database-events'
import { dayMs, minuteMs, secondMs } from '#shared/kernel/time'
import { latestFailover } from '#shared/health/failover'
import { nextJudgementAtMs } from '#shared/health/judge'
import { aDatabase, anEvent, changes, complete, everything, healthyRecords, monday } from '#test/builders/fleet'
import { findingsOf, severitiesOf, viewAfter, viewWith } from '#test/builders/views'

type Said = readonly [DatabaseEventMeaning, number]
const withEvents = (...events: readonly Said[]) => viewWith(events.map(([meaning, atMs]) => anEvent(meaning, monday + atMs)))
const at = (view: ReturnType<typeof viewWith>, afterMs: number) => severitiesOf(view, 'db-failover', monday + afterMs)
const incident = (view: ReturnType<typeof viewWith>) => latestFailover(view.databases[0]!)

describe('a failover', () => {
  it('that started is critical, and stuck ten minutes later', () => {
    const view = withEvents(['failoverStarted', 0])
    expect(at(view, minuteMs)).toEqual(['critical'])
    expect(findingsOf(view, 'db-failover', monday + 10 * minuteMs)[0]?.summary).not.toContain('stuck')
    const [stuck] = findingsOf(view, 'db-failover', monday + 10 * minuteMs + 1)
    expect(stuck).toMatchObject({ severity: 'unknown', lastKnownSeverity: 'critical' })
    expect(stuck?.summary).toContain('stuck')
    const polled = viewAfter([...everything([...healthyRecords(), anEvent('failoverStarted', monday)]), changes('rds.events', [], [], { atMs: monday + 10 * minuteMs })])
    expect(severitiesOf(polled, 'db-failover', monday + 10 * minuteMs + 1)).toEqual(['critical'])
  })

  it.each<DatabaseEventMeaning>(['failoverCompleted', 'failoverDnsPropagating', 'partialFailoverRecovered'])('ends with %s: watched for an hour, told for a day', (end) => {
    const view = viewAfter(everything([...healthyRecords(), anEvent('failoverStarted', monday - 75 * secondMs), anEvent(end, monday)]))
    const severity = (ms: number) => {
      const fresh = viewAfter([...everything([...healthyRecords(), ...view.databases[0]!.events]), changes('rds.events', [], [], { atMs: Math.min(monday + ms, monday + dayMs - 2 * minuteMs) })])
      return severitiesOf(fresh, 'db-failover', monday + ms)
    }
    expect(severity(60 * minuteMs)).toEqual(['watch'])
    expect(severity(60 * minuteMs + 1)).toEqual(['info'])
    expect(severity(dayMs)).toEqual(['info'])
    expect(severity(dayMs + 1)).toEqual([])
  })

  it('is one incident, however its events are ordered, doubled or accompanied', () => {
    const events: readonly Said[] = [
      ['shutdown', -90 * secondMs],
      ['failoverStarted', -90 * secondMs],
      ['restarted', -45 * secondMs],
      ['failoverCompleted', -15 * secondMs],
      ['failoverDnsPropagating', -14 * secondMs],
      ['reasonUnhealthyHost', -3 * secondMs],
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 12 }), (order) => {
        const view = viewAfter([...everything(healthyRecords()), ...order.map(([meaning, ms], i) => changes('rds.events', [anEvent(meaning, monday + ms)], [], { atMs: monday + i }))])
        expect(incident(view)).toMatchObject({ state: 'completed', startedAtMs: monday - 90 * secondMs, completedAtMs: monday - 15 * secondMs, cause: 'fault' })
        expect(findingsOf(view, 'db-failover', monday + secondMs)).toHaveLength(1)
      }),
    )
  })

  it('seen to end but not to start is still told', () => expect(at(withEvents(['failoverCompleted', -minuteMs]), 0)).toEqual(['watch']))

  it('after another is an incident of its own, and under way again', () => {
    const view = withEvents(['failoverStarted', -3 * 60 * minuteMs], ['failoverCompleted', -3 * 60 * minuteMs + 60 * secondMs], ['failoverStarted', -minuteMs])
    expect(incident(view)).toMatchObject({ state: 'inProgress', startedAtMs: monday - minuteMs })
    expect(at(view, 0)).toEqual(['critical'])
  })

  it.each<readonly [DatabaseEventMeaning, string | undefined]>([
    ['reasonRequested', 'requested'],
    ['reasonPatching', 'requested'],
    ['reasonStorage', 'fault'],
    ['restarted', undefined],
  ])('tells planned from unplanned by %s', (reason, cause) => {
    expect(incident(withEvents(['failoverStarted', -90 * secondMs], ['failoverCompleted', -30 * secondMs], [reason, -20 * secondMs]))?.cause).toBe(cause)
  })

  it('that was asked for and abandoned is information', () => expect(at(withEvents(['failoverAbandoned', -minuteMs]), 0)).toEqual(['info']))

  it('of a cluster is read by its own events, and one that failed is critical', () => {
    const member = aDatabase({ clusterId: 'c1' })
    const start = anEvent('clusterFailoverStartedCrossAz', monday - minuteMs, 'c1')
    expect(at(viewWith([member, start]), 0)).toEqual(['critical'])
    expect(at(viewWith([member, start, anEvent('clusterFailoverCompleted', monday - 30 * secondMs, 'c1')]), 0)).toEqual(['watch'])
    expect(findingsOf(viewWith([member, start, anEvent('clusterFailoverFailed', monday - 30 * secondMs, 'c1')]), 'db-failover')[0]).toMatchObject({ severity: 'critical', sinceAtMs: monday - minuteMs })
  })

  it('is noticed even when AWS words its events differently', () => {
    const said = { ...anEvent('failoverStarted', monday - minuteMs), message: 'A failover of the Multi-AZ instance has begun' }
    expect(at(viewWith([said]), 0)).toEqual(['critical'])
    expect(at(viewWith([{ ...said, message: 'Something about a failover' }]), 0)).toEqual([])
  })
})

describe('zones that changed', () => {
  const swapped = aDatabase({ az: 'eu-west-1b', secondaryAz: 'eu-west-1a' })
  const seenAt = (minutes: number, ...events: readonly Said[]) => viewAfter([...everything([...healthyRecords(), ...events.map(([meaning, ms]) => anEvent(meaning, monday + ms))]), complete('rds.instances', [swapped], { atMs: monday + minutes * minuteMs })])

  it('without any event are an incident, resting on the inventory', () => {
    const view = seenAt(5)
    expect(incident(view)).toMatchObject({ state: 'completed', fromAz: 'eu-west-1a', toAz: 'eu-west-1b', completedAtMs: monday + 5 * minuteMs })
    expect(findingsOf(view, 'db-failover', monday + 5 * minuteMs)[0]).toMatchObject({ severity: 'watch', basis: { feed: 'rds.instances' } })
  })

  it('minutes after the events confirm the incident and open no second one', () => {
    const view = seenAt(6, ['failoverStarted', -90 * secondMs], ['failoverCompleted', 0])
    expect(incident(view)).toMatchObject({ state: 'completed', completedAtMs: monday, confirmedAtMs: monday + 6 * minuteMs, fromAz: 'eu-west-1a', toAz: 'eu-west-1b' })
  })

  it('end an incident whose last event never came, once the database is available', () => {
    expect(incident(seenAt(4, ['failoverStarted', 0]))).toMatchObject({ state: 'completed', completedAtMs: monday + 4 * minuteMs })
  })

  it('do not end one that started after them', () => {
    const view = viewAfter([...everything(healthyRecords()), complete('rds.instances', [swapped], { atMs: monday + 5 * minuteMs }), changes('rds.events', [anEvent('failoverStarted', monday + 30 * minuteMs)], [], { atMs: monday + 31 * minuteMs })])
    expect(incident(view)).toMatchObject({ state: 'inProgress', startedAtMs: monday + 30 * minuteMs })
  })
})

describe('time alone', () => {
  it('is foreseen where it changes the verdict', () => {
    const polledLate = (ms: number, ...events: readonly Said[]) => viewAfter([...everything([...healthyRecords(), ...events.map(([meaning, each]) => anEvent(meaning, monday + each))], { atMs: monday + ms })])
    expect(nextJudgementAtMs(polledLate(9 * minuteMs, ['failoverStarted', 0]), monday + 9 * minuteMs)).toBe(monday + 10 * minuteMs + 1)
    expect(nextJudgementAtMs(polledLate(59 * minuteMs, ['failoverCompleted', 0]), monday + 59 * minuteMs)).toBe(monday + 60 * minuteMs + 1)
  })
})
