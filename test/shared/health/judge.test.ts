import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedIds, feeds } from '#shared/fleet/feeds'
import type { TenantView } from '#shared/fleet/tenant-view'
import { checks } from '#shared/health/checks/index'
import { checkIds, clauseIds, healths, severities, type Finding, type Severity } from '#shared/health/finding'
import { judgeTenant, nextJudgementAtMs } from '#shared/health/judge'
import { rollup, rollupLastKnown } from '#shared/health/rollup'
import type { AppErrorKind } from '#shared/kernel/app-error'
import { minuteMs } from '#shared/kernel/time'
import { aConfig, aCopy, aDatabase, anAlarm, complete, everything, failed, healthyRecords, monday } from '#test/builders/fleet'
import { defaultContract } from '#shared/fleet/fleet-defaults'
import { healthyServices } from '#test/builders/services'
import { serviceFeeds } from '#shared/fleet/place-services'
import { afterAll, severitiesOf, viewAfter, viewWith } from '#test/builders/views'
import { viewTenant } from '#shared/fleet/tenant-views'

const healthOf = (view: TenantView, nowMs = monday) => rollup(judgeTenant(view, nowMs))
const sick = () => viewWith([aDatabase({ status: 'failed' })])

describe('the registry of checks', () => {
  it('has every check id once, with words, a clause and at least one feed, but for what the desk looks for itself', () => {
    expect(checks.map(({ id }) => id).sort()).toEqual([...checkIds].sort())
    for (const check of checks) {
      expect(check.title.length).toBeGreaterThan(5)
      expect(clauseIds).toContain(check.clause)
      expect(check.feeds.length > 0).toBe(check.id !== 'window-leftover' && check.id !== 'support-drift')
    }
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length)
  })
})

describe('judging a tenant', () => {
  it('finds nothing wrong with a healthy one', () => {
    expect(judgeTenant(viewWith([]), monday)).toEqual([])
  })

  it('puts the worst first, each with clause, evidence, age and basis', () => {
    const findings = judgeTenant(viewWith([aDatabase({ status: 'failed', multiAz: false }), anAlarm('acme-bank-frontend-cpu', { state: 'ALARM', actionsEnabled: false })]), monday)
    expect(findings.map(({ check, severity }) => [check, severity])).toEqual([
      ['db-status', 'critical'],
      ['db-multi-az', 'degraded'],
      ['alarm-firing', 'degraded'],
      ['alarm-actions-off', 'watch'],
    ])
    for (const finding of findings) {
      expect(finding.evidence.length).toBeGreaterThan(0)
      expect(finding.basis.observedAtMs).toBe(monday)
      expect(finding.summary).toMatch(/^[A-Z].*\.$/)
      expect(finding.subject).toMatchObject({ environment: 'frontend', region: 'eu-west-1' })
    }
  })

  it('returns the previous findings themselves when nothing differs', () => {
    const first = judgeTenant(sick(), monday)
    expect(judgeTenant(sick(), monday + minuteMs, first)).toBe(first)
  })

  it('keeps since when a matter is known, and starts anew once it was gone', () => {
    const [first] = judgeTenant(viewWith([aDatabase({ multiAz: false })]), monday)
    const again = viewWith([aDatabase({ multiAz: false })], { atMs: monday + 5 * minuteMs })
    expect(judgeTenant(again, monday + 5 * minuteMs, [first!])[0]?.sinceAtMs).toBe(monday)
    expect(judgeTenant(again, monday + 5 * minuteMs, [])[0]?.sinceAtMs).toBe(monday + 5 * minuteMs)
  })
})

