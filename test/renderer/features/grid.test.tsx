import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../render-app'

const grid = (): HTMLElement => screen.getByRole('grid', { name: 'Tenants' })
const rowOf = (name: RegExp): HTMLElement => within(grid()).getByRole('row', { name })
const focusedRow = (): string => document.activeElement?.closest('[role="row"]')?.textContent ?? ''

describe('The fleet grid', () => {
  it('says how many tenants there are though it draws only those in view', async () => {
    await renderApp({ tenants: 10_000 })
    expect(grid().getAttribute('aria-rowcount')).toBe('10001')
    expect(within(grid()).getAllByRole('row').length).toBeLessThan(60)
  })

  it('shows health as a word beside its shape', async () => {
    await renderApp()
    expect(within(rowOf(/Acme Bank/)).getByText('Critical')).toBeDefined()
  })
})
