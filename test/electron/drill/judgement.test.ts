import { describe, expect, it } from 'vitest'
import { judgeSample, startJudgement, type Judgement, type Sample } from '#electron/drill/judgement'
import { drillReport } from '#electron/drill/report'
import type { FaultWindow } from '#electron/drill/world'
import { minuteMs } from '#shared/kernel/time'
import type { TenantView } from '#shared/fleet/tenant-view'
import { aCondition, aFinding, aTenant, account, region } from './shown'

const bill = { requests: 0, dollars: 0, throttled: 0 }
const at = (minutes: number): number => minutes * minuteMs

/** Plays `shape(minute)` once a simulated half minute, from after the cold start. */
function judge(minutes: number, shape: (minute: number) => Omit<Sample, 'atMs'>, faults: readonly FaultWindow[] = []) {
  let judgement: Judgement = startJudgement(at(-10), faults)
  for (let minute = 0; minute <= minutes; minute += 0.5) judgement = judgeSample(judgement, { atMs: at(minute), ...shape(minute) })
  return drillReport(judgement, bill)
}

const stuck = aCondition('db.failover-stuck', 0)
const freeze = aCondition('db.lrt-freeze', 0)
const healthy = aTenant('acme', 'healthy')

describe('The judgement of a drill', () => {
  it('says when a condition was seen, how late, when it ended and when it was gone from the screen', () => {
    const report = judge(20, (minute) => ({
      conditions: minute < 12 ? [aCondition('db.status', at(2))].filter(() => minute >= 2) : [],
      tenants: [minute >= 6 && minute < 15 ? aTenant('acme', 'critical', [aFinding('db-status', 'critical')]) : healthy],
    }))
    expect(report.conditions).toEqual([
      { kind: 'db.status', tenant: 'acme', environment: 'frontend', subject: 'acme-frontend', sinceMs: at(2), detectedMs: at(6), latencyMs: at(4), clearedMs: at(12), resolvedMs: at(15) },
    ])
    expect(report).toMatchObject({ missed: 0, falseFindings: [], falseHealthyMs: 0 })
  })

  it('counts a condition that outlasted its allowance and was never shown as missed, and the green shown meanwhile as false', () => {
    const report = judge(10, () => ({ conditions: [stuck], tenants: [healthy] }))
    expect(report.missed).toBe(1)
    expect(report.falseHealthyMs).toBe(at(10) - at(2.25))
    expect(report.conditions[0]).toMatchObject({ detectedMs: null, latencyMs: null, resolvedMs: null })
  })

  it('forgives one that ended before any data could show it', () => {
    const report = judge(20, (minute) => ({ conditions: minute < 8 ? [freeze] : [], tenants: [healthy] }))
    expect(report).toMatchObject({ missed: 0, falseHealthyMs: 0 })
  })

  it('wants an event seen however short it was, because it can be read afterwards', () => {
    const short = (minute: number) => (minute < 1 ? [aCondition('db.failover', 0)] : [])
    expect(judge(20, (minute) => ({ conditions: short(minute), tenants: [healthy] })).missed).toBe(1)
    expect(judge(20, (minute) => ({ conditions: short(minute), tenants: [minute < 2 ? healthy : aTenant('acme', 'watch', [aFinding('db-failover', 'watch')])] })).missed).toBe(0)
  })

  it('takes for a failover that began before events reach back what it stops', () => {
    const old = aCondition('db.failover-stuck', at(-30 * 60), { checks: ['db-failover', 'recovery-point'] })
    const shown = (since: number) => judge(20, () => ({ conditions: [{ ...old, sinceMs: at(since) }], tenants: [aTenant('acme', 'critical', [aFinding('recovery-point', 'critical')])] }))
    expect(shown(-30 * 60).missed).toBe(0)
    expect(shown(-60).missed).toBe(1)
  })

  it('counts what stood there already once its data was read again', () => {
    const standing = aTenant('acme', 'critical', [aFinding('app-capacity', 'degraded', { feed: 'autoscaling.groups' })])
    const again = aCondition('app.instance-fails', at(10))
    const report = judge(20, (minute) => ({ conditions: minute < 9 ? [aCondition('app.instance-fails', 0)] : minute >= 10 ? [again] : [], tenants: [standing] }))
    expect(report).toMatchObject({ missed: 0 })
    expect(report.conditions[1]?.detectedMs).toBeGreaterThanOrEqual(at(15))
  })

  it('takes the word of a finding on another tenant for another matter', () => {
    const report = judge(10, () => ({ conditions: [stuck], tenants: [healthy, aTenant('kauri', 'critical', [aFinding('db-failover', 'critical', { subject: 'kauri-frontend' })])] }))
    expect(report.missed).toBe(1)
    expect(report.falseFindings.map(({ tenant }) => tenant)).toEqual(['kauri'])
  })

  it('counts each tenant falsely green once, however much is wrong with it', () => {
    const report = judge(10, () => ({ conditions: [stuck, aCondition('db.failover', 0)], tenants: [healthy] }))
    expect(report.falseHealthyMs).toBe(at(10) - at(2.25))
  })

  it('does not take what stood there before for news, but takes new words for it', () => {
    const old = aFinding('db-failover', 'watch')
    const second = aCondition('db.failover', at(5))
    const shape = (news: boolean) => (minute: number) => ({
      conditions: minute < 2 ? [aCondition('db.failover', 0)] : minute >= 5 ? [second] : [],
      tenants: [aTenant('acme', 'watch', [news && minute >= 7 ? { ...old, sinceAtMs: at(5) } : old])],
    })
    expect(judge(12, shape(false)).missed).toBe(1)
    expect(judge(12, shape(true)).conditions[1]).toMatchObject({ detectedMs: at(7), latencyMs: at(2) })
  })

  it('calls a finding that nothing explains false, and tells for how long it stood', () => {
    const report = judge(10, (minute) => ({ conditions: [], tenants: [minute >= 3 && minute <= 5 ? aTenant('acme', 'degraded', [aFinding('recovery-point', 'degraded')]) : healthy] }))
    expect(report.falseFindings).toMatchObject([{ check: 'recovery-point', tenant: 'acme', fromMs: at(3), untilMs: at(5) }])
  })

  it('lets information pass: only watch and worse can be false', () => {
    const report = judge(10, () => ({ conditions: [], tenants: [aTenant('acme', 'healthy', [aFinding('pending-maintenance', 'info')])] }))
    expect(report.falseFindings).toEqual([])
  })

  it('gives a finding the life of its data to go away, and no longer', () => {
    const shown = (until: number) => judge(30, (minute) => ({
      conditions: minute < 5 ? [aCondition('db.lost-standby', 0)] : [],
      tenants: [minute >= 2 && minute < until ? aTenant('acme', 'critical', [aFinding('db-lost-standby', 'critical')]) : healthy],
    }))
    expect(shown(10).falseFindings).toEqual([])
    expect(shown(14).falseFindings).toMatchObject([{ fromMs: at(11.5) }])
  })

  it('explains a finding by what follows from a condition, but not by what cannot', () => {
    const beside = (check: 'db-lost-standby' | 'app-capacity') => judge(5, () => ({ conditions: [stuck], tenants: [aTenant('acme', 'critical', [aFinding('db-failover', 'critical'), aFinding(check, 'degraded')])] }))
    expect(beside('db-lost-standby').falseFindings).toEqual([])
    expect(beside('app-capacity').falseFindings).toHaveLength(1)
  })
})