describe('data that is too old', () => {
  const start = everything([...healthyRecords().filter(({ kind }) => kind !== 'database'), aDatabase({ status: 'failed' })])
  const limit = feeds['rds.instances'].staleAfterMs
  // The other feeds go on being polled.
  const others = (atMs: number) => everything(healthyRecords(), { atMs }).filter(({ feed }) => feed !== 'rds.instances')

  it('keeps its verdict up to the limit and loses it one millisecond later, saying what it was', () => {
    const at = (ms: number) => judgeTenant(viewAfter([...start, ...others(monday + ms)]), monday + ms)
    expect(at(limit).map(({ check, severity }) => [check, severity])).toEqual([['db-status', 'critical']])
    const old = at(limit + 1)
    expect(old.map(({ check, severity, lastKnownSeverity }) => [check, severity, lastKnownSeverity])).toEqual([
      ['db-status', 'unknown', 'critical'],
      ['stale-data', 'unknown', 'info'],
    ])
    expect(rollup(old)).toBe('unknown')
    expect(rollupLastKnown(old)).toBe('critical')
    expect(old[1]).toMatchObject({ sinceAtMs: monday + limit, subject: { kind: 'scope', id: '111122223333/eu-west-1/rds' } })
  })

  it.each<[AppErrorKind, string]>([
    ['denied', 'unknown'],
    ['expired', 'unknown'],
    ['unsupported', 'unknown'],
    ['throttled', 'healthy'],
    ['timeout', 'healthy'],
    ['serverFault', 'healthy'],
    ['unreachable', 'healthy'],
  ])('after a poll that was %s is %s at once, and unknown in any case once the limit is over', (kind, atOnce) => {
    const view = viewAfter([...everything(healthyRecords()), failed('rds.instances', kind, { atMs: monday + minuteMs })])
    expect(healthOf(view, monday + minuteMs)).toBe(atOnce)
    expect(healthOf(view, monday + limit + 1)).toBe('unknown')
  })

  it('of one feed leaves verdicts of others alone', () => {
    const view = viewAfter([...start, failed('cloudwatch.firing', 'denied', { atMs: monday })])
    expect(judgeTenant(view, monday).map(({ check, severity }) => [check, severity])).toEqual([
      ['db-status', 'critical'],
      ['stale-data', 'unknown'],
    ])
  })

  it('is never healthy: any one feed missing or refused makes the tenant unknown', () => {
    const promised = aConfig({ contract: { ...defaultContract, offsite: { region: 'eu-west-3' } } })
    const all = [...healthyRecords(), aCopy(), ...healthyServices()]
    for (const feed of feedIds.filter((id) => feeds[id].explains !== true)) {
      const never = viewAfter(everything(all).filter((observation) => observation.feed !== feed), promised)
      // Of a tenant's other services, what was never read weighs nothing (decision 0028).
      const weighs = !serviceFeeds.some((other) => other === feed)
      if (never.places.length > 0) expect([feed, healthOf(never)]).toEqual([feed, weighs ? 'unknown' : 'healthy'])
      expect([feed, healthOf(viewAfter([...everything(all), failed(feed, 'denied')], promised))]).toEqual([feed, 'unknown'])
      const atLimit = monday + feeds[feed].staleAfterMs
      const rest = everything(all, { atMs: atLimit }).filter((observation) => observation.feed !== feed)
      expect([feed, judgeTenant(viewAfter([...everything(all), ...rest], promised), atLimit + 1).some(({ check }) => check === 'stale-data')]).toEqual([feed, true])
    }
  })

  it('weighs nothing while it is a permission that the role never had, and is said', () => {
    const before = viewAfter([...everything(healthyRecords()).filter(({ feed }) => feed !== 'kms.keys'), failed('kms.keys', 'denied')])
    expect(healthOf(before)).toBe('healthy')
    expect(judgeTenant(before, monday).map(({ check, severity, subject }) => [check, severity, subject.id])).toEqual([['stale-data', 'info', '111122223333/eu-west-1/kms']])
    expect(healthOf(viewAfter([...everything(healthyRecords()), failed('kms.keys', 'denied')]))).toBe('unknown')
  })

  it('weighs nothing where it would only explain: its absence is passed over, its refusal is said', () => {
    for (const feed of feedIds.filter((id) => feeds[id].explains === true)) {
      const others = everything(healthyRecords()).filter((observation) => observation.feed !== feed)
      expect([feed, judgeTenant(viewAfter(others), monday)]).toEqual([feed, []])
      for (const before of [others, everything(healthyRecords())]) {
        const found = judgeTenant(viewAfter([...before, failed(feed, 'denied')]), monday)
        expect([feed, found.map(({ check, severity }) => [check, severity])]).toEqual([feed, [['stale-data', 'info']]])
        expect(found[0]?.summary.toLowerCase()).toContain(feeds[feed].title)
      }
    }
  })

  it('does not miss target health where there are no target groups', () => {
    const view = viewAfter(everything([aDatabase(), ...healthyRecords().filter(({ kind }) => kind !== 'app-group' && kind !== 'target-health' && kind !== 'database')]).filter(({ feed }) => feed !== 'elbv2.target-health'))
    expect(healthOf(view)).toBe('healthy')
  })

  it('says so once a service, naming what is missing, and has no last known health before anything was read', () => {
    const view = viewAfter([complete('rds.instances', [aDatabase()])])
    const stale = judgeTenant(view, monday).filter(({ check }) => check === 'stale-data')
    expect(stale.map(({ subject }) => subject.id)).toEqual(['111122223333/eu-west-1/autoscaling', '111122223333/eu-west-1/cloudwatch', '111122223333/eu-west-1/kms', '111122223333/eu-west-1/rds'])
    expect(stale[3]?.summary).toBe('Database events, database snapshots, continuous backups and pending maintenance of account 111122223333, eu-west-1 has not been read yet. What rests on it is unknown.')
    expect(rollupLastKnown(judgeTenant(view, monday))).toBeUndefined()
  })

  it('of a poll dated ahead of the clock counts as fresh', () => {
    expect(healthOf(viewWith([], { atMs: monday + 2 * minuteMs }), monday)).toBe('healthy')
  })
})

