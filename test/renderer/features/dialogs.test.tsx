import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../render-app'

const headings = (): readonly string[] => within(screen.getByRole('grid', { name: 'Tenants' })).getAllByRole('columnheader').map((cell) => cell.querySelector('.header-title')!.textContent ?? '')

describe('The command palette', () => {
  it('opens with Ctrl+K and goes to a tenant by a few letters', async () => {
    const { user } = await renderApp()
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'kaur{Enter}')
    expect(await screen.findByRole('complementary', { name: 'Tenant Kauri Bank' })).toBeDefined()
    expect(screen.queryByRole('combobox', { name: /^Go to/ })).toBeNull()
  })

  it('runs actions, walked with the arrow keys', async () => {
    const { user, services } = await renderApp()
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'board{Enter}')
    await waitFor(() => expect(services.settings.getState().view).toBe('board'))
  })

  it('leaves the keyboard where the action leads: in the grid, or in the filter', async () => {
    const { user } = await renderApp()
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'kaur{Enter}')
    expect(document.activeElement?.closest('[role="row"]')?.textContent).toMatch(/Kauri Bank/)
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'filter tenants{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Filter tenants' }))
  })

  it('says when nothing is called so', async () => {
    const { user } = await renderApp()
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'qqqq')
    expect(screen.getByText('Nothing is called “qqqq”.')).toBeDefined()
  })
})

describe('The columns dialog', () => {
  it('hides, shows, moves and resets columns', async () => {
    const { user } = await renderApp()
    const before = headings()
    await user.keyboard('gc')
    await user.click(await screen.findByRole('checkbox', { name: /^Alarms/ }))
    expect(headings()).not.toContain('Alarms')
    await user.click(screen.getByRole('checkbox', { name: /^Region/ }))
    expect(headings().at(-1)).toBe('Region')
    await user.click(screen.getByRole('button', { name: 'Move Region up' }))
    expect(headings().at(-2)).toBe('Region')
    await user.click(screen.getByRole('button', { name: 'Reset' }))
    expect(headings()).toEqual(before)
  })

  it('keeps the tenant first, whatever was chosen', async () => {
    await renderApp({ settings: { columns: ['lag', 'health', 'from-another-version'] } })
    expect(headings()).toEqual(['Tenant', 'RPO lag', 'Health'])
  })
})

describe('Saved views', () => {
  it('keep filter, order and layout under a name', async () => {
    const { user, services } = await renderApp({ settings: { filter: 'bank', savedViews: [] } })
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'save the current{Enter}')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' })))
    await user.keyboard('Banks{Enter}')
    expect(services.settings.getState().savedViews).toMatchObject([{ name: 'Banks', filter: 'bank', view: 'table' }])
  })

  it('are put in force from the palette', async () => {
    const { user, services } = await renderApp()
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'lag on the wall{Enter}')
    await waitFor(() => expect(services.settings.getState()).toMatchObject({ view: 'board', filter: '' }))
  })
})

describe('The list of keys', () => {
  it('opens with ? and closes with Escape or its button', async () => {
    const { user } = await renderApp()
    await user.keyboard('?')
    const dialog = await screen.findByRole('dialog', { name: 'Keys' })
    expect(within(dialog).getByText('Command palette: tenants, screens, views, actions')).toBeDefined()
    await user.click(within(dialog).getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('dialog', { name: 'Keys' })).toBeNull()
  })
})
