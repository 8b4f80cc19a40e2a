import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import type { HistoryEntry } from '#shared/history/entry'
import type { Incident } from '#shared/incidents/incident'
import { deriveIncidents } from '#shared/incidents/derive'
import type { ActivityFact, SourceReading } from '#shared/support/activity/activity'
import { historyReadings } from '#shared/support/activity/facts-of-history'
import { trailReading } from '#shared/support/activity/facts-of-trail'
import { databaseFacts } from '#shared/support/activity/facts-of-databases'
import { joinActivity, mostRows } from '#shared/support/activity/join-activity'
import { openSpans } from '#shared/support/activity/open-span'
import { aStory, subject } from '../../incidents/stories'
import { aGrantOf, sundayMs, wholeDay } from './activity-stage'

const id = 'g-aaaaaaaaaaaa'
const openMs = sundayMs + 5 * hourMs
const spans = openSpans([aGrantOf(id, openMs, openMs + hourMs)], wholeDay, wholeDay.writtenAtMs)
const asIs = { clean: (text: string) => text }
const join = (readings: readonly SourceReading[], span = wholeDay) => joinActivity(readings, spans, span, asIs)
const fact = (more: Partial<ActivityFact> = {}): ActivityFact => ({ id: 'one', atMs: openMs + minuteMs, what: 'something', ...more })
const windows = (facts: readonly ActivityFact[], missing: readonly string[] = []): SourceReading => ({ source: 'windows', kind: 'read', asOfMs: wholeDay.writtenAtMs, facts, missing })
const door = { environment: 'frontend', target: '/p' }

describe('One timeline of everything', () => {
  it('has what fell into a grant’s time, oldest first, and of the doors everything', () => {
    const { timeline } = join([
      windows([fact({ id: 'late', atMs: openMs + 50 * minuteMs }), fact({ id: 'next day', atMs: openMs + 12 * hourMs }), fact({ id: 'cron', environment: 'cron' })]),
      trailReading({ kind: 'asked', atMs: wholeDay.writtenAtMs, missing: [], events: [{ ...door, id: 'at night', name: 'PutParameter', atMs: sundayMs + minuteMs, user: 'mallory' }, { ...door, id: 'opening', name: 'PutParameter', atMs: openMs + secondMs }] }),
    ])
    expect(timeline.map(({ id: row, grants }) => [row, grants])).toEqual([
      ['at night', []],
      ['opening', [id]],
      ['late', [id]],
    ])
  })

  it('says of each source whether it is whole, was not asked, or could not be read', () => {
    const { sources } = join([
      { source: 'databaseEvents', kind: 'failed', words: 'AWS refuses rds:DescribeEvents.' },
      { source: 'changes', kind: 'notAsked', words: 'the window has not watched.' },
      windows([fact()], ['One window cannot be read']),
    ])
    expect(sources.map(({ source, state, rows }) => [source, state, rows])).toEqual([['databaseEvents', 'failed', 0], ['changes', 'notAsked', 0], ['windows', 'partly', 1]])
    expect(sources.map(({ words }) => words)).toEqual([
      'Could not be read: AWS refuses rds:DescribeEvents. What it holds is not in this statement.',
      'Not asked: the window has not watched.',
      'Read as of 2026-03-31 00:00:00 UTC. Not complete: One window cannot be read. What was done by hand beside a window is not in it.',
    ])
  })

  it('says what may still come, and what is too old to be known', () => {
    const trail = trailReading({ kind: 'asked', atMs: wholeDay.writtenAtMs, missing: [], events: [] })
    expect(join([trail]).sources).toMatchObject([{ state: 'complete', words: expect.stringContaining('It may be 15 minutes late, and this time is longer ago than that.') as string }])
    const untilNow = { ...wholeDay, toMs: wholeDay.writtenAtMs }
    expect(join([trail], untilNow).sources).toMatchObject([{ state: 'partly', words: expect.stringContaining('what came after 2026-03-30 23:45:00 UTC may not be here yet') as string }])
    const old = { ...wholeDay, fromMs: wholeDay.writtenAtMs - 93 * dayMs }
    expect(join([trail], old).sources).toMatchObject([{ state: 'partly', words: expect.stringContaining('Older than 2025-12-31 00:00:00 UTC nothing is kept there') as string }])
    // Nobody had access in the part of the span that is too old for it.
    expect(join([{ source: 'databaseEvents', kind: 'read', asOfMs: wholeDay.writtenAtMs, facts: [], missing: [] }], old).sources).toMatchObject([{ state: 'complete' }])
  })

  it('keeps the newest of too many, and counts the rest', () => {
    const facts = Array.from({ length: mostRows + 7 }, (_, at) => fact({ id: `row ${at}`, atMs: openMs + at }))
    const { timeline, leftOut, sources } = join([windows(facts.toReversed())])
    expect([timeline.length, leftOut, timeline[0]!.id, sources[0]!.rows]).toEqual([mostRows, 7, 'row 7', mostRows])
  })

  it('takes out of every text who else is named', () => {
    const loud = { clean: (text: string) => text.replaceAll('beta', '[…]') }
    const { timeline, sources } = joinActivity([windows([fact({ id: 'beta-upgrade', what: 'of beta', target: 'beta', who: 'beta', fromWhere: 'beta', outcome: 'beta' })], ['beta is not read']), { source: 'changes', kind: 'failed', words: 'beta is away.' }], spans, wholeDay, loud)
    expect(JSON.stringify([timeline, sources])).not.toContain('beta')
  })
})

