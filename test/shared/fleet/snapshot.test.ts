import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { Observation } from '#shared/fleet/observation'
import { applyObservation, emptySnapshot, tenantIds, unassigned, unassignedCount, type FleetSnapshotState } from '#shared/fleet/snapshot'
import { viewTenant } from '#shared/fleet/tenant-views'
import { minuteMs, secondMs, dayMs } from '#shared/kernel/time'
import { aBackup, aConfig, aDatabase, anAlarm, anAppGroup, anEvent, aPending, aSnapshot, aTargetHealth, aTenant, changes, complete, everything, failed, healthyRecords, monday, targetArn } from '#test/builders/fleet'

const after = (observations: readonly Observation[], config: FleetConfig = aConfig()): FleetSnapshotState =>
  observations.reduce((state, observation) => applyObservation(state, observation).next, emptySnapshot(config))
const touchedBy = (state: FleetSnapshotState, observation: Observation): readonly string[] => [...applyObservation(state, observation).diff.tenants].sort()
const databaseIds = (state: FleetSnapshotState, tenant = 'acme-bank'): readonly string[] => viewTenant(state, tenant).databases.map(({ record }) => record.id)
const later = (minutes: number) => ({ atMs: monday + minutes * minuteMs })

describe('tenants', () => {
  it('of the file exist before anything is polled, and those discovered by tags join them', () => {
    const config = aConfig({ tenants: [aTenant('listed')] })
    expect(tenantIds(emptySnapshot(config))).toEqual(['listed'])
    const state = after(everything(healthyRecords()), config)
    expect(tenantIds(state)).toEqual(['listed', 'acme-bank'])
    expect(viewTenant(state, 'acme-bank').inFleetFile).toBe(false)
    expect(viewTenant(state, 'listed')).toMatchObject({ inFleetFile: true, name: 'Name of listed', places: [] })
  })

  it('without resources know where they were looked for; others do not carry that along', () => {
    const state = after(everything(healthyRecords()), aConfig({ tenants: [aTenant('listed')] }))
    expect(viewTenant(state, 'listed').searched).toHaveLength(1)
    expect(viewTenant(state, 'acme-bank').searched).toBeUndefined()
  })

  it('that were discovered go when their last resource goes', () => {
    const state = after([...everything(healthyRecords()), complete('rds.instances', [], later(5)), complete('cloudwatch.alarms', [], later(5))])
    expect(tenantIds(state)).toEqual([])
  })

  it('are silos while alone in their account, pooled when another moves in, which touches both', () => {
    const alone = after(everything(healthyRecords()))
    expect(viewTenant(alone, 'acme-bank').model).toBe('silo')
    const second = complete('rds.instances', [aDatabase(), aDatabase({ id: 'kauri-frontend', tenantTag: 'kauri' })], later(5))
    expect(touchedBy(alone, second)).toEqual(['acme-bank', 'kauri'])
    expect(viewTenant(after([...everything(healthyRecords()), second]), 'acme-bank').model).toBe('pooled')
  })
})