describe('A database that is not judged', () => {
  const view = (status: string): Partial<TenantView> => ({ databases: [{ record: { id: 'acme-frontend', status } } as TenantView['databases'][number]] }) // all that is asked of it
  const shown = (status: string) => judge(20, () => ({ conditions: [aCondition('db.lost-standby', at(2), { checks: ['db-lost-standby'] })], tenants: [aTenant('acme', 'degraded', [aFinding('db-status', 'degraded')], view(status))] }))

  it('shows what befalls its redundancy by saying why nobody can judge that', () => {
    expect(shown('stopped')).toMatchObject({ missed: 0, falseHealthyMs: 0 })
    expect(shown('maintenance').missed).toBe(1)
  })

  it('because its backups are off shows what befalls them by that', () => {
    const of = (retentionDays: number): Partial<TenantView> => ({ databases: [{ record: { id: 'acme-frontend', status: 'available', retentionDays } } as TenantView['databases'][number]] }) // all that is asked of it
    const frozen = (retentionDays: number) => judge(30, () => ({ conditions: [freeze, aCondition('db.retention-short', 0)], tenants: [aTenant('acme', 'critical', [aFinding('backup-retention', 'critical')], of(retentionDays))] }))
    expect([frozen(0).missed, frozen(7).missed]).toEqual([0, 1])
  })
})

