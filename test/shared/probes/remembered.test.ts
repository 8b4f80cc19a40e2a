import { describe, expect, it } from 'vitest'
import type { ProbeEntry } from '#shared/history/entry'
import { rememberProbes } from '#shared/probes/remembered'

const entry = (id: number, atMs: number, state: ProbeEntry['state'], more: Partial<ProbeEntry> = {}): ProbeEntry => ({ kind: 'probe', id: `run/${id}`, atMs, tenant: 'acme', environment: 'frontend', url: 'https://acme.example/', state, ...more })

describe('probes that are remembered', () => {
  it('have their changes again, and an end where this console stopped watching', () => {
    expect(rememberProbes([entry(1, 1000, 'up'), entry(2, 2000, 'down', { reason: 'reset' }), entry(3, 3000, 'up')], 9000)).toEqual([
      { tenant: 'acme', environment: 'frontend', url: 'https://acme.example/', untilMs: 9000, changes: [{ atMs: 1000, state: 'up' }, { atMs: 2000, state: 'down', reason: 'reset' }, { atMs: 3000, state: 'up' }] },
    ])
  })

  it('take back what was told before of the same time', () => {
    const [probe] = rememberProbes([entry(1, 1000, 'up'), entry(2, 5000, 'down', { reason: 'reset' }), entry(3, 4000, 'unknown', { reason: 'ourNetwork' })], undefined)
    expect(probe?.changes.map(({ atMs, state }) => [atMs, state])).toEqual([[1000, 'up'], [4000, 'unknown']])
    expect(probe).not.toHaveProperty('untilMs')
  })

  it('are told apart by tenant, environment and address', () => {
    expect(rememberProbes([entry(1, 1000, 'up'), entry(2, 1000, 'up', { environment: 'cron' }), entry(3, 1000, 'down', { url: 'https://other.example/' })], 2000).length).toBe(3)
  })

  it('are never known later than their last change', () => {
    expect(rememberProbes([entry(1, 9000, 'up')], 5000)[0]?.untilMs).toBe(9001)
  })
})