describe('an observation', () => {
  const start = after(everything(healthyRecords()))

  it('that failed deletes nothing and keeps the time of the last success', () => {
    const state = applyObservation(start, failed('rds.instances', 'denied', later(5))).next
    expect(databaseIds(state)).toEqual(['acme-bank-frontend'])
    expect(viewTenant(state, 'acme-bank').places[0]?.feeds['rds.instances']).toMatchObject({ observedAtMs: monday, errorAtMs: monday + 5 * minuteMs, error: { kind: 'denied' } })
  })

  it('that succeeded and is empty deletes', () => {
    expect(databaseIds(applyObservation(start, complete('rds.instances', [], later(5))).next)).toEqual([])
  })

  it('of changes leaves alone what it does not name', () => {
    const two = after([complete('rds.instances', [aDatabase(), aDatabase({ id: 'acme-bank-cron', environmentTag: 'cron' })])])
    const state = applyObservation(two, changes('rds.instances', [aDatabase({ status: 'rebooting' })], [], later(1))).next
    expect(databaseIds(state)).toEqual(['acme-bank-frontend', 'acme-bank-cron'])
    expect(viewTenant(state, 'acme-bank').databases[0]).toMatchObject({ record: { status: 'rebooting' }, observedAtMs: monday + minuteMs })
    expect(viewTenant(state, 'acme-bank').databases[1]?.observedAtMs).toBe(monday)
    expect(databaseIds(applyObservation(state, changes('rds.instances', [], [aDatabase().key], later(2))).next)).toEqual(['acme-bank-cron'])
  })

  it('of changes renews the records, not the feed, lest the others look fresher than they are', () => {
    const state = applyObservation(start, changes('rds.instances', [aDatabase()], [], later(5))).next
    expect(viewTenant(state, 'acme-bank').places[0]?.feeds['rds.instances'].observedAtMs).toBe(monday)
  })

  it('that a newer one overtook is ignored', () => {
    const newer = applyObservation(start, complete('rds.instances', [aDatabase({ status: 'failed' })], later(1))).next
    const late = complete('rds.instances', [aDatabase()], { atMs: monday + 30 * secondMs })
    expect(applyObservation(newer, late).next).toBe(newer)
  })

  it('dated far before the last counts: it is the clock that was corrected', () => {
    const ahead = after(everything(healthyRecords(), later(60)))
    const corrected = applyObservation(ahead, complete('rds.instances', [aDatabase({ status: 'failed' })])).next
    expect(viewTenant(corrected, 'acme-bank').databases[0]).toMatchObject({ record: { status: 'failed' }, observedAtMs: monday })
  })

  it('of a place outside the file is kept all the same', () => {
    const state = after([complete('rds.instances', [aDatabase({ region: 'us-east-1' })], { region: 'us-east-1' })])
    expect(databaseIds(state)).toEqual(['acme-bank-frontend'])
  })
})

describe('the tenants that an observation touches', () => {
  const others = [aDatabase({ id: 'kauri-frontend', tenantTag: 'kauri' }), anAlarm('kauri-cpu', { dimensions: { DBInstanceIdentifier: 'kauri-frontend' } })]
  const start = after(everything([...healthyRecords(), ...others]))

  it('are nobody when a poll only confirms what was known', () => {
    expect(touchedBy(start, complete('cloudwatch.firing', [], later(1)))).toEqual([])
    expect(touchedBy(start, complete('autoscaling.groups', [anAppGroup()], later(5)))).toEqual([])
    expect(touchedBy(start, complete('rds.events', [], later(1)))).toEqual([])
  })

  it('are the owner of an alarm that fires, and nobody else', () => {
    expect(touchedBy(start, complete('cloudwatch.firing', [anAlarm('kauri-cpu', { state: 'ALARM', dimensions: { DBInstanceIdentifier: 'kauri-frontend' }, stateUpdatedAtMs: monday })], later(1)))).toEqual(['kauri'])
  })

  it('are all that share an app group', () => {
    expect(touchedBy(start, complete('autoscaling.groups', [anAppGroup({ desired: 6 })], later(5)))).toEqual(['acme-bank', 'kauri'])
    expect(touchedBy(start, complete('elbv2.target-health', [aTargetHealth('frontend-app', ['unhealthy'])], later(5)))).toEqual(['acme-bank', 'kauri'])
  })

  it('are the owner of a database with an event, once: the overlap of the next poll repeats it', () => {
    const event = anEvent('failoverStarted', monday, 'kauri-frontend')
    expect(touchedBy(start, changes('rds.events', [event], [], later(1)))).toEqual(['kauri'])
    const seen = applyObservation(start, changes('rds.events', [event], [], later(1))).next
    expect(touchedBy(seen, changes('rds.events', [event], [], later(2)))).toEqual([])
  })

  it('are all of the place when a refusal makes everything unknown, and again when it ends', () => {
    const denied = failed('rds.instances', 'denied', later(5))
    expect(touchedBy(start, denied)).toEqual(['acme-bank', 'kauri'])
    const state = applyObservation(start, denied).next
    expect(touchedBy(state, failed('rds.instances', 'denied', later(6)))).toEqual([])
    expect(touchedBy(state, complete('rds.instances', [aDatabase(), ...others.slice(0, 1)], later(7)))).toEqual(['acme-bank', 'kauri'])
  })

  it('are nobody when trouble passes before the data is old', () => {
    expect(touchedBy(start, failed('cloudwatch.firing', 'throttled', later(1)))).toEqual([])
  })

  it('include tenants of the file without resources once the last place answered', () => {
    const config = aConfig({ tenants: [aTenant('listed')] })
    const state = after([complete('rds.instances', [])], config)
    expect(touchedBy(state, complete('autoscaling.groups', []))).toEqual(['listed'])
  })
})

