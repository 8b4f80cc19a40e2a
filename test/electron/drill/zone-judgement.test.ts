import { describe, expect, it } from 'vitest'
import type { BlastRadius, FaultWindow, WorldCondition } from '#electron/drill/world'
import { isZoneMissed, judgeZones, startZones, type ZoneJudgement } from '#electron/drill/zone-judgement'
import type { ZoneOutage } from '#shared/incidents/zone-outage'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { aCondition, account, region } from './shown'

const at = (minutes: number): number => minutes * minuteMs
const struck: BlastRadius = { failedOver: ['a', 'b', 'c'], failingOver: [], cannotFailOver: ['d'], standbysLost: [] }
const lost: WorldCondition = { kind: 'az.outage', account, region, subject: 'eu-west-1a', sinceMs: at(1), blastRadius: struck }
const named = (ids: readonly string[]) => ids.map((database) => ({ tenant: 'acme', database }))
const told = (more: Partial<ZoneOutage> = {}): ZoneOutage => ({ account, region, az: 'eu-west-1a', sinceAtMs: at(1), failedOver: named(['a', 'b', 'c']), failingOver: [], cannotFailOver: named(['d']), untouched: [], groups: 0, groupsOut: 0, ...more })

function judge(minutes: number, zonesAt: (minute: number) => readonly ZoneOutage[], { conditions = [lost], faults = [] }: { conditions?: readonly WorldCondition[]; faults?: readonly FaultWindow[] } = {}) {
  let judgement: ZoneJudgement = startZones
  for (let minute = 0; minute <= minutes; minute += 0.5) judgement = judgeZones(judgement, { atMs: at(minute), conditions: conditions.filter(({ sinceMs }) => sinceMs <= at(minute)), zones: zonesAt(minute), faults })
  const [zone] = [...judgement.lost.values()]
  return { zone, invented: [...judgement.invented], missed: zone !== undefined && isZoneMissed(zone, faults, conditions, at(minutes)) }
}

describe('The judgement of lost zones', () => {
  it('is content with a zone that is told in time with who is struck', () => {
    const { zone, missed, invented } = judge(30, (minute) => (minute < 3 ? [] : [told()]))
    expect(zone).toMatchObject({ shownMs: at(3), wrong: new Set() })
    expect({ missed, invented }).toEqual({ missed: false, invented: [] })
  })

  it('calls one that was never told missed, but not one that took too few databases to tell, or whose place could not be read', () => {
    expect(judge(30, () => []).missed).toBe(true)
    expect(judge(3, () => []).missed).toBe(false)
    expect(judge(30, () => [], { conditions: [{ ...lost, blastRadius: { ...struck, failedOver: ['a'] } }] }).missed).toBe(false)
    expect(judge(30, () => [], { faults: [{ fault: 'deny', fromMs: 0, account }] }).missed).toBe(false)
  })

  it('wants one told that was lost before the drill, as soon as it can be read; not one of days ago, which nothing that AWS is asked for dates any more', () => {
    const before = (hours: number) => ({ conditions: [{ ...lost, sinceMs: -hours * hourMs }] })
    expect(judge(30, () => [], before(2)).missed).toBe(true)
    expect(judge(3, () => [], before(2)).missed).toBe(false)
    expect(judge(30, () => [], before(23)).missed).toBe(true)
    expect(judge(30, () => [], before(25)).missed).toBe(false)
  })

  it('finds who is left out and who is named without reason, once everybody could be read', () => {
    const { zone } = judge(30, () => [told({ failedOver: named(['a', 'b', 'x']), cannotFailOver: [] })])
    expect([...(zone?.wrong ?? [])]).toEqual(['eu-west-1a: c failed over, and was not told of', 'eu-west-1a: x was said to have failed over', 'eu-west-1a: d no standby to fail over to, and was not told of'])
    expect(judge(5, () => [told({ failedOver: named(['a']) })]).zone?.wrong.size).toBe(0)
  })

  it('leaves out of account what something else befell', () => {
    const own = aCondition('db.failover', at(20), { subject: 'c' })
    expect(judge(30, () => [told({ failedOver: named(['a', 'b']) })], { conditions: [lost, own] }).zone?.wrong.size).toBe(1)
    expect(judge(30, () => [told({ failedOver: named(['a', 'b']) })], { conditions: [lost, { ...own, sinceMs: 0 }] }).zone?.wrong.size).toBe(0)
  })

  it('calls a zone that was not lost invented, unless several databases there had trouble of their own', () => {
    expect(judge(2, () => [told()], { conditions: [] }).invented).toEqual([`${account}/${region}/eu-west-1a`])
    expect(judge(2, () => [told()], { conditions: [aCondition('db.failover', 0), aCondition('db.failover', 0, { subject: 'b' })] }).invented).toEqual([])
  })
})
