import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { TenantRow } from '#shared/fleet/table'
import { rowIndex, writeRows } from '#shared/fleet/table-rows'
import { healths } from '#shared/health/finding'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { pitrWords } from '../../../renderer/components/pitr-bar'
import { fakeRows, tableOfRows } from '../fake-fleet'
import { fakeRecovery } from '../fake-recovery'
import { renderApp, type RenderedApp } from '../render-app'

const rowsWith = (tenants: number): TenantRow[] => fakeRows(tenants).map((row, at) => ({ ...row, recovery: healths[4 - (at % 5)] ?? 'healthy' }))

async function openBoard({ tenants = 40, fails = false }: { tenants?: number; fails?: boolean } = {}): Promise<RenderedApp & { readonly rows: readonly TenantRow[] }> {
  const rows = rowsWith(tenants)
  const app = await renderApp({ tenants }, (bridge) => {
    bridge.table = tableOfRows(rows)
    bridge.answer('recovery.load', ({ ids }) => (fails ? err(appError('internal', 'The watch is started again.')) : ok(rows.filter(({ id }) => ids.includes(id)).map(fakeRecovery))))
  })
  await app.user.keyboard('gr')
  await screen.findByRole('grid', { name: 'Recovery of every tenant' })
  await app.pass(200)
  return { ...app, rows }
}

const board = (): HTMLElement => screen.getByRole('grid', { name: 'Recovery of every tenant' })
const shownRows = (): readonly HTMLElement[] => within(board()).getAllByRole('row').slice(1)
const asked = ({ bridge }: RenderedApp): readonly string[] => bridge.calls.flatMap(({ name, input }) => (name === 'recovery.load' ? (input as { ids: string[] }).ids : []))