describe('What the world says of a condition', () => {
  it('decides which checks can show it', () => {
    const odd = aCondition('db.window-filling', 0, { checks: ['pitr-window'] })
    const report = judge(60, () => ({ conditions: [odd], tenants: [aTenant('acme', 'watch', [aFinding('pitr-window', 'watch')])] }))
    expect(report).toMatchObject({ missed: 0, falseFindings: [] })
    expect(judge(60, () => ({ conditions: [odd], tenants: [healthy] })).missed).toBe(1)
  })

  it('starts the allowance when replies begin to show it', () => {
    const late = aCondition('db.failover', 0, { observableMs: at(6), checks: ['db-failover'] })
    expect(judge(8, () => ({ conditions: [late], tenants: [healthy] }))).toMatchObject({ missed: 0, falseHealthyMs: 0 })
    expect(judge(9, () => ({ conditions: [late], tenants: [healthy] })).missed).toBe(1)
  })

  it('keeps a mere cause from being missed, and an excuse from being listed', () => {
    const cause = aCondition('db.cpu-high', 0, { checks: [] })
    const excuse = aCondition('app.instance-fails', 0, { checks: ['target-health'], explainsOnly: true })
    const report = judge(60, () => ({ conditions: [cause, excuse], tenants: [healthy] }))
    expect(report).toMatchObject({ missed: 0, falseHealthyMs: 0 })
    expect(report.conditions.map(({ kind }) => kind)).toEqual(['db.cpu-high'])
  })

  it('explains findings for as long as it says', () => {
    const over = aCondition('db.failover', 0, { explainsUntilMs: at(200), checks: ['db-failover'] })
    const report = (until: number) => judge(until, (minute) => ({ conditions: minute < 2 ? [over] : [], tenants: [aTenant('acme', 'watch', [aFinding('db-failover', 'watch', { feed: 'rds.events' })])] }))
    expect(report(190).falseFindings).toEqual([])
    expect(report(210).falseFindings).toHaveLength(1)
  })
})

describe('What was over before the drill began', () => {
  const began = 600
  // AWS says late that a standby is back, and a restorable time is old until the next log ships: who opens the console a minute after an
  // outage reads the same replies as who had it open all along, and may say the same of them for as long.
  const over = aCondition('db.lost-standby', at(began - 20), { endedMs: at(began - 1), checks: ['db-lost-standby', 'db-multi-az'] })
  const rebuilding = aTenant('acme', 'watch', [aFinding('db-lost-standby', 'watch')])
  const shown = (until: number, before: Parameters<typeof startJudgement>[2]) => {
    let judgement = startJudgement(at(began), [], before)
    for (let minute = 0; minute <= 30; minute += 0.5) judgement = judgeSample(judgement, { atMs: at(began + minute), conditions: [], tenants: [minute < until ? rebuilding : healthy] })
    return drillReport(judgement, bill)
  }

  it('excuses what is still read of it, for as long as if it had ended while somebody watched', () => {
    expect(shown(5, [over])).toMatchObject({ missed: 0, falseFindings: [], conditions: [] })
    expect(shown(5, []).falseFindings).toHaveLength(1)
    // Read each five minutes, and 75 seconds late at most: from then on it is a lie.
    expect(shown(6, [over]).falseFindings).toMatchObject([{ check: 'db-lost-standby', fromMs: at(began + 5.5) }])
  })

  it('need not be shown, and excuses nothing if it was over long ago, nor what lasts', () => {
    expect(shown(0, [over])).toMatchObject({ missed: 0, falseFindings: [], falseHealthyMs: 0 })
    expect(shown(5, [{ ...over, endedMs: at(began - 60) }]).falseFindings).toHaveLength(1)
    const { endedMs: _none, ...lasting } = over
    expect(shown(5, [lasting]).falseFindings).toHaveLength(1)
  })
})

