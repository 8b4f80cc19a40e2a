import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { writeRows, rowIndex } from '#shared/fleet/table-rows'
import { fakeNowMs, fakeRows } from '../fake-fleet'
import { renderApp, type RenderedApp } from '../render-app'

const grid = (): HTMLElement => screen.getByRole('grid', { name: 'Tenants' })
const rowOf = (name: string): HTMLElement => screen.getByText(name).closest<HTMLElement>('[role="row"]')!
const focusedRow = (): string => document.activeElement?.closest('[role="row"]')?.querySelector('.name-cell')?.textContent ?? ''
const shownNames = (): readonly string[] => within(grid()).getAllByRole('row').slice(1).map((row) => row.querySelector('.name-cell')?.textContent ?? '')
const heading = (name: RegExp): HTMLElement => within(grid()).getByRole('columnheader', { name })

/** Focuses the grid's tab stop, as Tab would. */
function enterGrid(): void {
  act(() => grid().querySelector<HTMLElement>('[tabindex="0"]')!.focus())
}

/** The watch says that a tenant's row changed. */
function change({ bridge }: RenderedApp, seq: number, index: number, more: Partial<ReturnType<typeof fakeRows>[number]>): void {
  const written = writeRows(bridge.table, rowIndex(bridge.table), [{ ...fakeRows(60)[index]!, ...more }])
  bridge.table = written.table
  act(() => bridge.emit('fleet.patch', { epoch: 'epoch-1', seq, patch: written.patch! }))
}

describe('The fleet grid', () => {
  it('says how many tenants there are though it draws only those in view', async () => {
    await renderApp({ tenants: 10_000 })
    expect(grid().getAttribute('aria-rowcount')).toBe('10001')
    expect(within(grid()).getAllByRole('row').length).toBeLessThan(60)
  })

  it('shows health as a word beside its shape', async () => {
    await renderApp()
    expect(within(rowOf('Acme Bank')).getByText('Critical')).toBeDefined()
  })

  it('counts no alarms where not everything was read yet', async () => {
    const app = await renderApp()
    const alarms = (): string => rowOf('Banco del Sol').querySelectorAll('[role="gridcell"]')[8]!.textContent ?? ''
    expect(heading(/^Alarms/).getAttribute('aria-colindex')).toBe('9')
    expect(alarms()).toBe('0')
    const { observedAtMs: _never, ...unread } = fakeRows(60)[5]!
    change(app, 1, 5, { ...unread, observedAtMs: Number.NaN })
    expect(alarms()).toBe('–')
  })

  it('says what an unknown tenant was while its data was fresh', async () => {
    await renderApp()
    expect(within(rowOf('Northwind Savings')).getByText('was degraded while data was fresh')).toBeDefined()
  })

  it('has one tab stop, and moves it with j and k', async () => {
    const { user } = await renderApp()
    expect(grid().querySelectorAll('[tabindex="0"]').length).toBe(1)
    enterGrid()
    const [first, second, third] = shownNames()
    expect(focusedRow()).toBe(first)
    await user.keyboard('jj')
    expect(focusedRow()).toBe(third)
    await user.keyboard('k')
    expect(focusedRow()).toBe(second)
    expect(grid().querySelectorAll('[tabindex="0"]').length).toBe(1)
  })

  it('is moved through by keyboard alone, from the start and after another screen', async () => {
    const { user } = await renderApp()
    const [first, second] = shownNames()
    await user.keyboard('j')
    expect(focusedRow()).toBe(first)
    await user.keyboard('j')
    expect(focusedRow()).toBe(second)
    await user.keyboard('gs')
    await screen.findByRole('heading', { name: 'Settings' })
    await user.click(screen.getByRole('radio', { name: /^Compact/ }))
    await user.keyboard('jgf')
    await screen.findByRole('grid', { name: 'Tenants' })
    act(() => (document.activeElement as HTMLElement).blur())
    await user.keyboard('{ArrowDown}')
    expect(focusedRow()).toBe(second)
  })

  it('opens a tenant with Enter, follows the keyboard, and closes with Escape', async () => {
    const { user, pass } = await renderApp()
    enterGrid()
    const [first, second] = shownNames()
    await user.keyboard('{Enter}')
    expect(screen.getByRole('complementary', { name: `Tenant ${first}` })).toBeDefined()
    await user.keyboard('j')
    expect(screen.getByRole('complementary', { name: `Tenant ${second}` })).toBeDefined()
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('heading', { level: 1, name: String(second) })).toBeDefined()
    await user.keyboard('{Escape}')
    expect(screen.getByRole('complementary', { name: `Tenant ${second}` })).toBeDefined()
    expect(focusedRow()).toBe(second)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('complementary')).toBeNull()
    await pass(0)
    expect(focusedRow()).toBe(second)
  })

  it('selects with Space and Shift, and copies the selected rows as a table', async () => {
    const { user, bridge } = await renderApp()
    enterGrid()
    await user.keyboard(' ')
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(screen.getByText('3 tenants selected')).toBeDefined()
    await user.keyboard('{Control>}c{/Control}')
    const copied = bridge.calls.find(({ name }) => name === 'clipboard.write')?.input as { text: string }
    const lines = copied.text.split('\n')
    expect(lines[0]).toMatch(/^Tenant\tHealth\tSince/)
    expect(lines.slice(1).map((line) => line.split('\t')[0])).toEqual(shownNames().slice(0, 3))
    await user.keyboard('{Escape}')
    expect(screen.queryByText(/tenants selected/)).toBeNull()
  })

  it('selects every tenant shown with Ctrl+A', async () => {
    const { user } = await renderApp()
    enterGrid()
    await user.keyboard('{Control>}a{/Control}')
    expect(screen.getByText('60 tenants selected')).toBeDefined()
  })

  it('sorts by a heading, turns round on the second press, and adds a key with Shift', async () => {
    const { user } = await renderApp()
    await user.click(heading(/^Tenant/))
    expect(heading(/^Tenant/).getAttribute('aria-sort')).toBe('ascending')
    expect(shownNames()[0]).toBe('Acme Bank')
    await user.click(heading(/^Tenant/))
    expect(heading(/^Tenant/).getAttribute('aria-sort')).toBe('descending')
    expect(shownNames()[0]).toBe('Zürcher Kantonalbank')
    await user.keyboard('{Shift>}')
    await user.click(heading(/^Alarms/))
    await user.keyboard('{/Shift}')
    expect(heading(/^Tenant/).getAttribute('aria-sort')).toBe('descending')
    expect(heading(/^Alarms/).getAttribute('aria-sort')).toBe('ascending')
  })

  it('says that it is ordered by what is not shown, and leads back to the worst first', async () => {
    const { user } = await renderApp()
    const before = shownNames()
    await user.click(screen.getByRole('button', { name: /oldest data$/ }))
    await user.click(screen.getByRole('button', { name: 'By data age: worst first again' }))
    expect(screen.queryByRole('button', { name: /worst first again/ })).toBeNull()
    expect(heading(/^Health/).getAttribute('aria-sort')).toBe('ascending')
    await waitFor(() => expect(shownNames()).toEqual(before))
  })

  it('sorts from the keyboard', async () => {
    const { user } = await renderApp()
    enterGrid()
    await user.keyboard('{ArrowUp}{Enter}')
    expect(heading(/^Tenant/).getAttribute('aria-sort')).toBe('ascending')
  })

  it('shows a patch at once and keeps the other cells as they are', async () => {
    const app = await renderApp()
    const untouched = rowOf('Banco del Sol').querySelector('.cell')
    change(app, 1, 1, { worstSummary: 'The standby came back.' })
    expect(screen.getByText('The standby came back.').closest('.cell')?.classList.contains('changed')).toBe(true)
    expect(rowOf('Banco del Sol').querySelector('.cell')).toBe(untouched)
  })

  it('counts ages on by itself', async () => {
    const { pass } = await renderApp({ status: { speed: 60 } })
    const before = rowOf('Banco del Sol').textContent
    await pass(60_000)
    expect(rowOf('Banco del Sol').textContent).not.toBe(before)
  })
})

