import { describe, expect, it } from 'vitest'
import { judge } from '#electron/drill/crash/crash-judgement'
import { doubleDeaths, kindOf, pairedDeaths, singleDeaths } from '#electron/drill/crash/deaths'
import { createDeedLog } from '#electron/drill/crash/deed-log'
import { killChoice } from '#electron/drill/crash/killed/kills'
import { scenarios } from '#electron/drill/crash/scenarios'
import { seededIds } from '#electron/drill/seeded-ids'

const undisturbed = { deeds: new Map([['reboot db', 1], ['send ops: started', 1], ['put', 1]]) }
const right = { deeds: undisturbed.deeds, outcome: 'succeeded' as const, leftovers: [], unproven: 0, unanswered: new Set<string>() }
const verdictOf = (more: Partial<Parameters<typeof judge>[2]>) => judge({ outcome: 'succeeded' }, undisturbed, { ...right, ...more })

describe('A run whose consoles died', () => {
  it('is right when it did what it does undisturbed', () => {
    expect(verdictOf({})).toEqual({ doubled: [], missing: [], wrongEnds: [] })
  })

  it('has doubled what AWS took once more, also what nobody asked for at all', () => {
    expect(verdictOf({ deeds: new Map([...undisturbed.deeds, ['reboot db', 2], ['startRefresh app', 1]]) }).doubled).toEqual(['2 times instead of 1: reboot db', '1 times instead of 0: startRefresh app'])
  })

  it('misses what AWS was never asked for, but not mail of which it says itself that it does not know', () => {
    expect(verdictOf({ deeds: new Map([['reboot db', 1], ['put', 1]]) }).missing).toEqual(['send ops: started'])
    expect(verdictOf({ deeds: new Map([['reboot db', 1], ['put', 1]]), unproven: 1 }).missing).toEqual([])
    expect(verdictOf({ deeds: new Map([['put', 1]]), unproven: 9 }).missing).toEqual(['reboot db'])
  })

  it('does not miss what was on its way to AWS when a process was killed: it is not sent again where AWS shows it', () => {
    const deeds = new Map([['send ops: started', 1], ['put', 1]])
    expect(verdictOf({ deeds, unanswered: new Set(['reboot db']) }).missing).toEqual([])
    expect(verdictOf({ deeds, unanswered: new Set(['reboot other']) }).missing).toEqual(['reboot db'])
  })

  it('ends wrong with another outcome, with none, and with anything left behind', () => {
    expect(verdictOf({ outcome: 'restored' }).wrongEnds).toEqual(['ended restored instead of succeeded'])
    expect(verdictOf({ outcome: undefined }).wrongEnds).toEqual(['ended never instead of succeeded'])
    expect(verdictOf({ leftovers: ['muted by wf-crash-acme-1'] }).wrongEnds).toEqual(['muted by wf-crash-acme-1'])
  })
})

describe('What AWS took', () => {
  it('is counted by what it was done to, and only where a second time is another deed', () => {
    const log = createDeedLog()
    const call = {}
    for (const at of [1, 2]) {
      log.note('createRule', [call, { listenerArn: 'l', hosts: ['a', 'b'], priority: at, html: '' }], {})
      log.note('putMuteRule', [call, { name: 'm', fromMs: at, toMs: 60_000 }], {})
      log.note('start', [call, { token: 't' }], 'execution-1')
      log.note('modify', [call, 'db', { multiAz: at === 1, now: true }], {})
    }
    expect(Object.fromEntries(log.counts())).toEqual({ 'createRule l a b': 2, 'putMuteRule m until 1970-01-01T00:01:00.000Z': 1, 'start execution-1': 1, 'modify "db" {"multiAz":true,"now":true}': 1, 'modify "db" {"multiAz":false,"now":true}': 1 })
  })
})