describe('the next judgement', () => {
  it('is when the first feed grows too old, and then when the next does', () => {
    const view = viewWith([])
    const first = nextJudgementAtMs(view, monday)!
    expect(first).toBe(monday + feeds['rds.events'].staleAfterMs + 1)
    expect(nextJudgementAtMs(view, first)).toBe(monday + feeds['rds.instances'].staleAfterMs + 1)
    expect(nextJudgementAtMs(view, monday + 24 * 60 * minuteMs)).toBeUndefined()
  })

  it('comes before any change that time alone makes to the verdict', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 * minuteMs }), fc.integer({ min: 0, max: 70 * minuteMs }), (a, b) => {
        const view = viewWith([aDatabase({ multiAz: false }), anAlarm('x', { state: 'ALARM' })])
        const [fromMs, untilMs] = [monday + Math.min(a, b), monday + Math.max(a, b)]
        const verdict = (nowMs: number) => judgeTenant(view, nowMs).map(({ check, severity }) => [check, severity])
        const next = nextJudgementAtMs(view, fromMs)
        if (next === undefined || untilMs < next) expect(verdict(untilMs)).toEqual(verdict(fromMs))
      }),
    )
  })
})

describe('a tenant of the file without resources', () => {
  const listed = { tenants: [{ id: 'ghost', name: 'Ghost', contacts: [], contract: aConfig().contract, probes: [], hosts: [] }] }
  const ghost = (observations: Parameters<typeof afterAll>[0], accounts = aConfig().accounts) => viewTenant(afterAll(observations, aConfig({ ...listed, accounts })), 'ghost')

  it('is degraded once every place has answered', () => {
    expect(severitiesOf(ghost(everything(healthyRecords())), 'no-resources')).toEqual(['degraded'])
  })

  it('is unknown while one place has not answered, or its answer has grown old', () => {
    const two = [...aConfig().accounts, { id: '444455556666', name: 'silo', regions: ['eu-west-1'] }]
    expect(severitiesOf(ghost(everything(healthyRecords()), two), 'no-resources')).toEqual(['unknown'])
    expect(severitiesOf(ghost([]), 'no-resources')).toEqual(['unknown'])
    const view = ghost(everything([]))
    const edge = nextJudgementAtMs(view, monday)!
    expect(severitiesOf(view, 'no-resources', edge - 1)).toEqual(['degraded'])
    expect(severitiesOf(view, 'no-resources', edge)).toEqual(['unknown'])
  })
})

describe('the rollup', () => {
  const anyFinding = fc.constantFrom(...severities).map((severity): Pick<Finding, 'severity'> => ({ severity }))

  it.each<[readonly Severity[], string]>([
    [[], 'healthy'],
    [['info'], 'healthy'],
    [['info', 'watch'], 'watch'],
    [['watch', 'unknown'], 'unknown'],
    [['unknown', 'degraded'], 'degraded'],
    [['degraded', 'critical', 'unknown'], 'critical'],
  ])('of %j is %s', (all, health) => expect(rollup(all.map((severity) => ({ severity })))).toBe(health))

  it('is the worst of its parts, in any order, however they are put together', () => {
    fc.assert(
      fc.property(fc.array(anyFinding), fc.array(anyFinding), (a, b) => {
        const worst = Math.min(healths.indexOf(rollup(a)), healths.indexOf(rollup(b)))
        expect(rollup([...a, ...b])).toBe(healths[worst])
        expect(rollup([...a, ...b].reverse())).toBe(healths[worst])
      }),
    )
  })

  it('never turns healthy by another finding', () => {
    fc.assert(fc.property(fc.array(anyFinding), anyFinding, (a, more) => healths.indexOf(rollup([...a, more])) <= healths.indexOf(rollup(a))))
  })
})