describe('The order of the grid', () => {
  const worsen = (app: RenderedApp): void => change(app, 1, 8, { health: 'critical', healthSinceMs: fakeNowMs })

  it('follows the fleet while nobody is in it', async () => {
    const app = await renderApp()
    worsen(app)
    await app.pass(300)
    expect(shownNames()[0]).toBe('Polaris Credit')
  })

  it('waits while the pointer is over it, says so, and changes when the pointer leaves', async () => {
    const app = await renderApp()
    await app.user.hover(rowOf('Acme Bank'))
    const before = shownNames()
    worsen(app)
    await app.pass(300)
    expect(shownNames()).toEqual(before)
    expect(screen.getByText('1 row changed order')).toBeDefined()
    await app.user.hover(screen.getByRole('button', { name: 'Table' }))
    await waitFor(() => expect(shownNames()[0]).toBe('Polaris Credit'))
    expect(screen.queryByText(/changed order/)).toBeNull()
  })

  it('changes by the bar that says so, which is reached without letting go', async () => {
    const app = await renderApp()
    await app.user.hover(rowOf('Acme Bank'))
    worsen(app)
    await app.pass(300)
    const apply = screen.getByRole('button', { name: /^Apply/ })
    fireEvent.pointerOut(rowOf('Acme Bank'), { relatedTarget: apply })
    expect(screen.getByText('1 row changed order')).toBeDefined()
    fireEvent.click(apply)
    expect(shownNames()[0]).toBe('Polaris Credit')
    expect(screen.queryByRole('complementary')).toBeNull()
  })

  it('waits while the keyboard moves, and changes when asked to', async () => {
    const app = await renderApp()
    enterGrid()
    await app.user.keyboard('j')
    const focused = focusedRow()
    worsen(app)
    await app.pass(300)
    expect(shownNames()[0]).not.toBe('Polaris Credit')
    await app.user.keyboard('r')
    expect(shownNames()[0]).toBe('Polaris Credit')
    expect(focusedRow()).toBe(focused)
  })

  it('does not wait for a pointer that was parked and left', async () => {
    const app = await renderApp()
    await app.user.hover(rowOf('Acme Bank'))
    worsen(app)
    await app.pass(121_000)
    expect(shownNames()[0]).toBe('Polaris Credit')
  })
})