describe('what belongs to whom', () => {
  it('shares an app group tagged * with everyone in its environment, and with nobody else', () => {
    const state = after(everything([...healthyRecords(), aDatabase({ id: 'kauri-cron', tenantTag: 'kauri', environmentTag: 'cron' })]))
    expect(viewTenant(state, 'acme-bank').appGroups).toMatchObject([{ shared: true, environment: 'frontend', targets: [{ targetGroupName: 'frontend-app' }] }])
    expect(viewTenant(state, 'kauri').appGroups).toEqual([])
  })

  it('places alarms by database, group, target group and load balancer', () => {
    const dims = [
      { AutoScalingGroupName: 'frontend-app' },
      { TargetGroup: targetArn('frontend-app').slice(targetArn('frontend-app').indexOf('targetgroup/')), LoadBalancer: 'app/frontend/1' },
      { LoadBalancer: 'app/frontend/1' },
      { DBInstanceIdentifier: 'acme-bank-frontend' },
    ]
    const state = after(everything([aDatabase(), anAppGroup(), ...dims.map((dimensions, i) => anAlarm(`a${i}`, { dimensions }))]))
    expect(viewTenant(state, 'acme-bank').alarms.map(({ record, environment }) => [record.name, environment])).toEqual(['a0', 'a1', 'a2', 'a3'].map((name) => [name, 'frontend']))
  })

  it('places composites by their children, names the red ones, and survives a circle', () => {
    const red = anAlarm('cpu', { state: 'ALARM' })
    const service = anAlarm('service', { type: 'composite', dimensions: {}, rule: `ALARM("cpu") OR ALARM(${anAlarm('round').arn})` })
    const round = anAlarm('round', { type: 'composite', dimensions: {}, rule: `ALARM('service')` })
    const state = after(everything([aDatabase(), red, service, round]))
    const views = viewTenant(state, 'acme-bank').alarms
    expect(views.map(({ record }) => record.name)).toEqual(['cpu', 'round', 'service'])
    expect(views.find(({ record }) => record.name === 'service')?.redChildren).toEqual(['cpu'])
  })

  it('touches the composite of an alarm together with it', () => {
    const service = anAlarm('service', { type: 'composite', dimensions: {}, rule: 'ALARM("mine") OR ALARM("yours")' })
    const yours = anAlarm('yours', { dimensions: { DBInstanceIdentifier: 'kauri-frontend' } })
    const state = after(everything([aDatabase(), aDatabase({ id: 'kauri-frontend', tenantTag: 'kauri' }), anAlarm('mine'), yours, service]))
    expect(touchedBy(state, complete('cloudwatch.firing', [anAlarm('mine', { state: 'ALARM', stateUpdatedAtMs: monday })], later(1)))).toEqual(['acme-bank', 'kauri'])
  })

  it('places other alarms by their own tags, which stay when a later list comes without them', () => {
    const lonely = anAlarm('lonely', { dimensions: {} })
    const state = after([...everything([aDatabase(), lonely])])
    expect(unassigned(state).alarms.map(({ name }) => name)).toEqual(['lonely'])
    const tagged = applyObservation(state, changes('cloudwatch.alarms', [{ ...lonely, tenantTag: 'acme-bank', environmentTag: 'cron' }], [], later(1))).next
    expect(viewTenant(tagged, 'acme-bank').alarms).toMatchObject([{ environment: 'cron' }])
    const swept = applyObservation(tagged, complete('cloudwatch.alarms', [lonely], later(30))).next
    expect(viewTenant(swept, 'acme-bank').alarms).toHaveLength(1)
  })

  it('counts and lists what nobody owns', () => {
    const { tenantTag: _tag, ...bare } = aDatabase({ id: 'nobody' })
    const state = after(everything([...healthyRecords(), bare, anAlarm('orphan', { dimensions: { DBInstanceIdentifier: 'nobody' } })]))
    expect(unassigned(state)).toMatchObject({ databases: [{ id: 'nobody' }], appGroups: [], alarms: [{ name: 'orphan' }] })
    expect(unassignedCount(state)).toBe(2)
  })

  it('follows a resource to the tenant it is tagged with now', () => {
    const state = after([...everything(healthyRecords()), complete('rds.instances', [aDatabase({ tenantTag: 'kauri' })], later(5))])
    expect(databaseIds(state, 'kauri')).toEqual(['acme-bank-frontend'])
    expect(tenantIds(state)).toEqual(['kauri'])
  })
})

