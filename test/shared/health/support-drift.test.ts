import { describe, expect, it } from 'vitest'
import { judgeTenant } from '#shared/health/judge'
import { viewTenant } from '#shared/fleet/tenant-views'
import { emptySnapshot } from '#shared/fleet/snapshot'
import type { SupportMatter } from '#shared/support/matter'
import { aConfig, aTenant, monday } from '#test/builders/fleet'

const state = emptySnapshot(aConfig({ tenants: [aTenant('acme')] }))
const judged = (matters: readonly SupportMatter[]) => judgeTenant(viewTenant(state, 'acme', [], [], matters), monday).filter(({ check }) => check === 'support-drift')
const matter = (kind: SupportMatter['kind'], sinceMs = monday): SupportMatter => ({ tenant: 'acme', id: kind, kind, words: `A ${kind}.`, sinceMs })

describe('Support access that somebody should know of', () => {
  it('is critical while something is open or not proven closed, dated by the first of it', () => {
    expect(judged([matter('review'), matter('trouble', monday - 60_000)])).toMatchObject([{ severity: 'critical', summary: 'A trouble. And 1 more.', sinceAtMs: monday - 60_000 }])
  })
  it('is watched while only a review is missing, and nothing where there is nothing', () => {
    expect(judged([matter('review')])).toMatchObject([{ severity: 'watch', summary: 'A review.' }])
    expect(judged([])).toEqual([])
  })
})
