import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../render-app'

const box = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Filter tenants' })
const names = (): readonly string[] => within(screen.getByRole('grid', { name: 'Tenants' })).getAllByRole('row').slice(1).map((row) => row.querySelector('.name-cell')?.textContent ?? '')

describe('The filter', () => {
  it('is reached with / and says how many tenants it leaves', async () => {
    const { user, pass } = await renderApp()
    await user.keyboard('/')
    expect(document.activeElement).toBe(box())
    await user.type(box(), 'bank')
    expect(names()).toContain('Acme Bank')
    expect(names()).not.toContain('Banco del Sol')
    expect(screen.getByText(/^\d+ of 60 tenants$/)).toBeDefined()
    await pass(800)
    expect(screen.getByText(/^\d+ tenants match$/)).toBeDefined()
  })

  it('joins several words, each shown as a chip that can be taken out', async () => {
    const { user } = await renderApp()
    await user.type(box(), 'health:critical acme')
    expect(names()).toEqual(['Acme Bank'])
    await user.click(screen.getByRole('button', { name: 'Remove acme' }))
    expect(box().value).toBe('health:critical')
    expect(names().length).toBeGreaterThan(1)
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(screen.getByText('60 tenants')).toBeDefined()
  })

  it('says what it does not understand, and still shows tenants', async () => {
    const { user } = await renderApp()
    await user.type(box(), 'helth:critical')
    expect(screen.getByText(/Did you mean 'health'\?/)).toBeDefined()
    expect(box().getAttribute('aria-invalid')).toBe('true')
    expect(names().length).toBeGreaterThan(5)
  })

  it('explains its words while it is empty', async () => {
    const { user } = await renderApp()
    await user.click(box())
    expect(screen.getByText('health:critical')).toBeDefined()
    expect(screen.getByText('recovery point lag')).toBeDefined()
  })

  it('says when nothing matches and offers the way back', async () => {
    const { user } = await renderApp({ settings: { filter: 'no such bank' } })
    expect(screen.getByRole('heading', { name: 'No tenant matches' })).toBeDefined()
    await user.click(screen.getByText('Clear the filter'))
    expect(names().length).toBeGreaterThan(5)
  })

  it('hands the keyboard to the first match with Enter, and clears with Escape', async () => {
    const { user } = await renderApp()
    await user.type(box(), 'kauri{Enter}')
    expect(document.activeElement?.closest('[role="row"]')?.textContent).toMatch(/Kauri Bank/)
    await user.click(box())
    await user.keyboard('{Escape}')
    expect(box().value).toBe('')
  })

  it('is set by the figures above the grid, and unset by the same', async () => {
    const { user } = await renderApp()
    const critical = screen.getByRole('button', { name: /critical$/ })
    await user.click(critical)
    expect(box().value).toBe('health:critical')
    expect(critical.getAttribute('aria-pressed')).toBe('true')
    await user.click(critical)
    expect(box().value).toBe('')
  })
})
