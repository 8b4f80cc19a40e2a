import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import type { LockView, UnlockWay } from '#shared/session/lock'
import { fakeSession } from '../fake-sessions'
import { renderApp, type RenderedApp } from '../render-app'
import { wallStartMs } from '../still-clock'

const locked = (ways: readonly UnlockWay[]): LockView => ({ locked: true, sinceMs: wallStartMs, why: 'idle', ways, note: 'The fleet is still being read.' })
const lock = ({ bridge }: RenderedApp, ways: readonly UnlockWay[] = ['confirm']): void => act(() => bridge.emit('lock.changed', locked(ways)))
const shell = (): Element | null => document.querySelector('.shell')
const cover = (): HTMLElement | null => screen.queryByRole('dialog', { name: 'Watchfloor is locked' })
const asked = ({ bridge }: RenderedApp, name: string): unknown[] => bridge.calls.filter((call) => call.name === name).map(({ input }) => input)

describe('The lock cover', () => {
  it('is all that the page holds, and takes the focus to the way out', async () => {
    const app = await renderApp()
    expect(shell()?.textContent).toContain('Acme')
    lock(app)
    expect(shell()).toBeNull()
    expect(document.body.innerHTML).not.toMatch(/Acme|Lender/)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Unlock' }))
  })

  it('names nobody of the fleet, and says why and since when', async () => {
    const app = await renderApp()
    lock(app)
    expect(cover()?.textContent).toMatch(/Nobody used the keyboard or the mouse for a while\. Since \d\d:\d\d:\d\d/)
    expect(cover()?.textContent).not.toMatch(/Acme|Lender/)
  })

  it('closes an open dialog and takes no keys', async () => {
    const app = await renderApp()
    await app.user.keyboard('?')
    await screen.findByRole('dialog', { name: 'Keys' })
    lock(app)
    expect(screen.queryByRole('dialog', { name: 'Keys' })).toBeNull()
    await app.user.keyboard('gs{Control>}k{/Control}')
    expect(app.services.ui.getState()).toMatchObject({ route: 'fleet', dialog: undefined })
  })

  it('goes when it is unlocked, and gives the focus back', async () => {
    const app = await renderApp()
    const filter = screen.getByRole('textbox', { name: 'Filter tenants' })
    act(() => filter.focus())
    lock(app)
    await app.user.click(screen.getByRole('button', { name: 'Unlock' }))
    expect(asked(app, 'lock.unlock')).toEqual([{ way: 'confirm' }])
    await waitFor(() => expect(cover()).toBeNull())
    expect(shell()?.textContent).toContain('Acme')
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Filter tenants' }))
  })

  it('stays when the system says no, in words', async () => {
    const app = await renderApp()
    lock(app, ['osPrompt'])
    app.bridge.fail('lock.unlock', appError('denied', 'The finger was not recognised.'))
    await app.user.click(screen.getByRole('button', { name: 'Unlock' }))
    expect(await screen.findByText(/The finger was not recognised/)).toBeTruthy()
    expect(cover()).not.toBeNull()
  })

  it('is left by signing in again where the system cannot ask', async () => {
    const app = await renderApp({ access: { signIn: 'sso', sessions: [fakeSession()], lock: locked(['signIn']) } })
    await app.user.click(screen.getByRole('button', { name: 'Sign in to unlock' }))
    expect(asked(app, 'lock.unlock')).toEqual([{ way: 'signIn', session: 'acme', method: 'browser' }])
    expect(cover()).not.toBeNull()
    act(() => app.bridge.emit('lock.changed', { locked: false, afterMinutes: 15 }))
    expect(cover()).toBeNull()
  })

  it('comes with “Lock now” from the keyboard', async () => {
    const app = await renderApp()
    await app.user.keyboard('gl')
    expect(asked(app, 'lock.now')).toEqual([null])
    await waitFor(() => expect(cover()).not.toBeNull())
  })

  it('is there from the start when the window was locked before', async () => {
    const app = await renderApp({ access: { lock: locked(['confirm']) } })
    expect(cover()).not.toBeNull()
    const before = asked(app, 'watch.status').length
    act(() => app.bridge.emit('lock.changed', { locked: false, afterMinutes: 15 }))
    expect(asked(app, 'watch.status').length).toBe(before + 1)
  })
})

describe('A window that was not told how it stands', () => {
  it('asks again until it knows, and is covered then', async () => {
    const app = await renderApp({ access: { lock: locked(['confirm']) } }, (bridge) => bridge.fail('session.list', appError('internal', 'Not yet.')))
    await app.pass(2_000)
    expect(cover()).toBeNull()
    app.bridge.fail('session.list', undefined)
    await app.pass(2_000)
    expect(cover()).not.toBeNull()
    const before = asked(app, 'session.list').length
    await app.pass(60_000)
    expect(asked(app, 'session.list').length).toBe(before)
  })
})

describe('Locking in the settings', () => {
  it('is set by minutes, and can be done at once', async () => {
    const app = await renderApp()
    await app.user.keyboard('gs')
    await app.user.selectOptions(await screen.findByRole('combobox', { name: /Cover the window/ }), 'after 5 minutes')
    await app.pass(500)
    expect(asked(app, 'settings.save').at(-1)).toMatchObject({ lockAfterMinutes: 5 })
    await app.user.click(screen.getByRole('button', { name: 'Lock now' }))
    await waitFor(() => expect(cover()).not.toBeNull())
  })
})
