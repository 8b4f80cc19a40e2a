import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figures, groupRows } from '#shared/fleet/table-figures'
import { filterRows, parseQuery, queryKeys, sortRows } from '#shared/fleet/table-query'
import { columnNames, type FleetTable, type TenantRow } from '#shared/fleet/table'
import { emptyTable, readRow, writeRows } from '#shared/fleet/table-rows'
import { minuteMs } from '#shared/kernel/time'
import { aRow, anyRow } from '#test/builders/rows'

const nowMs = 1_772_000_600_000
const tableOf = (rows: readonly TenantRow[], gone: readonly string[] = []): FleetTable => {
  const { table, index } = writeRows(emptyTable(), new Map(), rows)
  return writeRows(table, index, [], gone).table
}
const fleet = tableOf(
  [
    aRow('acme-bank', { name: 'Acme Bank', health: 'critical', recoveryPointLagMs: 18 * minuteMs, alarmsFiring: 2, environments: ['frontend', 'cron'], healthSinceMs: nowMs - 5 * minuteMs, worstCheck: 'recovery-point' }),
    aRow('kauri', { name: 'Kauri Bank', health: 'degraded', model: 'silo', engines: ['oracle-ee'], regions: ['eu-central-1'], failover: 'inProgress', appInService: 3 }),
    aRow('lender-017', { name: 'Lender 017', environments: ['sandbox'], inFleetFile: false, accounts: ['444455556666'] }),
    aRow('gone', { name: 'Gone Bank', health: 'critical' }),
  ],
  ['gone'],
)
const found = (line: string): readonly string[] => [...filterRows(fleet, parseQuery(line), nowMs)].map((row) => readRow(fleet, row).id)

describe('the filter line', () => {
  it.each([
    ['', ['acme-bank', 'kauri', 'lender-017']],
    ['bank', ['acme-bank', 'kauri']],
    ['BANK acme', ['acme-bank']],
    ['"kauri bank"', ['kauri']],
    ['-bank', ['lender-017']],
    ['health:critical', ['acme-bank']],
    ['health:crit', ['acme-bank']],
    ['health:critical,degraded', ['acme-bank', 'kauri']],
    ['-health:healthy', ['acme-bank', 'kauri']],
    ['env:cron', ['acme-bank']],
    ['environment:sandbox', ['lender-017']],
    ['-env:sandbox region:eu-west-1', ['acme-bank']],
    ['region:eu', ['acme-bank', 'kauri', 'lender-017']],
    ['account:4444', ['lender-017']],
    ['engine:oracle', ['kauri']],
    ['model:silo', ['kauri']],
    ['failover:progress', ['kauri']],
    ['check:recovery-point', ['acme-bank']],
    ['file:no', ['lender-017']],
    ['az:eu-west-1a model:pooled', ['acme-bank', 'lender-017']],
    ['name:"kauri b"', ['kauri']],
    ['id:017', ['lender-017']],
    ['lag>10m', ['acme-bank']],
    ['rpo<=2m', ['kauri', 'lender-017']],
    ['lag>1080s', []],
    ['lag>=1080s', ['acme-bank']],
    ['alarms>0', ['acme-bank']],
    ['alarms=2', ['acme-bank']],
    ['-alarms>0', ['kauri', 'lender-017']],
    ['app<4', ['kauri']],
    ['since<10m', ['acme-bank']],
    ['age>9m', ['acme-bank', 'kauri', 'lender-017']],
    ['age>11m', []],
    ['"health:critical"', []],
  ])('%s', (line, ids) => {
    expect(parseQuery(line).errors).toEqual([])
    expect(found(line)).toEqual(ids)
  })

  it.each([
    ['helth:critical', "'helth' is nothing to filter by. Did you mean 'health'? Put it in quotes to search for it as text."],
    ['health:bad', "'bad' is no health. It is one of critical, degraded, unknown, watch, healthy."],
    ['health:', "After 'health:' there is a value missing, e.g. health:critical."],
    ['lag>soon', "After 'lag>' there should be a span such as 10m, 90s or 2h, not 'soon'."],
    ['lag>', "After 'lag>' there should be a span such as 10m, 90s or 2h, not ''."],
    ['alarms>many', "After 'alarms>' there should be a number, not 'many'."],
    ['lag:10m', "Compare 'lag' with < or >, e.g. lag>10m."],
    ['health>3', "'health' is not a number: write health:value."],
    ['"acme', 'The quotation mark is not closed.'],
  ])('%s is refused in words, and filters nothing', (line, message) => {
    expect(parseQuery(line).errors).toEqual([{ start: 0, end: line.length, message }])
    expect(found(`acme ${line}`)).toEqual(['acme-bank'])
  })

  it('says where in the line the trouble is', () => {
    expect(parseQuery('acme  lag>x  bank').errors).toMatchObject([{ start: 6, end: 11 }])
  })

  it('takes any text without throwing, and finds no row twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ':', '<', '>', '=', '-', ' ', ',', '1', 'm', 'health', 'lag') }), (line) => {
        const rows = filterRows(fleet, parseQuery(line), nowMs)
        expect(new Set(rows).size).toBe(rows.length)
      }),
    )
  })

  it('offers every key with an example that it understands itself', () => {
    for (const { example } of queryKeys) expect([example, parseQuery(example).errors]).toEqual([example, []])
  })
})

