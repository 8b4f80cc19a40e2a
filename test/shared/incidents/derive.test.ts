import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { deriveIncidents } from '#shared/incidents/derive'
import type { Incident } from '#shared/incidents/incident'
import { addWitnesses } from '#shared/incidents/merge'
import { budgetWords, plannedWords, stateWords } from '#shared/incidents/incident-words'
import { budgetMs, budgetShare, isStuck, outageMs } from '#shared/incidents/outage'
import { tenantTestimony } from '#shared/incidents/tenant-testimony'
import type { Witness } from '#shared/incidents/witness'
import type { TenantView } from '#shared/fleet/tenant-view'
import { viewWith } from '#test/builders/views'
import { arrivals, aStory, event, mondayMs, stories, subject } from './stories'

const only = (witnesses: readonly Witness[]): Incident => {
  const incidents = deriveIncidents(subject, witnesses)
  expect(incidents).toHaveLength(1)
  return incidents[0]!
}

describe('A failover while a maintenance run of ours is at work', () => {
  const story = aStory()
  const run = (fromMs: number, untilMs: number): Witness => ({ kind: 'run', atMs: fromMs, untilMs, run: 'upgrade-2026-03-02', title: 'MySQL upgrade' })
  const during = run(story.startMs - hourMs, story.endMs + hourMs)

  it('is planned, by the name of its window, whatever AWS gives as the reason', () => {
    expect(only(story.witnesses).planned).toBe('unplanned')
    expect(only([...story.witnesses, during])).toMatchObject({ planned: 'planned', reason: 'Window: MySQL upgrade' })
  })

  it('is planned for good, also once nobody tells of the run any more', () => {
    const told = addWitnesses([], subject, [...story.witnesses, during])
    expect(addWitnesses(told.incidents, subject, story.witnesses)).toMatchObject({ changed: [], incidents: [{ planned: 'planned' }] })
  })

  it('becomes planned when the run is heard of later, in whichever order and however often', () => {
    const begun = run(story.startMs - hourMs, story.startMs - minuteMs)
    fc.assert(
      fc.property(fc.shuffledSubarray([...story.witnesses, begun, during, during], { minLength: story.witnesses.length + 3 }), (order) => {
        expect(only(order)).toEqual(only([...story.witnesses, during]))
      }),
      { numRuns: 50 },
    )
  })

  it('before or after it is not, and a run alone is no incident', () => {
    expect(only([...story.witnesses, run(story.endMs + minuteMs, story.endMs + hourMs)])).toMatchObject({ planned: 'unplanned' })
    expect(only([...story.witnesses, run(story.startMs - hourMs, story.startMs - minuteMs)])).toMatchObject({ planned: 'unplanned' })
    expect(deriveIncidents(subject, [during])).toEqual([])
  })

  it('is told by the tenant’s view, beside what tells of a failover and never alone', () => {
    const runs = [{ tenant: 'acme', run: 'upgrade-2026-03-02', title: 'MySQL upgrade', fromMs: 1, untilMs: 2 }]
    const quiet: TenantView = { ...viewWith([]), runs }
    expect(tenantTestimony(quiet)).toEqual([])
  })
})

