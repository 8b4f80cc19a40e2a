import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../render-app'

const board = (): HTMLElement => screen.getByRole('grid', { name: 'Tenants' })
const focusedTile = (): string => document.activeElement?.querySelector('.tile-name')?.textContent ?? ''

describe('The board', () => {
  it('shows one tile a tenant: troubled ones in words, healthy ones by name alone', async () => {
    const { user } = await renderApp()
    await user.click(screen.getByRole('button', { name: 'Board' }))
    const tile = (name: string): string | null => within(board()).getByText(name).closest('[role="gridcell"]')!.textContent
    expect(tile('Kauri Bank')).toMatch(/^Kauri BankDegraded/)
    expect(tile('Banco del Sol')).toBe('Banco del Sol')
  })

  it('draws only the tiles in view', async () => {
    await renderApp({ tenants: 10_000, settings: { view: 'board' } })
    expect(within(board()).getAllByRole('gridcell').length).toBeLessThan(400)
    expect(Number(board().getAttribute('aria-rowcount'))).toBe(Math.ceil(10_000 / Number(board().getAttribute('aria-colcount'))))
  })

  it('is walked with the arrow keys and opens a tenant with Enter', async () => {
    const { user } = await renderApp({ settings: { view: 'board' } })
    act(() => board().querySelector<HTMLElement>('[tabindex="0"]')!.focus())
    const names = within(board()).getAllByRole('gridcell').map((tile) => tile.querySelector('.tile-name')!.textContent)
    const columns = Number(board().getAttribute('aria-colcount'))
    await user.keyboard('{ArrowRight}')
    expect(focusedTile()).toBe(names[1])
    await user.keyboard('{ArrowDown}')
    expect(focusedTile()).toBe(names[1 + columns])
    await user.keyboard('{Enter}')
    expect(screen.getByRole('complementary', { name: `Tenant ${names[1 + columns]}` })).toBeDefined()
  })

  it('can be coloured by recovery point lag', async () => {
    const { user } = await renderApp({ settings: { view: 'board' } })
    await user.selectOptions(screen.getByRole('combobox', { name: 'Coloured by' }), 'recoveryPointLag')
    expect(within(board()).getByText('Banco del Sol').closest('[role="gridcell"]')!.textContent).toMatch(/^Banco del Sol(\d+ m )?\d+ s$/)
  })
})
