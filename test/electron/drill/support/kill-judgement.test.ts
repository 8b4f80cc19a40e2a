import { describe, expect, it } from 'vitest'
import type { GrantEvent } from '#shared/support/grant-event'
import type { GrantView } from '#shared/support/support-view'
import { judgeKill } from '#electron/drill/support/killed/kill-judgement'
import type { AuditFacts } from '#electron/drill/support/killed/audit-facts'
import type { KillFacts } from '#electron/drill/support/killed/kill-facts'

const id = 'g-0123456789ab'
const application = 'application|111122223333|eu-west-1|/doc'
const events: readonly GrantEvent[] = [
  { kind: 'opening', atMs: 2_000, doors: [{ kind: 'application', key: application, account: '111122223333', region: 'eu-west-1', parameter: '/doc' }] },
  { kind: 'sent', atMs: 3_000, door: application },
  { kind: 'opened', atMs: 4_000, doors: [{ door: application, words: 'The document names it.' }] },
  { kind: 'closed', atMs: 61_000, doors: [{ door: application, words: 'The document names nobody.' }] },
]
const grant = { id, reference: 'REQ-1', stage: 'closed', proof: { atMs: 61_000, words: 'The document names nobody.' }, doors: [{ state: 'closed' }], approvals: [{ by: 'ben', atMs: 1_000 }], isBreakGlass: false, atMs: 500, untilMs: 600_000, ended: { atMs: 60_000, how: 'ended' } } as unknown as GrantView // what the judgement reads
const audit: AuditFacts = { wrong: [], intents: new Map([['schedule', 1], ['write', 2], ['unschedule', 1]]), repairs: 0, unended: [], toldUnended: new Set() }
const timesOf = (firstMs: number, lastMs: number): KillFacts['open'] => ({ documents: new Map([[id, { firstMs, lastMs }]]), rules: new Map([[id, { firstMs, lastMs }]]) })
const sound: KillFacts = {
  diedAtMs: 3_500,
  passed: [],
  world: { document: [], ssh: [], rules: 0, schedules: [] },
  broken: [],
  open: timesOf(4_000, 60_000),
  grants: [grant],
  journals: new Map([[id, { numbers: [1, 2, 3, 4], events }]]),
  writes: new Map([['CreateSchedule', 1], ['PutParameter', 2], ['DeleteSchedule', 1]]),
  audits: new Map([['ana', audit], ['ben', { ...audit, intents: new Map() }]]),
}
const judged = (over: Partial<KillFacts>, absentMs = 32_000): readonly string[] => judgeKill({ ...sound, ...over }, sound, absentMs)
const journal = (lines: readonly GrantEvent[], numbers = lines.map((_, at) => at + 1)) => ({ journals: new Map([[id, { numbers, events: lines }]]) })

describe('A grant whose console was killed', () => {
  it('is fine when everything is as though nobody had died', () => expect(judged({})).toEqual([]))

  it.each<readonly [string, Partial<KillFacts>, string]>([
    ['stands open', { world: { document: [id], ssh: [], rules: 0, schedules: [] } }, 'the document lets somebody in at the end'],
    ['leaves a rule', { world: { document: [], ssh: [], rules: 1, schedules: [] } }, 'SSH is open at the end'],
    ['leaves a schedule', { world: { document: [], ssh: [], rules: 0, schedules: [{ name: 'wf-1', atMs: 0, operation: 'putParameter' }] } }, 'a schedule is left behind'],
    ['was open before it was granted', { open: timesOf(900, 60_000) }, 'REQ-1 was let in by the document before it was granted'],
    ['was open though nobody held it', { open: timesOf(4_000, 300_000) }, 'REQ-1 was let in by SSH 58 s longer than that takes'],
    ['was never open', { open: { documents: new Map(), rules: new Map() } }, 'REQ-1 was never let in'],
    ['is not proven', { grants: [{ ...grant, stage: 'revoking' }] }, 'REQ-1 ended revoking instead of closed and proven'],
    ['got stuck', { stuckAt: 'REQ-1 is open' }, 'it did not come to this: REQ-1 is open'],
    ['was asked for twice', { grants: [grant, grant] }, 'there are 2 grants instead of 1'],
    ['lacks a line', journal(events, [1, 2, 4, 5]), 'journal of REQ-1: line 3 is missing'],
    ['was opened twice', journal([...events.slice(0, 3), events[2]!, events[3]!]), 'journal of REQ-1: it has closed application, opened application, opened application'],
    ['was opened again behind its proof', journal([...events, events[0]!]), 'journal of REQ-1: something follows the proof'],
    ['was let in twice', { writes: new Map([['CreateSchedule', 1], ['PutParameter', 3]]) }, 'PutParameter was done 3 times instead of 2'],
    ['was opened unsaid', { audits: new Map([['ana', { ...audit, intents: new Map([['schedule', 1], ['write', 1], ['unschedule', 1]]) }], ['ben', { ...audit, intents: new Map() }]]) }, '2 times AWS did “write”, and the audit trail has 1 intents'],
    ['has a broken chain', { audits: new Map([['ana', { ...audit, wrong: ['Entry 3 is gone.'] }], ['ben', audit]]) }, 'audit trail of ana: Entry 3 is gone.'],
    ['leaves an intent that nobody speaks of', { audits: new Map([['ana', { ...audit, unended: [7] }], ['ben', audit]]) }, 'audit trail of ana: what came of 7 is not known, and nobody says so'],
  ])('is found out when it %s', (_, over, words) => expect(judged(over)).toContainEqual(expect.stringContaining(words)))

  it('may leave an intent of which the next console says that it does not know', () =>
    expect(judged({ audits: new Map([['ana', { ...audit, unended: [7], toldUnended: new Set([7]) }], ['ben', audit]]) })).toEqual([]))

  it('is closed by its schedule at its end, however long nobody is there', () => {
    const late = { open: timesOf(4_000, 700_000), grants: [{ ...grant, ended: { atMs: 600_000, how: 'expired' as const } }] }
    expect(judged(late, 3_600_000)).toEqual(['REQ-1 was let in by the document 30 s longer than that takes', 'REQ-1 was let in by SSH 30 s longer than that takes'])
  })

  it('may be named by the rule of an address as long as another grant keeps that open, but not by the document', () => {
    const other = { ...grant, id: 'g-ba9876543210', reference: 'REQ-2', ended: { atMs: 590_000, how: 'ended' as const } }
    const both = { grants: [grant, other], open: { documents: new Map([[id, { firstMs: 4_000, lastMs: 300_000 }], [other.id, { firstMs: 5_000, lastMs: 590_000 }]]), rules: timesOf(4_000, 590_000).rules } }
    expect(judged({ ...both, open: { ...both.open, rules: new Map([...both.open.rules, [other.id, { firstMs: 5_000, lastMs: 590_000 }]]) } }).filter((words) => words.includes('longer than'))).toEqual(['REQ-1 was let in by the document 58 s longer than that takes'])
  })
})