describe('A failover', () => {
  it('is one incident of its events, its changed zone and its probe, with the time of each', () => {
    const story = aStory()
    expect(only(story.witnesses)).toMatchObject({
      id: `${subject.key}@${story.startMs}`,
      kind: 'failover',
      state: 'completed',
      beganAtMs: story.startMs,
      startedAtMs: story.startMs,
      completedAtMs: story.endMs,
      zoneSeenAtMs: story.endMs + 3 * minuteMs,
      fromAz: 'eu-west-1a',
      toAz: 'eu-west-1b',
      planned: 'unplanned',
      outage: { basis: 'probe', fromMs: story.outage?.fromMs, untilMs: story.outage?.untilMs },
    })
  })

  it('that took days is one incident all the same: an end without a start of its own is its end, while AWS keeps events', () => {
    const days = (length: number): number => mondayMs + length * 24 * hourMs
    expect(only([event('failoverStarted', days(0)), event('failoverCompleted', days(2)), event('failoverDnsPropagating', days(2) + secondMs)])).toMatchObject({ state: 'completed', startedAtMs: days(0), completedAtMs: days(2) })
    const again = [event('failoverStarted', days(0)), event('failoverStarted', days(2)), event('failoverCompleted', days(2) + minuteMs)]
    expect(deriveIncidents(subject, again)).toMatchObject([{ state: 'unfinished' }, { state: 'completed', startedAtMs: days(2) }])
    expect(deriveIncidents(subject, [event('failoverStarted', days(0)), event('failoverCompleted', days(15))])).toHaveLength(2)
  })

  it('makes the same incident in whichever order its witnesses come, however often, in however many arrivals', () => {
    fc.assert(
      fc.property(stories.chain((told) => fc.tuple(fc.constant(told), arrivals(told.flatMap(({ witnesses }) => witnesses)))), ([told, parts]) => {
        const once = deriveIncidents(subject, told.flatMap(({ witnesses }) => witnesses))
        expect(once).toHaveLength(told.length)
        // The watch hands on everything that it knows each time something came.
        let known: readonly Incident[] = []
        const arrived: Witness[] = []
        for (const part of parts) {
          arrived.push(...part)
          known = addWitnesses(known, subject, arrived).incidents
        }
        expect(known).toEqual(once)
        expect(known.map(({ startedAtMs, completedAtMs, fromAz, toAz }) => ({ startMs: startedAtMs, endMs: completedAtMs, fromAz, toAz }))).toEqual(told.map(({ startMs, endMs, fromAz, toAz }) => ({ startMs, endMs, fromAz, toAz })))
      }),
      { numRuns: 200 },
    )
  })

  it('keeps what is known when a restarted watch knows less of it', () => {
    fc.assert(
      fc.property(stories.chain((told) => fc.tuple(fc.constant(told), fc.subarray(told.flatMap(({ witnesses }) => witnesses)))), ([told, left]) => {
        const all = told.flatMap(({ witnesses }) => witnesses)
        const before = addWitnesses([], subject, all).incidents
        const after = addWitnesses(before, subject, left)
        expect(after.incidents).toEqual(before)
        expect(after.changed).toEqual([])
        expect(after.gone).toEqual([])
      }),
    )
  })

  it('is under way from its first event on, and its outage lasts', () => {
    const incident = only([event('failoverStarted', mondayMs)])
    expect(incident).toMatchObject({ state: 'inProgress', outage: { basis: 'events', fromMs: mondayMs } })
    expect(outageMs(incident, mondayMs + 90 * secondMs)).toBe(90 * secondMs)
  })

  it('has ended when its zone was seen to change, even if AWS never says so', () => {
    expect(only([event('failoverStarted', mondayMs), { kind: 'zone', atMs: mondayMs + 5 * minuteMs, toAz: 'eu-west-1b' }])).toMatchObject({ state: 'completed', completedAtMs: mondayMs + 5 * minuteMs })
  })

  it('that only its zone tells of says that its outage is not known', () => {
    const incident = only([{ kind: 'zone', atMs: mondayMs, fromAz: 'eu-west-1a', toAz: 'eu-west-1b' }])
    expect(incident).toMatchObject({ state: 'completed', outage: { basis: 'none' }, planned: 'unknown' })
    expect(outageMs(incident, mondayMs + hourMs)).toBeUndefined()
    expect(budgetShare(incident, mondayMs)).toBeUndefined()
  })

  it('joins the events that come after its zone was seen, under the id of its start', () => {
    const zone: Witness = { kind: 'zone', atMs: mondayMs + 4 * minuteMs, fromAz: 'eu-west-1a', toAz: 'eu-west-1b' }
    const first = addWitnesses([], subject, [zone])
    const second = addWitnesses(first.incidents, subject, [event('failoverStarted', mondayMs), event('failoverCompleted', mondayMs + 70 * secondMs)])
    expect(second.incidents).toHaveLength(1)
    expect(second.incidents[0]).toMatchObject({ id: `${subject.key}@${mondayMs}`, zoneSeenAtMs: zone.atMs })
    expect(second.gone).toEqual([first.incidents[0]?.id])
  })

  it('and the one back are two, each with its own zones', () => {
    const there = aStory({ probed: false })
    const back = aStory({ startMs: mondayMs + 40 * minuteMs, back: true, probed: false })
    expect(deriveIncidents(subject, [...there.witnesses, ...back.witnesses]).map(({ fromAz, toAz }) => [fromAz, toAz])).toEqual([
      ['eu-west-1a', 'eu-west-1b'],
      ['eu-west-1b', 'eu-west-1a'],
    ])
  })

  it('is stuck when it takes longer than ten minutes, and the millisecond before it is not', () => {
    const incident = only([event('failoverStarted', mondayMs)])
    expect(isStuck(incident, mondayMs + 10 * minuteMs)).toBe(false)
    expect(isStuck(incident, mondayMs + 10 * minuteMs + 1)).toBe(true)
  })

  it('that AWS does not end within a day stays unfinished, and the next one is another', () => {
    const next = aStory({ startMs: mondayMs + 30 * hourMs, probed: false })
    expect(deriveIncidents(subject, [event('failoverStarted', mondayMs), ...next.witnesses]).map(({ state }) => state)).toEqual(['unfinished', 'completed'])
  })
})