describe('alarms from three feeds', () => {
  const firing = anAlarm('cpu', { state: 'ALARM', stateUpdatedAtMs: monday })
  const quiet = anAlarm('cpu')
  const shown = (state: FleetSnapshotState) => viewTenant(state, 'acme-bank').alarms[0]?.record
  const swept = [complete('rds.instances', [aDatabase()]), complete('cloudwatch.alarms', [quiet])]

  it('fire as soon as the poll of firing alarms says so, and stop when it says so no more', () => {
    const red = after([...swept, complete('cloudwatch.firing', [firing], later(1))])
    expect(shown(red)?.state).toBe('ALARM')
    expect(shown(applyObservation(red, complete('cloudwatch.firing', [], later(2))).next)).toMatchObject({ state: 'OK' })
  })

  it('do not fire again because an older sweep still saw them firing', () => {
    const state = after([...swept, complete('cloudwatch.alarms', [firing], later(1)), complete('cloudwatch.firing', [], later(2))])
    expect(shown(state)?.state).toBe('OK')
  })

  it('turn grey when the poll of alarms without data says so', () => {
    const grey = anAlarm('cpu', { state: 'INSUFFICIENT_DATA', stateUpdatedAtMs: monday + minuteMs })
    expect(shown(after([...swept, complete('cloudwatch.no-data', [grey], later(2))]))?.state).toBe('INSUFFICIENT_DATA')
  })

  it('are there before the first sweep, and gone when a sweep no longer has them', () => {
    const early = after([complete('rds.instances', [aDatabase()]), complete('cloudwatch.firing', [firing])])
    expect(shown(early)?.state).toBe('ALARM')
    expect(shown(applyObservation(early, complete('cloudwatch.alarms', [], later(1))).next)).toBeUndefined()
  })
})

describe('what the watch remembers of a database', () => {
  const memory = (state: FleetSnapshotState) => viewTenant(state, 'acme-bank').databases[0]?.memory

  it('counts polls that returned the same restorable time, each poll once', () => {
    const state = after([0, 5, 10, 10].map((minutes) => complete('rds.instances', [aDatabase()], later(minutes))))
    expect(memory(state)?.sameRestorableTimes).toBe(3)
    expect(memory(applyObservation(state, complete('rds.instances', [aDatabase({ latestRestorableAtMs: monday })], later(15))).next)?.sameRestorableTimes).toBe(1)
    expect(memory(applyObservation(state, complete('rds.instances', [aDatabase({ status: 'modifying' })], later(15))).next)?.sameRestorableTimes).toBe(0)
  })

  it('knows when it was last Multi-AZ, where the primary was before, and since when the status is what it is', () => {
    const state = after([
      complete('rds.instances', [aDatabase()]),
      complete('rds.instances', [aDatabase({ az: 'eu-west-1b', secondaryAz: 'eu-west-1a' })], later(5)),
      complete('rds.instances', [aDatabase({ az: 'eu-west-1b', multiAz: false, status: 'modifying' })], later(10)),
      complete('rds.instances', [aDatabase({ az: 'eu-west-1b', multiAz: false, status: 'modifying' })], later(15)),
    ])
    expect(memory(state)).toEqual({ lastMultiAzAtMs: monday + 5 * minuteMs, azChangedAtMs: monday + 5 * minuteMs, previousAz: 'eu-west-1a', azSinceMs: monday + 5 * minuteMs, sameRestorableTimes: 0, statusSinceMs: monday + 10 * minuteMs })
  })
})

