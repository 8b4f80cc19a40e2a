import { describe, expect, it } from 'vitest'
import { databaseEvents, type DatabaseEventMeaning } from '#shared/fleet/database-events'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { zoneOutages, zoneOutageWords, type ZoneSight } from '#shared/incidents/zone-outage'
import type { ZoneDatabase } from '#shared/incidents/zone-strikes'
import { fakeDatabase, fakeEvent, fakeGroup } from '#test/fakes/fake-records'

const at = { account: '111122223333', region: 'eu-west-1' }
const begunMs = Date.UTC(2026, 2, 2, 2)
const nowMs = begunMs + 5 * minuteMs

interface Course {
  readonly events?: readonly (readonly [DatabaseEventMeaning, number])[]
  readonly more?: Parameters<typeof fakeDatabase>[3]
  readonly moved?: { readonly atMs: number; readonly from: string }
  readonly statusSinceMs?: number
}

const database = (tenant: string, { events = [], more = {}, moved, statusSinceMs }: Course = {}): ZoneDatabase => {
  const record = fakeDatabase(at, tenant, begunMs, more)
  return {
    tenant,
    database: record.id,
    view: {
      record,
      memory: { sameRestorableTimes: 1, ...(moved === undefined ? {} : { azChangedAtMs: moved.atMs, previousAz: moved.from }), ...(statusSinceMs === undefined ? {} : { statusSinceMs }) },
      events: events.map(([meaning, atMs]) => fakeEvent(record.id, atMs, databaseEvents[meaning].message, databaseEvents[meaning].category)),
    },
  }
}
/** Its primary was in zone a; it failed over by itself, and the zone fields may follow later. */
const failedOver = (tenant: string, offsetMs = 0): ZoneDatabase => database(tenant, { events: [['failoverStarted', begunMs + offsetMs], ['failoverCompleted', begunMs + offsetMs + 80 * secondMs], ['reasonUnreachableHost', begunMs + offsetMs + 90 * secondMs]] })
const failingOver = (tenant: string): ZoneDatabase => database(tenant, { events: [['failoverStarted', begunMs + 10 * secondMs]] })
const inZone = (zone: string, tenant: string): ZoneDatabase => database(tenant, { more: { az: `eu-west-1${zone}`, secondaryAz: zone === 'b' ? 'eu-west-1a' : 'eu-west-1b' } })
const sight = (databases: readonly ZoneDatabase[], groups: ZoneSight['groups'] = []): ZoneSight => ({ ...at, databases, groups })

