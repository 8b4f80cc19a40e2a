import { describe, expect, it } from 'vitest'
import { judgeTenant } from '#shared/health/judge'
import { viewTenant } from '#shared/fleet/tenant-views'
import { emptySnapshot } from '#shared/fleet/snapshot'
import type { Leftover } from '#shared/maintenance/leftover'
import { aConfig, aTenant, monday } from '#test/builders/fleet'

const state = emptySnapshot(aConfig({ tenants: [aTenant('acme')] }))
const judged = (leftovers: readonly Leftover[]) => judgeTenant(viewTenant(state, 'acme', [], leftovers), monday).filter(({ check }) => check === 'window-leftover')

describe('What a window left behind', () => {
  it('is critical, dated by its first sight, and says how to take it back', () => {
    const found = judged([{ tenant: 'acme', kind: 'access', run: 'upgrade-1', account: '111122223333', region: 'eu-west-1', sinceMs: monday - 60_000 }])
    expect(found).toMatchObject([{ severity: 'critical', clause: 'availability', sinceAtMs: monday - 60_000, subject: { id: 'acme', account: '111122223333' } }])
    expect(found[0]?.summary).toContain('watchfloor-run=upgrade-1')
  })
  it('is one finding each, and none where there is nothing', () => {
    expect(judged([{ tenant: 'acme', kind: 'alarms', run: 'a', account: '1', region: 'r', sinceMs: monday }, { tenant: 'acme', kind: 'run', run: 'b', sinceMs: monday }]).map(({ clause }) => clause)).toEqual(['monitoring', 'availability'])
    expect(judged([])).toEqual([])
  })
})
