import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { visitTenant } from '../../../renderer/stores/tenant-visit'
import { fakeAlarm, fakeDesk } from '../fake-alarms'
import { fakeRows } from '../fake-fleet'
import { fakeRecovery } from '../fake-recovery'
import { renderApp, type RenderedApp } from '../render-app'

async function openScreen(id = 'acme-bank', prepare: Parameters<typeof renderApp>[1] = () => undefined): Promise<RenderedApp> {
  const app = await renderApp({}, (bridge) => {
    bridge.answer('alarms.list', () => ok(fakeDesk([fakeAlarm('acme-bank-frontend-cpu-high'), fakeAlarm('other', { tenants: [{ id: 'kauri-bank', name: 'Kauri Bank' }] })])))
    bridge.answer('recovery.load', ({ ids }) => ok(fakeRows(60).filter((row) => ids.includes(row.id)).map(fakeRecovery)))
    prepare(bridge)
  })
  visitTenant(app.services.ui, id)
  await screen.findByRole('group', { name: /^Tenant / })
  await app.pass(1_500)
  return app
}

const region = (name: string): HTMLElement => screen.getByRole('region', { name })
const title = (): string | null => within(screen.getByRole('group', { name: /^Tenant / })).getByRole('heading', { level: 1 }).textContent

describe('The screen of a tenant', () => {
  it('says first how the tenant stands: verdict, since when, and the worst clause in words', async () => {
    await openScreen()
    const verdict = screen.getAllByRole('status').find(({ className }) => className.includes('tenant-verdict'))!
    expect(verdict.textContent).toMatch(/^Criticalfor \d.*Database redundancy: .*clients cannot write/)
  })

  it('names place, environments and contract, and whom to tell', async () => {
    await openScreen()
    expect(screen.getByText(/^[\w-]+ \d{12}, eu-(west|central)-1$/)).toBeDefined()
    expect(screen.getByText(/99\.99 % · recovery point 5 m · 30 d back · 7 snapshots/)).toBeDefined()
    expect(within(region('Contract and contacts')).getByText('The fleet file names nobody.')).toBeDefined()
  })

  it('lists findings with clause, evidence and age, its own alarms only, and the way back', async () => {
    await openScreen()
    expect(within(region('Findings')).getAllByText(/How do you know/).length).toBeGreaterThan(0)
    expect(within(region('Alarms')).getByText('acme-bank-frontend-cpu-high')).toBeDefined()
    expect(within(region('Alarms')).queryByText('other')).toBeNull()
    expect(within(region('Recovery')).getByRole('img', { name: /Restorable for/ })).toBeDefined()
  })

  it('goes back with Escape, to the screen it came from as that was left', async () => {
    const { user, pass } = await renderApp()
    await user.type(screen.getByLabelText(/Filter tenants/), 'bank')
    await pass(500)
    await user.click(screen.getByText('Kauri Bank'))
    await pass(200)
    await user.click(screen.getByRole('button', { name: 'Open the tenant’s screen' }))
    expect((await screen.findByRole('heading', { level: 1, name: 'Kauri Bank' })).textContent).toBe('Kauri Bank')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('heading', { level: 1, name: 'Kauri Bank' })).toBeNull()
    expect(screen.getByRole('complementary', { name: 'Tenant Kauri Bank' })).toBeDefined()
  })

  it('goes on to its neighbours in the order of the fleet, and not past the ends', async () => {
    const { user, services, pass } = await openScreen()
    const { rows } = services.order.getState()
    const names = [...rows].map((row) => fakeRows(60)[row]!.name)
    const at = names.indexOf('Acme Bank')
    await user.keyboard('j')
    await pass(200)
    expect(title()).toBe(names[at + 1])
    await user.keyboard('k')
    await pass(200)
    expect(title()).toBe('Acme Bank')
    for (let press = 0; press <= at + 1; press += 1) await user.keyboard('k')
    await pass(200)
    expect(title()).toBe(names[0])
    expect(screen.getByRole('button', { name: 'Previous tenant (k)' })).toHaveProperty('disabled', true)
  })

  it('is found in the palette by the word tenant', async () => {
    const { user } = await renderApp()
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox', { name: /Go to/ }), 'tenant kaur{Enter}')
    expect((await screen.findByRole('heading', { level: 1, name: 'Kauri Bank' })).textContent).toBe('Kauri Bank')
  })

  it('says so when there is no such tenant, and leads back', async () => {
    const { services, user } = await renderApp()
    visitTenant(services.ui, 'gone-bank')
    await screen.findByText('There is no such tenant in this fleet')
    await user.click(screen.getByRole('button', { name: 'Back' }))
    expect(services.ui.getState().route).toBe('fleet')
  })

  it('says in words what could not be read, and keeps the rest', async () => {
    await openScreen('acme-bank', (bridge) => bridge.answer('recovery.load', () => err(appError('internal', 'The watch is started again.'))))
    expect(within(region('Recovery')).getByRole('alert').textContent).toBe('The watch is started again.')
    expect(within(region('Findings')).getAllByText(/How do you know/).length).toBeGreaterThan(0)
  })
})