describe('A zone that looks down', () => {
  it('is told by most of its primaries failing over together, with everybody whom it hits', () => {
    const alone = database('lonely', { more: { multiAz: false, secondaryAz: 'eu-west-1a', status: 'failed' }, statusSinceMs: begunMs + 30 * secondMs })
    const [outage, ...others] = zoneOutages(sight([failedOver('acme'), failedOver('bravo', 20 * secondMs), failingOver('kauri'), alone, inZone('b', 'elsewhere')]), nowMs)
    expect(others).toEqual([])
    expect(outage).toMatchObject({ az: 'eu-west-1a', sinceAtMs: begunMs, failedOver: [{ tenant: 'acme' }, { tenant: 'bravo' }], failingOver: [{ tenant: 'kauri' }], cannotFailOver: [{ tenant: 'lonely' }], untouched: [] })
    expect(zoneOutageWords(outage!)).toBe('Zone eu-west-1a of account 111122223333 looks down. Of 4 primaries there 2 failed over, 1 failing over, 1 cannot: no standby.')
  })

  it('is the same zone before and after AWS shows that the primaries moved', () => {
    const moved = (tenant: string): ZoneDatabase => ({ ...failedOver(tenant), view: { ...database(tenant, { more: { az: 'eu-west-1b', secondaryAz: 'eu-west-1c' }, moved: { atMs: begunMs + 4 * minuteMs, from: 'eu-west-1a' } }).view, events: failedOver(tenant).view.events } })
    expect(zoneOutages(sight([moved('acme'), failedOver('bravo'), moved('kauri')]), nowMs).map(({ az }) => az)).toEqual(['eu-west-1a'])
  })

  it('is told of two zones one after the other, when what fled from the first is down in the second', () => {
    const fled = (tenant: string): ZoneDatabase => {
      const { view } = database(tenant, { more: { az: 'eu-west-1b', secondaryAz: 'eu-west-1a', multiAz: false, status: 'failed' }, moved: { atMs: begunMs + 2 * minuteMs, from: 'eu-west-1a' }, statusSinceMs: begunMs + 4 * minuteMs })
      return { ...failedOver(tenant), view: { ...view, events: failedOver(tenant).view.events } }
    }
    const outages = zoneOutages(sight([fled('acme'), fled('bravo'), fled('kauri')]), nowMs)
    expect(outages).toMatchObject([
      { az: 'eu-west-1a', failedOver: [{ tenant: 'acme' }, { tenant: 'bravo' }, { tenant: 'kauri' }], cannotFailOver: [] },
      { az: 'eu-west-1b', failedOver: [], cannotFailOver: [{ tenant: 'acme' }, { tenant: 'bravo' }, { tenant: 'kauri' }] },
    ])
  })

  it('is never told by one database, whatever else stands in the zone', () => {
    expect(zoneOutages(sight([failedOver('acme')]), nowMs)).toEqual([])
    expect(zoneOutages(sight([failedOver('acme'), inZone('a', 'bravo'), inZone('a', 'kauri')]), nowMs)).toEqual([])
  })

  it('is not told by three of ten, nor by three that lie hours apart', () => {
    const calm = Array.from({ length: 7 }, (_, index) => inZone('a', `calm-${index}`))
    expect(zoneOutages(sight([failedOver('acme'), failedOver('bravo'), failedOver('kauri'), ...calm]), nowMs)).toEqual([])
    expect(zoneOutages(sight([failedOver('acme', -4 * hourMs), failedOver('bravo', -2 * hourMs), failedOver('kauri')]), nowMs)).toEqual([])
  })

  it('is not told by failovers that somebody asked for', () => {
    const asked = (tenant: string): ZoneDatabase => database(tenant, { events: [['failoverStarted', begunMs], ['failoverCompleted', begunMs + minuteMs], ['reasonRequested', begunMs + minuteMs]] })
    expect(zoneOutages(sight([asked('acme'), asked('bravo'), asked('kauri')]), nowMs)).toEqual([])
  })

  it('is told by two when they were all, and the app groups have nothing left there', () => {
    const group = fakeGroup(at, 'app', { instances: [{ id: 'i-1', az: 'eu-west-1b', lifecycle: 'InService', health: 'Healthy' }] })
    expect(zoneOutages(sight([failedOver('acme'), failedOver('bravo')], [group]), nowMs)).toMatchObject([{ az: 'eu-west-1a', groupsOut: 1, groups: 1 }])
    expect(zoneOutages(sight([failedOver('acme'), failedOver('bravo')], [fakeGroup(at, 'app')]), nowMs)).toEqual([])
  })

  it('is over when half an hour brought nothing new and nothing is down there; while something is, it lasts', () => {
    const over = sight([failedOver('acme'), failedOver('bravo'), failedOver('kauri')])
    expect(zoneOutages(over, begunMs + 30 * minuteMs)).toHaveLength(1)
    expect(zoneOutages(over, begunMs + 30 * minuteMs + 1)).toEqual([])
    expect(zoneOutages(sight([failedOver('acme'), failedOver('bravo'), failingOver('kauri')]), begunMs + 2 * hourMs)).toHaveLength(1)
  })

  describe('that was lost before anybody looked', () => {
    const hours = (length: number): number => begunMs + length * hourMs
    /** Found in the zone it fled to: what came before that, only its events tell. */
    const fled = (tenant: string, az: string, secondaryAz?: string): ZoneDatabase => {
      const { view, ...name } = database(tenant, { more: { az, ...(secondaryAz === undefined ? { multiAz: false } : { secondaryAz }) } })
      const { secondaryAz: _former, ...alone } = view.record
      const record = secondaryAz === undefined ? alone : view.record
      return { ...name, view: { record, memory: { sameRestorableTimes: 1, azSinceMs: hours(1), statusSinceMs: hours(1) }, events: failedOver(tenant).view.events } }
    }
    const deserted = fakeGroup(at, 'app', { azs: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'], desired: 2, instances: [{ id: 'i-1', az: 'eu-west-1b', lifecycle: 'InService', health: 'Healthy' }, { id: 'i-2', az: 'eu-west-1c', lifecycle: 'InService', health: 'Healthy' }] })

    it('is the one that lies deserted, wherever its primaries went', () => {
      const [outage, ...others] = zoneOutages(sight([fled('acme', 'eu-west-1b'), fled('bravo', 'eu-west-1c'), fled('kauri', 'eu-west-1b'), inZone('b', 'calm')].map((each) => (each.tenant === 'calm' ? { ...each, view: { ...each.view, record: { ...each.view.record, secondaryAz: 'eu-west-1c' } } } : each)), [deserted]), hours(1))
      expect(others).toEqual([])
      expect(outage).toMatchObject({ az: 'eu-west-1a', sinceAtMs: begunMs, failedOver: [{ tenant: 'acme' }, { tenant: 'bravo' }, { tenant: 'kauri' }], cannotFailOver: [], groupsOut: 1 })
    })

    it('has those with it that are down there, by when AWS says that they went down', () => {
      const down = (tenant: string): ZoneDatabase => database(tenant, { more: { az: 'eu-west-1a', multiAz: false, status: 'failed' }, statusSinceMs: hours(1), events: [['failedState', begunMs + 20 * secondMs]] })
      const [outage] = zoneOutages(sight([fled('acme', 'eu-west-1b'), down('bravo'), down('kauri')]), hours(1))
      expect(outage).toMatchObject({ az: 'eu-west-1a', sinceAtMs: begunMs, failedOver: [{ tenant: 'acme' }], cannotFailOver: [{ tenant: 'bravo' }, { tenant: 'kauri' }] })
    })

    it('is the zone of the standbys, when the two changed places', () => {
      expect(zoneOutages(sight([fled('acme', 'eu-west-1b', 'eu-west-1a'), fled('bravo', 'eu-west-1c', 'eu-west-1a'), fled('kauri', 'eu-west-1b', 'eu-west-1a')], [deserted]), hours(1)).map(({ az }) => az)).toEqual(['eu-west-1a'])
    })

    it('is not guessed where nothing tells one zone from another', () => {
      const spread = fakeGroup(at, 'app', { azs: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'], desired: 3, instances: ['a', 'b', 'c'].map((zone) => ({ id: `i-${zone}`, az: `eu-west-1${zone}`, lifecycle: 'InService', health: 'Healthy' })) })
      expect(zoneOutages(sight([fled('acme', 'eu-west-1b'), fled('bravo', 'eu-west-1b'), fled('kauri', 'eu-west-1b')], [spread]), hours(1))).toEqual([])
    })
  })
})