describe('The recovery board', () => {
  it('stands worst first and counts who is ready', async () => {
    const { rows } = await openBoard()
    expect(shownRows()[0]!.textContent).toContain('Critical')
    expect(screen.getByLabelText('Tenants by restore readiness').textContent).toContain(`${rows.filter(({ recovery }) => recovery === 'healthy').length} ready`)
  })

  it('draws the window and says it in words: days reached, days without a snapshot, copy, key', async () => {
    await openBoard()
    const first = shownRows()[0]!
    expect(within(first).getByRole('img').getAttribute('aria-label')).toMatch(/Restorable for .*Daily snapshots: no snapshot on 14 Nov/)
    expect(first.textContent).toContain('9 h')
    expect(first.textContent).toContain('usable until 22 Mar')
    // An end counts down.
    expect(first.textContent).toMatch(/ending: usable until 22 Mar(20 d|19 d 2\d h) left/)
  })

  it('never says that nothing can be restored where that is not known', () => {
    const point = { kind: 'none' as const, words: 'not told' }
    expect(pitrWords({ point, window: { kind: 'none', isUnknown: true, words: 'not read yet' } })).toBe('How far back it can be restored is not known: not read yet. Daily snapshots: not judged.')
    expect(pitrWords({ point, window: { kind: 'none', isUnknown: false, words: 'backups are off: no moment can be restored' } })).toContain('No restore to a point in time: backups are off')
  })

  it('asks only for what is on screen, however many tenants there are', async () => {
    const app = await openBoard({ tenants: 2_000 })
    expect(asked(app).length).toBeGreaterThan(5)
    expect(asked(app).length).toBeLessThan(60)
    expect(within(board()).getAllByRole('row').length).toBeLessThan(60)
    expect(board().getAttribute('aria-rowcount')).toBe('2001')
  })

  it('asks nothing again while nothing changed', async () => {
    const app = await openBoard()
    const before = asked(app).length
    await app.pass(60_000)
    expect(asked(app).length).toBe(before)
  })

  it('has a table view with the same facts as text', async () => {
    const { user } = await openBoard()
    await user.click(screen.getByRole('button', { name: 'Table' }))
    expect(within(shownRows()[0]!).queryByRole('img')).toBeNull()
    expect(shownRows()[0]!.textContent).toMatch(/UTC to .*UTC/)
  })

  it('opens a tenant by keyboard, says what would fail, and leads to the tenant itself', async () => {
    const { user, services, pass, rows } = await openBoard()
    shownRows()[0]!.focus()
    await user.keyboard('{Enter}')
    await pass(100)
    const panel = screen.getByRole('complementary', { name: /^Recovery of/ })
    expect(within(panel).getByText('Would fail today')).toBeDefined()
    expect(within(panel).getByText('14 Nov')).toBeDefined()
    await user.click(within(panel).getByRole('button', { name: 'Open tenant' }))
    const { route, visit } = services.ui.getState()
    expect(route).toBe('tenant')
    expect(visit?.from).toBe('recovery')
    expect(rows.find(({ id }) => id === visit?.tenant)?.recovery).toBe('critical')
  })

  it('filters, and says when nobody matches', async () => {
    const { user } = await openBoard()
    await user.type(screen.getByRole('searchbox', { name: 'Filter tenants' }), 'name:nobodyatall')
    expect(screen.getByText('No tenant matches')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Clear the filter' }))
    expect(shownRows().length).toBeGreaterThan(0)
  })

  it('says that what it shows may be old when reading fails', async () => {
    await openBoard({ fails: true })
    expect(screen.getByText(/What is shown may be old: The watch is started again/)).toBeDefined()
  })
})

describe('The order of the recovery board', () => {
  const names = (): readonly string[] => shownRows().map((row) => row.querySelector('.strong')?.textContent ?? '')

  /** The best of all gets worse than anybody; returns its name. */
  async function worsen(app: Awaited<ReturnType<typeof openBoard>>): Promise<string> {
    const best = app.rows.find(({ recovery }) => recovery === 'healthy')!
    const written = writeRows(app.bridge.table, rowIndex(app.bridge.table), [{ ...best, recovery: 'critical', recoveryPointLagMs: 30 * 86_400_000 }])
    app.bridge.table = written.table
    act(() => app.bridge.emit('fleet.patch', { epoch: 'epoch-1', seq: 1, patch: written.patch! }))
    await app.pass(400)
    return best.name
  }

  it('follows the fleet while nobody is in it', async () => {
    const app = await openBoard()
    const worse = await worsen(app)
    expect(names()[0]).toBe(worse)
  })

  it('waits while the pointer is over it, says so, and changes when asked to', async () => {
    const app = await openBoard()
    await app.user.hover(shownRows()[1]!)
    const before = names()
    const worse = await worsen(app)
    expect(names()).toEqual(before)
    expect(screen.getByText('1 row changed order')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: /^Apply/ }))
    expect(names()[0]).toBe(worse)
    expect(screen.queryByText(/changed order/)).toBeNull()
  })

  it('changes when the pointer leaves', async () => {
    const app = await openBoard()
    await app.user.hover(shownRows()[1]!)
    const worse = await worsen(app)
    await app.user.hover(screen.getByRole('button', { name: 'Table' }))
    expect(names()[0]).toBe(worse)
  })

  it('waits while the keyboard moves in it, and no longer than a moment after', async () => {
    const app = await openBoard()
    shownRows()[0]!.focus()
    await app.user.keyboard('j')
    const before = names()
    const worse = await worsen(app)
    expect(names()).toEqual(before)
    await app.pass(5_000)
    expect(names()[0]).toBe(worse)
  })

  it('changes by a key, and at once by what the operator asks', async () => {
    const app = await openBoard()
    shownRows()[0]!.focus()
    await app.user.keyboard('j')
    const worse = await worsen(app)
    await app.user.keyboard('r')
    expect(names()[0]).toBe(worse)
    await app.user.hover(shownRows()[1]!)
    const before = names()
    fireEvent.change(screen.getByRole('combobox', { name: 'Order' }), { target: { value: 'name' } })
    expect(names()).not.toEqual(before)
    expect(screen.queryByText(/changed order/)).toBeNull()
  })
})