describe('What the console keeps', () => {
  const finding = (more: object = {}): HistoryEntry => ({ kind: 'finding', id: 'f1', atMs: openMs + minuteMs, tenant: 'acme', change: 'opened', key: 'k', check: 'alarm-firing', severity: 'degraded', clause: 'monitoring', subject: { kind: 'alarm', id: 'cpu', environment: 'frontend' }, sinceAtMs: openMs, summary: 'Alarm cpu fires.', ...more }) // the fields of a finding's entry
  const failover = (): Incident => {
    const [incident] = deriveIncidents(subject, aStory({ startMs: openMs + 10 * minuteMs }).witnesses)
    if (incident === undefined) throw new Error('No incident follows from the story.')
    return incident
  }
  const kept = (more: Partial<Parameters<typeof historyReadings>[0]['changes'][number]> = {}) => historyReadings({ extent: { firstMs: sundayMs, lastMs: wholeDay.writtenAtMs }, spans, changes: [{ entries: [], incidents: [], gaps: [], leftOut: 0, ...more }] }, wholeDay.writtenAtMs)

  it('tells of a failover in the time of a grant, how long people were cut off, and whether it was planned', () => {
    const { timeline } = join(kept({ incidents: [failover()] }))
    expect(timeline).toMatchObject([{ source: 'incidents', environment: 'frontend', target: 'acme-frontend', grants: [id], what: 'Failover of acme-frontend from eu-west-1a to eu-west-1b' }])
    expect(timeline[0]!.outcome).toMatch(/completed; .*people cut off: 1 m 1\d s, felt by the probe|completed; .*felt by the probe/)
    expect(timeline[0]!.untilMs).toBeGreaterThan(timeline[0]!.atMs)
  })

  it('tells of alarms and who looked after them, without what operators wrote to each other', () => {
    const mark: HistoryEntry = { kind: 'mark', id: 'm1', atMs: openMs + 2 * minuteMs, tenant: 'acme', alarm: 'cpu', mark: 'acknowledged', by: 'ana', note: 'like beta last week', tenants: ['Acme'] }
    const { timeline } = join(kept({ entries: [finding(), mark, finding({ id: 'f2', check: 'probe' })] }))
    expect(timeline.map(({ what }) => what)).toEqual(['Alarm cpu fires.', 'ana takes care of alarm cpu.'])
  })

  it('tells of deployments and scaling, and not of what is only remarked', () => {
    const refresh = finding({ id: 'f3', check: 'app-refresh', severity: 'info', summary: 'The refresh of app group frontend-app is over (Successful).' })
    const { timeline } = join(kept({ entries: [refresh, finding({ id: 'f4', check: 'db-encryption', severity: 'info' })] }))
    expect(timeline.map(({ what }) => what)).toEqual(['The refresh of app group frontend-app is over (Successful).'])
  })

  it('shows the time in which nobody watched, as far as it lies in a grant’s', () => {
    const { timeline, sources } = join(kept({ gaps: [{ fromMs: sundayMs, untilMs: openMs + 30 * minuteMs }] }))
    expect(timeline).toMatchObject([{ isGap: true, atMs: spans[0]!.fromMs, untilMs: openMs + 30 * minuteMs, grants: [id] }])
    expect(sources.find(({ source }) => source === 'changes')).toMatchObject({ state: 'partly', rows: 0, words: expect.stringContaining('At times nobody watched') as string })
  })

  it('says that nothing was ever watched, and that time began anew', () => {
    const never = join(historyReadings({ extent: { begunAnewAtMs: openMs }, spans, changes: [] }, wholeDay.writtenAtMs)).sources
    expect(never.every(({ words }) => words.includes('No console of this computer has watched') && words.includes('began anew at 2026-03-29 05:00:00 UTC'))).toBe(true)
  })
})

describe('AWS’s events of databases', () => {
  const event = (databaseId: string, message: string) => ({ kind: 'db-event' as const, key: `${databaseId}|${message}`, databaseId, atMs: openMs, message, categories: ['failover'] })
  const own = [{ id: 'acme-1', clusterId: 'shared', environment: 'frontend' }]

  it('are those of the tenant’s own, of a whole account', () => {
    expect(databaseFacts([event('acme-1', 'DB instance restarted.'), event('beta-1', 'DB instance restarted.')], own, 'a/r').map(({ target }) => target)).toEqual(['acme-1'])
  })

  it('of a shared cluster are those that name nobody else’s instance', () => {
    const facts = databaseFacts([event('shared', 'Completed failover to DB instance: beta-1.'), event('shared', 'Completed failover to DB instance: acme-1.'), event('shared', 'Cluster failover failed.')], own, 'a/r')
    expect(facts.map(({ what }) => what)).toEqual(['Completed failover to DB instance: acme-1.', 'Cluster failover failed.'])
  })
})