describe('Planned or not', () => {
  it('is told by AWS’s reason, by offline patching, or by a window of ours', () => {
    expect(only(aStory({ planned: true }).witnesses).planned).toBe('planned')
    expect(only(aStory().witnesses).planned).toBe('unplanned')
    expect(only([event('patchingOffline', mondayMs - minuteMs), event('failoverStarted', mondayMs)])).toMatchObject({ planned: 'planned', reason: expect.stringContaining('patches') as string })
    const window = { tenant: 'acme-bank', fromMs: mondayMs - minuteMs, untilMs: mondayMs + hourMs, title: 'Upgrade to 8.4' }
    expect(deriveIncidents(subject, aStory().witnesses, [window])[0]).toMatchObject({ planned: 'planned', reason: 'Window: Upgrade to 8.4' })
    expect(deriveIncidents(subject, aStory().witnesses, [{ ...window, tenant: 'another' }])[0]?.planned).toBe('unplanned')
  })

  it('is not guessed when AWS gives no reason', () => {
    expect(only([event('failoverStarted', mondayMs), event('failoverCompleted', mondayMs + minuteMs)])).toMatchObject({ planned: 'unknown' })
  })
})

describe('Customer outage', () => {
  it('is what the probe felt, and only without a probe what the events span', () => {
    const story = aStory()
    expect(outageMs(only(story.witnesses), 0)).toBe((story.outage?.untilMs ?? 0) - (story.outage?.fromMs ?? 0))
    const unprobed = aStory({ probed: false })
    expect(only(unprobed.witnesses).outage).toEqual({ basis: 'events', fromMs: unprobed.startMs, untilMs: unprobed.endMs })
  })

  it('counts two probes that overlap once, and the time between two outages not at all', () => {
    const probe = (fromSeconds: number, untilSeconds: number, name: string): Witness => ({ kind: 'probe', atMs: mondayMs + fromSeconds * secondMs, untilMs: mondayMs + untilSeconds * secondMs, probe: name })
    const incident = only([event('failoverStarted', mondayMs), event('failoverCompleted', mondayMs + 70 * secondMs), probe(0, 60, 'a'), probe(30, 80, 'b'), probe(100, 110, 'a')])
    expect(outageMs(incident, 0)).toBe(90 * secondMs)
  })

  it('of 4 m 27.84 s burns exactly the budget of 99.99 % of a month of 31 days, of which summer time takes an hour', () => {
    const incident = only([event('failoverStarted', mondayMs), event('failoverCompleted', mondayMs + 267_840)])
    expect(budgetShare(incident, 0)).toBeCloseTo(1, 10)
    expect(budgetMs(incident)).toBeCloseTo(267_840)
    expect(budgetMs({ ...incident, subject: { ...subject, timeZone: 'Europe/Berlin' } })).toBeCloseTo(267_840 - 360)
  })

  it('of a sandbox spends none of the error budget, and says so; of a tenant with nothing else it does', () => {
    const down: Witness = { kind: 'probe', atMs: mondayMs, untilMs: mondayMs + minuteMs, probe: 'https://acme.example/sandbox' }
    const [practice] = deriveIncidents({ ...subject, environment: 'sandbox', isPractice: true }, [down])
    expect([budgetShare(practice!, mondayMs), budgetWords(practice!, mondayMs)]).toEqual([undefined, 'a sandbox spends none of the error budget'])
    const config = { url: 'https://acme.example/health', expectStatus: 200, intervalSeconds: 60, timeoutSeconds: 10 }
    const view: TenantView = { ...viewWith([]), databases: [], appGroups: [] }
    const subjects = (environments: readonly string[]): unknown => tenantTestimony({ ...view, probes: environments.map((environment) => ({ config: { ...config, environment }, state: { failures: 2, changes: [{ atMs: mondayMs, state: 'down', reason: 'timeout' }] } })) }).map((each) => [each.subject.environment, each.subject.isPractice === true])
    expect(subjects(['frontend', 'sandbox'])).toEqual([['frontend', false], ['sandbox', true]])
    expect(subjects(['sandbox'])).toEqual([['sandbox', false]])
  })

  it('that only a probe saw lasts or is over, and its cause is not known', () => {
    const lasting = only([{ kind: 'probe', atMs: mondayMs, probe: 'https://acme.example/health' }])
    expect([stateWords(lasting, mondayMs), plannedWords(lasting)]).toEqual(['lasts', 'cause not known'])
    expect(stateWords(only([{ kind: 'probe', atMs: mondayMs, untilMs: mondayMs + 1, probe: 'https://acme.example/health' }]), mondayMs)).toBe('over')
    expect(plannedWords(only([event('failoverStarted', mondayMs)]))).toBe('AWS gave no reason')
  })

  it('without any failover is an outage of its own, under way until the probe is back', () => {
    const down: Witness = { kind: 'probe', atMs: mondayMs, probe: 'https://acme.example/health' }
    expect(only([down])).toMatchObject({ kind: 'outage', state: 'inProgress', outage: { basis: 'probe', fromMs: mondayMs } })
    const back = addWitnesses(addWitnesses([], subject, [down]).incidents, subject, [{ ...down, untilMs: mondayMs + 3 * minuteMs }])
    expect(back.incidents).toHaveLength(1)
    expect(back.incidents[0]).toMatchObject({ kind: 'outage', state: 'completed', completedAtMs: mondayMs + 3 * minuteMs })
  })

  it('becomes the failover’s when that is told of later', () => {
    const down: Witness = { kind: 'probe', atMs: mondayMs + 3 * secondMs, untilMs: mondayMs + 80 * secondMs, probe: 'p' }
    const before = addWitnesses([], subject, [down])
    const after = addWitnesses(before.incidents, subject, [event('failoverStarted', mondayMs), event('failoverCompleted', mondayMs + 70 * secondMs)])
    expect(after.incidents).toHaveLength(1)
    expect(after.incidents[0]).toMatchObject({ kind: 'failover', outage: { basis: 'probe' } })
  })
})