describe('Under a fault', () => {
  const throttled: FaultWindow = { fault: 'throttle', account, fromMs: at(0), toMs: at(30) }
  const scope = `${account}/${region}/rds`
  const stale = aFinding('stale-data', 'unknown', { subject: scope })
  const unknown = aTenant('acme', 'unknown', [{ ...stale, subject: { kind: 'scope', id: scope, account, region } }])

  it('what could not be read is not missed as long as the tenant is called unknown', () => {
    const report = judge(25, (minute) => ({ conditions: [stuck], tenants: [minute < 3 ? healthy : unknown] }), [throttled])
    expect(report).toMatchObject({ missed: 0, falseFindings: [], falseHealthyMs: 0 })
  })

  it('an event is seen when it is read after the fault, however long that lasted', () => {
    const failover = aCondition('db.failover', at(5))
    const told = aTenant('acme', 'watch', [aFinding('db-failover', 'watch', { feed: 'rds.events' })])
    const report = judge(40, (minute) => ({ conditions: minute >= 5 && minute < 6 ? [failover] : [], tenants: [minute < 3 ? healthy : minute < 30.5 ? unknown : told] }), [throttled])
    expect(report).toMatchObject({ missed: 0, conditions: [{ kind: 'db.failover', detectedMs: at(30.5) }] })
  })

  it('a place that never said who lives there is told by the tenants looked for in vain, and by nobody else', () => {
    const denied = aCondition('account.access-denied', 0, { subject: scope })
    const { places } = healthy.view
    const lost = (told: boolean) => aTenant('acme', 'unknown', [{ ...stale, check: 'no-resources', subject: { kind: 'tenant', id: 'acme' } }], { places: [], searched: places.map((place) => ({ ...place, feeds: { ...place.feeds, 'rds.instances': { ...(told ? { observedAtMs: 0 } : {}), error: { kind: 'denied', message: 'no', retry: 'never' } } } })) })
    expect(judge(20, () => ({ conditions: [denied], tenants: [lost(false)] }))).toMatchObject({ missed: 0, falseFindings: [] })
    expect(judge(20, () => ({ conditions: [denied], tenants: [lost(true)] })).missed).toBe(1)
  })

  it('green for longer than the data lives is false all the same', () => {
    const report = judge(25, () => ({ conditions: [stuck], tenants: [healthy] }), [throttled])
    expect(report.falseHealthyMs).toBe(at(25) - at(4.25))
  })

  it('the allowance starts again when the fault ends', () => {
    const report = judge(40, () => ({ conditions: [stuck], tenants: [unknown] }), [throttled])
    expect(report.missed).toBe(1)
    const inTime = judge(32, () => ({ conditions: [stuck], tenants: [unknown] }), [throttled])
    expect(inTime.missed).toBe(0)
  })

  it('a fault elsewhere explains nothing', () => {
    const elsewhere: FaultWindow = { ...throttled, account: '999988887777' }
    const report = judge(10, () => ({ conditions: [], tenants: [unknown] }), [elsewhere])
    expect(report.falseFindings).toMatchObject([{ check: 'stale-data' }])
  })

  it('a scope that is out speaks for no other', () => {
    const other = { kind: 'fault.deny', sinceMs: 0, account, region, subject: `${account}/${region}/cloudwatch`, checks: ['stale-data'] }
    expect(judge(20, () => ({ conditions: [other], tenants: [unknown] })).missed).toBe(1)
  })

  it('a refusal by the world itself counts as one', () => {
    const denied = { kind: 'account.access-denied', sinceMs: 0, account, region, subject: scope }
    const report = judge(20, (minute) => ({ conditions: [denied, freeze], tenants: [minute < 4 ? healthy : unknown] }))
    expect(report).toMatchObject({ missed: 0, falseFindings: [], falseHealthyMs: 0 })
    expect(report.conditions.find(({ kind }) => kind === 'account.access-denied')).toMatchObject({ detectedMs: at(4), tenant: null })
  })
})
