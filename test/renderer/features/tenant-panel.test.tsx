import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { renderApp, type RenderedApp } from '../render-app'

const panel = (): HTMLElement => screen.getByRole('complementary')

async function openTenant(name: string, prepare?: Parameters<typeof renderApp>[1]): Promise<RenderedApp> {
  const app = await renderApp({}, prepare)
  await app.user.click(screen.getByText(name))
  await app.pass(100)
  return app
}

describe('The side panel', () => {
  it('lists the findings worst first, with clause, words and age', async () => {
    await openTenant('Acme Bank')
    const findings = within(within(panel()).getByRole('region', { name: 'Findings' })).getAllByRole('listitem')
    expect(within(findings[0]!).getByText('Critical')).toBeDefined()
    expect(within(findings[0]!).getByText('Database redundancy')).toBeDefined()
    expect(within(findings[0]!).getByText(/in progress for 4 m: clients cannot write/)).toBeDefined()
    expect(within(findings[1]!).getByText('Watch')).toBeDefined()
  })

  it('answers "how do you know?" with call, account, Region and time', async () => {
    const { user } = await openTenant('Acme Bank')
    const [first] = within(panel()).getAllByText(/How do you know/)
    await user.click(first!)
    expect(within(panel()).getAllByText('rds:DescribeEvents')[0]).toBeDefined()
    expect(within(panel()).getAllByText(/^\d{12} eu-(west|central)-1$/)[0]).toBeDefined()
  })

  it('copies a finding as text fit for a ticket', async () => {
    const { user, bridge } = await openTenant('Acme Bank')
    await user.click(within(panel()).getAllByRole('button', { name: 'Copy this finding' })[0]!)
    const { text } = bridge.calls.find(({ name }) => name === 'clipboard.write')?.input as { text: string }
    expect(text).toMatch(/^Critical · Database redundancy · since \d{4}-\d\d-\d\d .* UTC\n/)
    expect(text).toContain('Source: rds:DescribeEvents in')
  })

  it('says that a healthy tenant was judged and holds', async () => {
    await openTenant('Banco del Sol')
    expect(within(panel()).getByText('No findings')).toBeDefined()
    expect(within(panel()).getByText(/Every clause of the contract was judged/)).toBeDefined()
  })

  it('names the data that could not be read', async () => {
    await openTenant('Northwind Savings')
    const data = within(panel()).getByRole('region', { name: 'Data behind it' })
    expect(within(data).getAllByRole('listitem')[0]!.textContent).toMatch(/This identity may not call it/)
  })

  it('polls the tenant when asked', async () => {
    const { user, bridge } = await openTenant('Acme Bank')
    await user.click(within(panel()).getByRole('button', { name: 'Poll this tenant now' }))
    expect(bridge.calls.at(-1)).toEqual({ name: 'watch.refresh', input: { tenant: 'acme-bank' } })
  })

  it('says in words when the tenant cannot be read', async () => {
    await openTenant('Acme Bank', (bridge) => bridge.fail('fleet.tenant', appError('notFound', 'Acme Bank left the fleet a moment ago.')))
    expect(within(panel()).getByRole('alert').textContent).toBe('Acme Bank left the fleet a moment ago.')
  })

  it('asks only for the tenant the operator stays on', async () => {
    const app = await openTenant('Acme Bank')
    await app.user.keyboard('jjj')
    await app.pass(100)
    expect(app.bridge.calls.filter(({ name }) => name === 'fleet.tenant').length).toBe(2)
  })
})
