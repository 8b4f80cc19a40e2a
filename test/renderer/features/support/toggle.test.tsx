import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { aClosedGrant, aDoor, aGrant, anAskedGrant, supportNowMs } from '#test/builders/support'
import { visitTenant } from '../../../../renderer/stores/tenant-visit'
import { openDesk, type SupportScreenApp } from './support-desk'

const toggle = (name = 'Acme Bank'): HTMLElement => within(screen.getByRole('grid', { name: 'Tenants' })).getByRole('switch', { name: new RegExp(`^Support access of ${name}:`) })

async function openTenant(...options: Parameters<typeof openDesk>): Promise<SupportScreenApp> {
  const app = await openDesk(...options)
  act(() => visitTenant(app.services.ui, 'acme-bank'))
  await screen.findByRole('group', { name: /^Tenant / })
  await app.pass(1_500)
  return app
}
const card = (): HTMLElement => screen.getByRole('region', { name: 'Support access' })

describe('The toggle in the fleet’s table', () => {
  it('is off where nobody has access, and opens the form', async () => {
    const { user } = await openDesk()
    expect(toggle().getAttribute('aria-checked')).toBe('false')
    await user.click(toggle())
    expect(await screen.findByRole('dialog', { name: 'Support access: Acme Bank' })).toBeDefined()
    expect(screen.queryByRole('complementary', { name: 'Tenant Acme Bank' })).toBeNull()
  })

  it('is on with what is left, and leads to ending it', async () => {
    const { user } = await openDesk({ desk: { grants: [aGrant()] } })
    expect(toggle().getAttribute('aria-checked')).toBe('true')
    expect(toggle().textContent).toBe('Support access of Acme Bank: Open46 m')
    await user.click(toggle())
    expect(await screen.findByRole('dialog', { name: 'End access to Acme Bank, frontend' })).toBeDefined()
  })

  it('says that AWS does not show it open any more, rather than what is left; and the table has it among what fails', async () => {
    const app = await openDesk({ desk: { grants: [aGrant({ doors: [aDoor(), aDoor({ kind: 'ssh', state: 'closed' })] })] } })
    expect(toggle().textContent).toBe('Support access of Acme Bank: Granted, not opennot open')
    act(() => app.services.settings.setState({ filter: 'access:failing' }))
    await app.settle()
    expect(within(screen.getByRole('grid', { name: 'Tenants' })).getAllByRole('row')).toHaveLength(2)
  })

  it('stays as the core has it until AWS was read back', async () => {
    const app = await openDesk({ desk: { grants: [aGrant()] } })
    act(() => app.office.change('g-acme-1', { stage: 'revoking' }))
    await app.settle()
    expect(within(screen.getByRole('grid', { name: 'Tenants' })).getByRole('switch', { name: 'Support access of Acme Bank: Revoking (unverified)' }).textContent).toContain('revoking')
    act(() => app.office.set({ grants: [aClosedGrant()] }))
    await app.settle()
    expect(toggle().getAttribute('aria-checked')).toBe('false')
  })

  it('is found and ordered by, and follows what the desk tells', async () => {
    const app = await openDesk({ desk: { grants: [] } })
    act(() => app.services.settings.setState({ filter: 'access:open' }))
    expect(await screen.findByText('No tenant matches')).toBeDefined()
    act(() => app.office.set({ grants: [aGrant()] }))
    await app.settle()
    expect(within(screen.getByRole('grid', { name: 'Tenants' })).getAllByRole('row')).toHaveLength(2)
    expect(toggle().getAttribute('aria-checked')).toBe('true')
    act(() => app.services.settings.setState({ filter: '', sort: [] }))
    await app.user.click(screen.getByRole('columnheader', { name: /^Access/ }))
    expect(within(screen.getAllByRole('row')[1]!).getByText('Acme Bank')).toBeDefined()
  })

  it('leads to what is asked for, and to all where there are several', async () => {
    const app = await openDesk({ desk: { grants: [anAskedGrant()] } })
    await app.user.click(toggle())
    expect(await screen.findByRole('heading', { level: 1, name: 'Acme Bank, frontend' })).toBeDefined()
  })

  it('is pressed by Enter in its cell; every other cell opens the tenant', async () => {
    const { user, services } = await openDesk({ desk: { grants: [aGrant()] } })
    act(() => toggle().closest<HTMLElement>('[role="gridcell"]')!.click())
    const row = Number(toggle().closest<HTMLElement>('[data-row]')!.dataset['row'])
    const column = Number(toggle().closest<HTMLElement>('[data-column]')!.dataset['column'])
    act(() => services.ui.setState({ openRow: undefined, focus: { row, column } }))
    toggle().closest<HTMLElement>('[role="gridcell"]')!.focus()
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('dialog', { name: /^End access/ })).toBeDefined()
  })

  it('is only words to whoever may not grant', async () => {
    await openDesk({}, { access: { capabilities: ['read'] } })
    expect(within(screen.getByRole('grid', { name: 'Tenants' })).queryByRole('switch')).toBeNull()
  })

})

describe('The support card of a tenant’s screen', () => {
  it('says that nobody has access, with the toggle', async () => {
    const { user } = await openTenant()
    expect(card().textContent).toContain('Nobody has access.')
    await user.click(within(card()).getByRole('switch'))
    expect(await screen.findByRole('dialog', { name: 'Support access: Acme Bank' })).toBeDefined()
  })

  it('shows who has what, for whom and why, with the countdown; to end is the first button, to extend the second', async () => {
    const { user, pass } = await openTenant({ desk: { grants: [aGrant(), aClosedGrant()] } })
    expect(card().textContent).toMatch(/Open46 mfrontend, application login, for anaREQ-4711, asked by J\. Doe, Acme IT: The nightly report is empty/)
    const [end, extend] = within(card()).getAllByRole('button', { name: /^End now$|^Extend$/ })
    expect(end!.className).toContain('primary')
    await user.click(extend!)
    await pass(0)
    expect(await screen.findByRole('dialog', { name: 'Extend support access: Acme Bank' })).toBeDefined()
  })

  it('shows the last ones with their proof', async () => {
    await openTenant({ desk: { grants: [aClosedGrant({ isBreakGlass: true })] } })
    expect(card().textContent).toMatch(/Closed \(proof at .*\) not reviewed/)
  })

  it('says in red what fails', async () => {
    await openTenant({ desk: { grants: [aGrant({ stage: 'revoking', trouble: { words: 'AWS refused.', tries: 4, nextTryAtMs: supportNowMs + 90_000 } })] } })
    expect(within(card()).getByRole('alert').textContent).toMatch(/^AWS refused\. 4 tries, next in 1 m/)
  })
})