describe('Deaths', () => {
  const upgrade = scenarios.find(({ name }) => name === 'db.engine-upgrade')!
  const edges = ['validate:plan: before performing', 'change:0:db inProgress: before the line', 'change:0:db inProgress: before the line', 'change:0:db inProgress: before the line', 'change:0:db done: before the line', 'tell:acme: after send']

  it('are at each edge of what a scenario is about, thinned of a wait at the first and the last, or everywhere', () => {
    expect(singleDeaths(upgrade, edges, 'whole').map(({ deaths }) => deaths[0])).toEqual([1, 2, 3, 4])
    expect(singleDeaths(upgrade, edges, 'thin').map(({ deaths, kind }) => [deaths, kind])).toEqual([
      [[1], 'db.engine-upgrade'],
      [[3], 'db.engine-upgrade'],
      [[4], 'db.engine-upgrade'],
    ])
    expect(new Set(singleDeaths(upgrade, edges, 'full').map(({ deaths }) => deaths[0])).size).toBe(edges.length)
    // Around a request another console comes soon, and late.
    expect(singleDeaths(upgrade, edges, 'full').filter(({ deaths }) => deaths[0] === 5).map(({ absentMs }) => absentMs)).toEqual([31_000, 150_000])
    expect(kindOf(upgrade, edges[5]!)).toBe('tell')
  })

  it('come in all pairs within a kind of step: at each edge that whoever took over passes, by name', () => {
    const [first, , , , last] = edges.map((at, edge) => ({ deaths: [edge], absentMs: 31_000, kind: kindOf(upgrade, at), at }))
    const after = ['validate:plan: before performing', edges[1]!, edges[1]!, edges[4]!, edges[5]!]
    expect(pairedDeaths(upgrade, last!, edges, after).map(({ deaths }) => deaths)).toEqual([[4, 1], [4, 3]])
    // What the scenario is not about begins no pair, nor does the midst of a wait.
    expect(pairedDeaths(upgrade, first!, edges, after)).toEqual([])
    expect(pairedDeaths(upgrade, { ...last!, deaths: [2], at: edges[2]! }, edges, after)).toEqual([])
  })

  it('of processes are at every edge of a kind by name, and twice at what is before a line, after a line and after performing', () => {
    const run = ['change:0:db started: before the line', 'change:0:db started: after the line', 'change:0:db: before modify', 'change:0:db: after performing', 'change:0:db done: before the line', 'tell:acme: after send']
    const [whole, thin] = [killChoice(false), killChoice(true)]
    const once = whole.once(upgrade, run)
    expect(once.map(({ deaths }) => deaths[0])).toEqual([0, 1, 2, 3, 4])
    expect(once.map((first) => whole.twice(upgrade, first, run, run).map(({ deaths }) => deaths[1]))).toEqual([[0, 1, 3], [0, 1, 3], [], [0, 1, 3], []])
    const few = thin.once(upgrade, run)
    expect(few.map(({ deaths }) => deaths[0])).toEqual([0, 1, 3])
    expect(few.map((first) => thin.twice(upgrade, first, run, run).map(({ deaths }) => deaths[1]))).toEqual([[], [], [0]])
  })

  it('come in pairs by the seed, the same for the same seed', () => {
    const pairs = doubleDeaths(upgrade, edges, 50, seededIds(3))
    expect(pairs).toEqual(doubleDeaths(upgrade, edges, 50, seededIds(3)))
    expect(new Set(pairs.map(({ deaths }) => deaths.length))).toEqual(new Set([2]))
    expect(pairs).not.toEqual(doubleDeaths(upgrade, edges, 50, seededIds(4)))
  })

  it('reach every kind of step and every phase', () => {
    expect(new Set(scenarios.map(({ step }) => step.kind)).size).toBe(7)
    expect([...new Set(scenarios.flatMap(({ about }) => about))].sort()).toEqual(['change', 'close', 'closeLonger', 'compare', 'copy', 'mute', 'muteLonger', 'reopen', 'restore', 'snapshot', 'tell', 'unmute', 'validate', 'verify', 'verifyAgain'])
  })
})
