import { describe, expect, it } from 'vitest'
import { judgeTenant } from '#shared/health/judge'
import { hourMs, minuteMs } from '#shared/kernel/time'
import type { FleetRecord } from '#shared/fleet/records'
import { tenantPicture, type TenantPicture } from '../../../renderer/features/tenant/picture/picture-model'
import { pictureWords } from '../../../renderer/features/tenant/picture/picture-words'
import { aDatabase, anAppGroup, anEvent, instances, monday } from '#test/builders/fleet'
import { viewWith } from '#test/builders/views'

function pictureOf(changed: readonly FleetRecord[] = [], nowMs = monday): TenantPicture {
  const view = viewWith(changed)
  return tenantPicture({ view, findings: judgeTenant(view, nowMs) }, nowMs)
}

const frontend = (picture: TenantPicture) => picture.environments.find(({ environment }) => environment === 'frontend')!

describe('The picture of the zones', () => {
  it('puts primary, standby and app servers where they are', () => {
    const picture = pictureOf([aDatabase({ az: 'eu-west-1a', secondaryAz: 'eu-west-1c' }), anAppGroup({ desired: 4, instances: instances(4, ['eu-west-1a', 'eu-west-1b']) })])
    expect(picture.zones).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c'])
    expect(frontend(picture).databases).toMatchObject([{ primary: 'eu-west-1a', standby: 'eu-west-1c', status: 'available' }])
    expect(frontend(picture).groups).toMatchObject([{ inService: 4, zones: [{ zone: 'eu-west-1a', serving: 2 }, { zone: 'eu-west-1b', serving: 2 }] }])
    expect(frontend(picture).databases[0]).not.toHaveProperty('trouble')
    expect(frontend(picture).databases[0]).not.toHaveProperty('failover')
  })

  it('says that there is no standby, and what a finding says of the database', () => {
    const [database] = frontend(pictureOf([aDatabase({ multiAz: false })])).databases
    expect(database).toMatchObject({ alone: 'singleAz', trouble: { severity: expect.stringMatching(/degraded|critical/) as string } })
    expect(database).not.toHaveProperty('standby')
  })

  it('never draws a standby that AWS did not tell of', () => {
    const { secondaryAz: _none, ...untold } = aDatabase()
    expect(frontend(pictureOf([untold])).databases[0]).toMatchObject({ alone: 'notTold' })
  })

  it('draws a failover for a day, with when and how long', () => {
    const events = [anEvent('failoverStarted', monday - 10 * minuteMs), anEvent('failoverCompleted', monday - 9 * minuteMs)]
    expect(frontend(pictureOf(events)).databases[0]?.failover).toMatchObject({ state: 'completed', atMs: monday - 10 * minuteMs, tookMs: minuteMs })
    expect(frontend(pictureOf(events, monday + 25 * hourMs)).databases[0]).not.toHaveProperty('failover')
  })

  it('shows one that goes on for as long as it does', () => {
    expect(frontend(pictureOf([anEvent('failoverStarted', monday - 10 * minuteMs)], monday + 30 * hourMs)).databases[0]?.failover).toMatchObject({ state: 'inProgress' })
  })

  it('counts as serving only what is in service and healthy, and says what the rest does', () => {
    const [first, second, ...rest] = instances(4)
    const group = anAppGroup({ desired: 4, instances: [{ ...first!, health: 'Unhealthy' }, { ...second!, lifecycle: 'Terminating' }, ...rest] })
    const [picture] = frontend(pictureOf([group])).groups
    expect(picture).toMatchObject({ inService: 2, trouble: { severity: expect.any(String) as string } })
    expect(picture?.zones.flatMap(({ others }) => others.map(({ lifecycle }) => lifecycle)).sort()).toEqual(['InService', 'Terminating'])
  })

  it('says all of it in words', () => {
    const events = [anEvent('failoverStarted', monday - 10 * minuteMs), anEvent('failoverCompleted', monday - 9 * minuteMs)]
    const words = pictureWords(pictureOf(events), monday)
    expect(words).toMatch(/^frontend: app group .* of \d+ in service: .*; database acme-bank-frontend, primary in eu-west-1\w, standby in eu-west-1\w, .*failed over at .* in 1 m/)
  })
})
