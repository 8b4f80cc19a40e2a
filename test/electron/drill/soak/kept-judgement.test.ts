import { describe, expect, it } from 'vitest'
import { judgeKept, type KeptTruth } from '#electron/drill/soak/kept-judgement'
import type { FindingEntry, HealthEntry, HistoryEntry } from '#shared/history/entry'
import { minuteMs } from '#shared/kernel/time'
import { account, aCondition, aFinding } from '../shown'

const at = (minutes: number): number => minutes * minuteMs
let lastId = 0
const finding = (atMinute: number, change: FindingEntry['change'], check: FindingEntry['check'] = 'recovery-point'): FindingEntry => {
  const { severity, clause, subject, sinceAtMs, summary } = aFinding(check, 'critical')
  return { kind: 'finding', id: String(++lastId), atMs: at(atMinute), tenant: 'acme', change, key: check, check, severity, clause, subject, sinceAtMs, summary }
}
const health = (atMinute: number, now: HealthEntry['health'], was?: HealthEntry['health']): HealthEntry => ({ kind: 'health', id: String(++lastId), atMs: at(atMinute), tenant: 'acme', name: 'Acme', health: now, ...(was === undefined ? {} : { was }) })

const none = { expected: 0, missed: [], doubled: [], wrong: [] }
const judge = (rows: readonly HistoryEntry[], conditions: KeptTruth['conditions'] = [], more: Partial<KeptTruth> = {}) => judgeKept(rows, none, { conditions, faults: [], startedMs: 0, atMs: at(120), ...more })
const freeze = aCondition('db.lrt-freeze', at(10), { endedMs: at(60) })

describe('The judgement of what the history kept', () => {
  it('is content with chains of rows without a gap or a repetition', () => {
    const rows = [health(1, 'healthy'), health(20, 'critical', 'healthy'), finding(20, 'opened'), finding(22, 'changed'), finding(70, 'closed'), health(70, 'healthy', 'critical'), finding(80, 'opened')]
    expect(judge(rows, [freeze])).toEqual({ lost: [], doubled: [] })
  })

  it('finds a row that tells again what was told, and a chain with a link missing', () => {
    expect(judge([finding(1, 'opened'), finding(2, 'opened')]).doubled).toHaveLength(1)
    expect(judge([finding(1, 'closed')]).lost).toHaveLength(1)
    expect(judge([health(1, 'healthy'), health(2, 'healthy', 'healthy')]).doubled).toHaveLength(1)
    expect(judge([health(1, 'healthy'), health(2, 'critical', 'watch')]).lost).toHaveLength(1)
  })

  it('finds a condition that no row tells of in time', () => {
    const name = `db.lrt-freeze of acme-frontend since ${at(10)}`
    expect(judge([], [freeze]).lost).toEqual([name])
    expect(judge([finding(2, 'opened'), finding(5, 'closed')], [freeze]).lost).toEqual([name])
    expect(judge([finding(50, 'opened')], [freeze]).lost).toEqual([name])
    expect(judge([finding(2, 'opened')], [freeze]).lost).toEqual([])
  })

  it('asks for none of what ended too soon, began before, or happened where nobody could read', () => {
    expect(judge([], [aCondition('db.lrt-freeze', at(10), { endedMs: at(15) })]).lost).toEqual([])
    expect(judge([], [aCondition('db.lrt-freeze', at(-10))]).lost).toEqual([])
    expect(judge([], [freeze], { faults: [{ fault: 'deny', fromMs: at(9), toMs: at(30), account }] }).lost).toEqual([])
    expect(judge([], [freeze, aCondition('account.access-denied', at(5), { endedMs: at(30), subject: account, explainsOnly: true })]).lost).toEqual([])
  })

  it('wants a second failover told of although the first one still is', () => {
    const again = aCondition('db.failover', at(60), { endedMs: at(61) })
    const first = [finding(10, 'opened', 'db-failover'), finding(11, 'changed', 'db-failover')]
    expect(judge(first, [again]).lost).toHaveLength(1)
    expect(judge([...first, finding(61, 'changed', 'db-failover')], [again]).lost).toEqual([])
  })

  it('counts failovers without their incident as lost, and incidents too many as doubled', () => {
    const incidents = { expected: 3, missed: ['a'], doubled: ['b'], wrong: ['c'] }
    expect(judgeKept([], incidents, { conditions: [], faults: [], startedMs: 0, atMs: 0 })).toEqual({ lost: ['a'], doubled: ['b', 'c'] })
  })
})
