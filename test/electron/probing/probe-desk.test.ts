import { describe, expect, it } from 'vitest'
import { openProbeBooks } from '#electron/probing/probe-books'
import { createProbeDesk } from '#electron/probing/probe-desk'
import { trainingConfig } from '#shared/fleet/fleet-defaults'
import { secondMs } from '#shared/kernel/time'
import { probeDefaults } from '#shared/probes/probe-config'
import { conditionOf } from '#shared/probes/probe-state'
import { aTenant, monday } from '#test/builders/fleet'

const tenants = ['ash', 'birch', 'cedar']
const pages = ['frontend', 'portal']

/** Three banks with two pages each at one address. */
function openDesk() {
  const probesOf = (id: string) => pages.map((environment) => ({ environment, url: `https://${id}.example/${environment}`, ...probeDefaults }))
  const books = openProbeBooks({ ...trainingConfig([]), tenants: tenants.map((id) => aTenant(id, { probes: probesOf(id) })) })
  const desk = createProbeDesk(books, () => undefined)
  const entry = (tenant: string, page: string) => books.ofTenant(tenant).find(({ config }) => config.environment === page)!
  const tell = (tenant: string, page: string, seconds: number, up: boolean) =>
    desk.receive(entry(tenant, page), { outcome: up ? { kind: 'up' } : { kind: 'failed', failure: 'status', detail: 'HTTP 503 instead of 200' }, elapsedMs: 0, atMs: monday + seconds * secondMs })
  return { desk, tell, reading: (tenant: string, page: string) => conditionOf(entry(tenant, page).state) }
}

describe('the desk of probes', () => {
  it('does not take for our network what three banks suffer each on one page, whenever these are asked again', () => {
    const { desk, tell, reading } = openDesk()
    for (const tenant of tenants) for (const page of pages) tell(tenant, page, 0, true)
    // One bank after the other loses its portal; its other page answers.
    for (const [nth, tenant] of tenants.entries()) {
      const atS = 60 + nth * 20
      for (const seconds of [atS, atS + 5]) tell(tenant, 'portal', seconds, false)
      for (const other of tenants) tell(other, 'frontend', atS + 10, true)
    }
    // Then the three that are down happen to be asked one after the other.
    for (const [nth, tenant] of tenants.entries()) tell(tenant, 'portal', 150 + nth, false)
    expect(desk.verdict()).toEqual({ kind: 'fine' })
    expect(tenants.map((tenant) => [reading(tenant, 'portal'), reading(tenant, 'frontend')])).toEqual(tenants.map(() => ['down', 'up']))
  })

  it('still sees our network when the pages fail that were up', () => {
    const { desk, tell } = openDesk()
    for (const tenant of tenants) for (const page of pages) tell(tenant, page, 0, true)
    for (const seconds of [60, 65]) tell('ash', 'portal', seconds, false)
    for (const tenant of tenants) tell(tenant, 'frontend', 70, true)
    for (const [nth, tenant] of tenants.entries()) tell(tenant, 'frontend', 130 + nth, false)
    expect(desk.verdict()).toMatchObject({ kind: 'ours', hosts: 3 })
  })

  it('blames nobody, and no network, for pages that a window of ours has closed; judges them again once they are open', () => {
    const { desk, tell, reading } = openDesk()
    for (const tenant of tenants) for (const page of pages) tell(tenant, page, 0, true)
    desk.close(new Set(tenants))
    for (const [nth, tenant] of tenants.entries()) for (const seconds of [60, 65, 120]) for (const page of pages) tell(tenant, page, seconds + nth, false)
    expect(desk.verdict()).toEqual({ kind: 'fine' })
    expect(tenants.map((tenant) => reading(tenant, 'frontend'))).toEqual(['unknown', 'unknown', 'unknown'])
    desk.close(new Set())
    tell('ash', 'frontend', 200, true)
    tell('birch', 'frontend', 200, false)
    for (const witness of ['ash', 'cedar']) tell(witness, 'frontend', 202, true)
    tell('birch', 'frontend', 205, false)
    expect(reading('ash', 'frontend')).toBe('up')
    expect(reading('birch', 'frontend')).toBe('down')
  })
})