describe('events of databases', () => {
  it('are kept for a day, in order, each once, whatever order they came in', () => {
    const [old, first, second] = [anEvent('restarted', monday - dayMs + minuteMs), anEvent('failoverStarted', monday), anEvent('failoverCompleted', monday + minuteMs)]
    const state = after([complete('rds.instances', [aDatabase()]), changes('rds.events', [second, old, first, second], [], later(1))])
    expect(viewTenant(state, 'acme-bank').databases[0]?.events).toEqual([old, first, second])
    const next = applyObservation(state, complete('rds.events', [], later(2)))
    expect(viewTenant(next.next, 'acme-bank').databases[0]?.events).toEqual([first, second])
    expect([...next.diff.tenants]).toEqual(['acme-bank'])
  })

  it('of a cluster belong to its members', () => {
    const member = aDatabase({ clusterId: 'acme-cluster' })
    const event = anEvent('clusterFailoverStartedCrossAz', monday, 'acme-cluster')
    const state = after([complete('rds.instances', [member])])
    expect(touchedBy(state, changes('rds.events', [event], [], later(1)))).toContain('acme-bank')
    expect(viewTenant(applyObservation(state, changes('rds.events', [event])).next, 'acme-bank').databases[0]?.events).toEqual([event])
  })
})

describe('any life of polls', () => {
  const database = fc.record({ id: fc.constantFrom('a', 'b', 'c'), tenantTag: fc.constantFrom('t1', 't2', '*'), status: fc.constantFrom('available', 'failed'), latestRestorableAtMs: fc.constantFrom(monday - 1, monday - 2), az: fc.constantFrom('x', 'y') }).map((over) => aDatabase(over))
  const alarm = fc
    .record({ name: fc.constantFrom('p', 'q'), db: fc.constantFrom('a', 'b', 'gone'), state: fc.constantFrom('OK' as const, 'ALARM' as const, 'INSUFFICIENT_DATA' as const), updated: fc.nat(3) })
    .map(({ name, db, state, updated }) => anAlarm(name, { state, stateUpdatedAtMs: monday + updated, dimensions: { DBInstanceIdentifier: db } }))
  const snapshot = fc.record({ databaseId: fc.constantFrom('a', 'b'), status: fc.constantFrom('available', 'creating') }).map((over) => aSnapshot(over))
  const event = fc.record({ id: fc.constantFrom('a', 'b'), at: fc.nat(3) }).map(({ id, at }) => anEvent('restarted', monday + at, id))
  const group = fc.record({ id: fc.constantFrom('g', 'h'), tenantTag: fc.constantFrom('t1', '*'), desired: fc.nat(2) }).map((over) => anAppGroup(over))
  const outcomes = fc.oneof(
    fc.uniqueArray(database, { selector: ({ id }) => id, maxLength: 3 }).map((records) => ({ feed: 'rds.instances' as const, records })),
    fc.uniqueArray(alarm, { selector: ({ name }) => name, maxLength: 2 }).map((records) => ({ feed: 'cloudwatch.alarms' as const, records })),
    fc.uniqueArray(alarm, { selector: ({ name }) => name, maxLength: 2 }).map((records) => ({ feed: 'cloudwatch.firing' as const, records: records.filter(({ state }) => state === 'ALARM') })),
    fc.uniqueArray(snapshot, { selector: ({ key }) => key, maxLength: 2 }).map((records) => ({ feed: 'rds.snapshots' as const, records })),
    fc.uniqueArray(event, { selector: ({ key }) => key, maxLength: 2 }).map((records) => ({ feed: 'rds.events' as const, records })),
    fc.uniqueArray(group, { selector: ({ id }) => id, maxLength: 2 }).map((records) => ({ feed: 'autoscaling.groups' as const, records })),
  )
  const polls = fc.array(fc.tuple(outcomes, fc.boolean()), { maxLength: 12 }).map((all) =>
    all.map(([{ feed, records }, fails], i): Observation => (fails ? failed(feed, 'throttled', { atMs: monday + (i + 1) * secondMs }) : complete(feed, records, { atMs: monday + (i + 1) * secondMs }))),
  )
  const config = aConfig({ tenants: [aTenant('t1'), aTenant('empty')] })
  const views = (state: FleetSnapshotState) => tenantIds(state).map((id) => viewTenant(state, id)).sort((a, b) => (a.id < b.id ? -1 : 1))

  it('ends the same when every observation comes twice', () => {
    fc.assert(
      fc.property(polls, (all) => {
        expect(views(after(all.flatMap((each) => [each, each]), config))).toEqual(views(after(all, config)))
      }),
    )
  })

  it('ends the same when replies of different feeds overtake each other', () => {
    fc.assert(
      fc.property(polls, (all) => {
        const successes = all.filter(({ outcome }) => outcome.kind !== 'error')
        const byFeed = [...successes].sort((a, b) => (a.feed < b.feed ? -1 : a.feed > b.feed ? 1 : a.observedAtMs - b.observedAtMs))
        expect(views(after(byFeed, config))).toEqual(views(after(successes, config)))
      }),
    )
  })

  it('keeps the newest state of each feed when replies overtake each other, the memory of what was never seen apart', () => {
    fc.assert(
      fc.property(polls, (all) => {
        const successes = all.filter(({ outcome }) => outcome.kind !== 'error')
        const forget = (state: FleetSnapshotState) => views(state).map((view) => ({ ...view, databases: view.databases.map(({ memory: _memory, ...rest }) => rest), alarms: view.alarms.map(({ turns: _turns, ...rest }) => rest) }))
        expect(forget(after([...successes].reverse(), config))).toEqual(forget(after(successes, config)))
      }),
    )
  })

  it('never loses a resource to an error', () => {
    fc.assert(
      fc.property(polls, (all) => {
        const resources = (state: FleetSnapshotState) => views(state).map(({ id, databases, appGroups, alarms }) => ({ id, databases, appGroups: appGroups.map(({ record }) => record), alarms: alarms.map(({ record }) => record) }))
        const strip = (list: ReturnType<typeof resources>) => list.map((each) => ({ ...each, databases: each.databases.map(({ place: _place, ...rest }) => rest) }))
        const successes = all.filter(({ outcome }) => outcome.kind !== 'error')
        expect(strip(resources(after(all, config)))).toEqual(strip(resources(after(successes, config))))
      }),
    )
  })

  it('touches every tenant whose view differs in more than its age', () => {
    fc.assert(
      fc.property(polls, (all) => {
        let state = emptySnapshot(config)
        for (const observation of all) {
          const { next, diff } = applyObservation(state, observation)
          const ids = new Set([...tenantIds(state), ...tenantIds(next)])
          for (const id of ids) {
            const ageless = (of: FleetSnapshotState) => {
              const { places: _places, searched: _searched, ...view } = viewTenant(of, id)
              return JSON.stringify(view, (key, value: unknown) => (key === 'place' ? undefined : value))
            }
            if (!diff.tenants.has(id)) expect(ageless(next)).toBe(ageless(state))
          }
          state = next
        }
      }),
    )
  })

  it('equals a fresh start when lost polls are made up by the next complete ones', () => {
    fc.assert(
      fc.property(polls, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (all, lost) => {
        const final = everything([aDatabase({ id: 'a', tenantTag: 't1' }), anAlarm('p', { dimensions: { DBInstanceIdentifier: 'a' } }), aPending({ databaseId: 'a' }), aBackup({ databaseId: 'a' })], { atMs: monday + minuteMs })
        const strip = (state: FleetSnapshotState) => views(state).map(({ id, databases, appGroups, alarms }) => ({ id, databases: databases.map(({ record, snapshots, pending, backup }) => ({ record, snapshots, pending, backup })), appGroups: appGroups.length, alarms: alarms.map(({ record }) => record) }))
        const kept = all.filter((_, i) => lost[i] !== true)
        expect(strip(after([...kept, ...final], config))).toEqual(strip(after(final, config)))
      }),
    )
  })
})
