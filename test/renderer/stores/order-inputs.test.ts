import { describe, expect, it } from 'vitest'
import { rowIndex, writeRows } from '#shared/fleet/table-rows'
import { parseQuery } from '#shared/fleet/table-query'
import type { TenantRow } from '#shared/fleet/table'
import type { SortKey } from '#shared/ipc/settings'
import { dependsOnTime, orderMayDiffer } from '../../../renderer/stores/order-inputs'
import { fakeRows, tableOfRows } from '../fake-fleet'

const rows = fakeRows(60)
const table = tableOfRows(rows)
const after = (change: Partial<TenantRow>): typeof table => writeRows(table, rowIndex(table), [{ ...rows[7]!, ...change }]).table
const byHealth: readonly SortKey[] = [{ column: 'health', direction: 'ascending' }]

describe('The order of the grid', () => {
  it('need not be found again for a patch that touches neither filter nor sort', () => {
    expect(orderMayDiffer(table, after({ recoveryPointLagMs: 12 }), parseQuery('env:frontend acme'), byHealth)).toBe(false)
  })
  it('is found again when a sorted column changed', () => {
    expect(orderMayDiffer(table, after({ health: 'critical' }), parseQuery(''), byHealth)).toBe(true)
  })
  it('is found again when a filtered column changed', () => {
    expect(orderMayDiffer(table, after({ environments: ['cron'] }), parseQuery('env:frontend'), byHealth)).toBe(true)
    expect(orderMayDiffer(table, after({ recoveryPointLagMs: 12 }), parseQuery('lag>10m'), byHealth)).toBe(true)
  })
  it('is found again when a tenant joined', () => {
    const joined = writeRows(table, rowIndex(table), [{ ...rows[7]!, id: 'newcomer' }]).table
    expect(orderMayDiffer(table, joined, parseQuery(''), [])).toBe(true)
  })
  it('can change by waiting alone only when ages are asked for', () => {
    expect(dependsOnTime(parseQuery('age>5m'))).toBe(true)
    expect(dependsOnTime(parseQuery('lag>5m health:watch'))).toBe(false)
  })
})