describe('A cluster', () => {
  it('that started and completed a failover, in its zone or another, has one incident', () => {
    for (const start of ['clusterFailoverStartedSameAz', 'clusterFailoverStartedCrossAz'] as const) expect(only([event('clusterFailoverCompleted', mondayMs + 40 * secondMs), event(start, mondayMs)]).state).toBe('completed')
  })

  it('whose failover failed says so', () => {
    expect(only([event('clusterFailoverStartedCrossAz', mondayMs), event('clusterFailoverFailed', mondayMs + minuteMs)]).state).toBe('failed')
  })
})

describe('A failover that was asked for and abandoned', () => {
  it('is an incident without an outage, beside the one that had just happened', () => {
    const story = aStory({ probed: false })
    const incidents = deriveIncidents(subject, [...story.witnesses, event('failoverAbandoned', mondayMs + 5 * minuteMs)])
    expect(incidents.map(({ state, outage }) => [state, outage.basis])).toEqual([
      ['completed', 'events'],
      ['abandoned', 'none'],
    ])
  })

  it('does not end one that is under way', () => {
    const incidents = deriveIncidents(subject, [event('failoverStarted', mondayMs), event('failoverAbandoned', mondayMs + minuteMs), event('failoverCompleted', mondayMs + 2 * minuteMs)])
    expect(incidents.map(({ state }) => state)).toEqual(['completed', 'abandoned'])
  })
})