describe('sorting', () => {
  const order = (table: FleetTable, ...keys: Parameters<typeof sortRows>[2]) => [...sortRows(table, filterRows(table, parseQuery(''), nowMs), keys)].map((row) => readRow(table, row).id)

  it('puts the worst health first, then by name', () => {
    expect(order(fleet, { column: 'health', direction: 'ascending' })).toEqual(['acme-bank', 'kauri', 'lender-017'])
    expect(order(fleet, { column: 'health', direction: 'descending' })).toEqual(['lender-017', 'kauri', 'acme-bank'])
  })

  it('puts missing values last in either direction', () => {
    const { recoveryPointLagMs: _lag, ...none } = aRow('none')
    const table = tableOf([none, aRow('late', { recoveryPointLagMs: 9 }), aRow('early', { recoveryPointLagMs: 1 })])
    expect(order(table, { column: 'recoveryPointLagMs', direction: 'ascending' })).toEqual(['early', 'late', 'none'])
    expect(order(table, { column: 'recoveryPointLagMs', direction: 'descending' })).toEqual(['late', 'early', 'none'])
    const counts = tableOf([aRow('b', { snapshots: 3 }), (({ snapshots: _none, ...rest }) => rest)(aRow('a'))])
    expect(order(counts, { column: 'snapshots', direction: 'ascending' })).toEqual(['b', 'a'])
  })

  it('ignores upper and lower case, and sorts by several keys', () => {
    const table = tableOf([aRow('1', { name: 'beta', alarmsFiring: 1 }), aRow('2', { name: 'Alpha', alarmsFiring: 1 }), aRow('3', { name: 'alpha', alarmsFiring: 2 })])
    expect(order(table, { column: 'name', direction: 'ascending' }, { column: 'alarmsFiring', direction: 'descending' })).toEqual(['3', '2', '1'])
  })

  it('keeps exactly the rows it was given, orders each pair by the key, and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyRow, { selector: ({ id }) => id }), fc.constantFrom(...columnNames), fc.constantFrom('ascending' as const, 'descending' as const), (rows, column, direction) => {
        const table = tableOf(rows)
        const input = filterRows(table, parseQuery(''), nowMs)
        const before = [...input]
        const sorted = sortRows(table, input, [{ column, direction }])
        expect([...sorted].sort((a, b) => a - b)).toEqual(before)
        expect([...input]).toEqual(before)
        expect([...sortRows(table, sorted, [{ column, direction }])]).toEqual([...sorted])
      }),
    )
  })
})

describe('the figures', () => {
  it('count present tenants and name the worst', () => {
    expect(figures(fleet)).toEqual({
      tenants: 3,
      byHealth: { critical: 1, degraded: 1, unknown: 0, watch: 0, healthy: 1 },
      worstLag: { row: 0, lagMs: 18 * minuteMs, observedAtMs: 1_772_000_000_000 },
      failoversInProgress: 1,
      alarmsFiring: 2,
      tenantsWithFiringAlarms: 1,
      oldestObservedAtMs: 1_772_000_000_000,
      notInFleetFile: 1,
    })
    expect(figures(fleet, Uint32Array.from([2])).tenants).toBe(1)
    expect(figures(emptyTable())).toMatchObject({ tenants: 0, alarmsFiring: 0 })
  })

  it('group rows by health worst first, by text in order of appearance', () => {
    const rows = Uint32Array.from([2, 1, 0])
    expect(groupRows(fleet, rows, 'health')).toEqual([
      { label: 'critical', rows: Uint32Array.from([0]) },
      { label: 'degraded', rows: Uint32Array.from([1]) },
      { label: 'healthy', rows: Uint32Array.from([2]) },
    ])
    expect(groupRows(fleet, rows, 'regions').map(({ label, rows: members }) => [label, [...members]])).toEqual([
      ['eu-west-1', [2, 0]],
      ['eu-central-1', [1]],
    ])
  })
})
