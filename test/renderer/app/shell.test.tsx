import { act, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { ok } from '#shared/kernel/result'
import type { ZoneOutage } from '#shared/incidents/zone-outage'
import { minuteMs } from '#shared/kernel/time'
import { fakeSession } from '../fake-sessions'
import { fakeStatus } from '../fake-status'
import { renderApp } from '../render-app'

const status = fakeStatus(1)

describe('The shell', () => {
  it('never lets training be mistaken for production', async () => {
    await renderApp()
    expect(screen.getByRole('note', { name: 'Training' }).textContent).toMatch(/TRAINING.*first-shift.*no client is affected/)
  })

  it('shows no training banner over a live fleet', async () => {
    await renderApp({ status: { source: { kind: 'live', fleetFile: 'fleet.yaml' } } })
    expect(screen.queryByRole('note', { name: 'Training' })).toBeNull()
  })

  it('tells of a zone that is gone in 250 accounts in one line, which leaves room for the fleet', async () => {
    const zoneOutages = Array.from({ length: 250 }, (_, n): ZoneOutage => ({ account: String(100_000_000_000 + n), region: 'eu-west-1', az: 'eu-west-1a', sinceAtMs: 0, failedOver: [{ tenant: `bank-${n}`, database: `bank-${n}-db` }], failingOver: [], cannotFailOver: [], untouched: [], groups: 0, groupsOut: 0 }))
    await renderApp({ status: { zoneOutages } })
    const told = await screen.findAllByText(/looks down/)
    expect(told.map(({ textContent }) => textContent)).toEqual(['Zone eu-west-1a looks down in 250 accounts. Of 250 primaries there 250 failed over.'])
  })

  it('takes two keys as a pair by when they were pressed, however late it comes to them', async () => {
    const { pass } = await renderApp()
    const press = (key: string, atMs: number): void => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true })
      Object.defineProperty(event, 'timeStamp', { value: atMs })
      act(() => void document.body.dispatchEvent(event))
    }
    press('g', 1_000)
    press('u', 4_500)
    await pass(100)
    expect(screen.queryByRole('heading', { name: 'Audit', level: 1 })).toBeNull()
    press('g', 6_000)
    await pass(20_000)
    press('u', 6_400)
    await screen.findByRole('heading', { name: 'Audit', level: 1 })
  })

  it('names the tenants that a lost zone hits, and leads to them', async () => {
    const tenant = 'acme-bank'
    const zoneOutages: readonly ZoneOutage[] = [{ account: '111122223333', region: 'eu-west-1', az: 'eu-west-1a', sinceAtMs: 0, failedOver: [{ tenant, database: 'acme-db-7' }], failingOver: [], cannotFailOver: [], untouched: [], groups: 0, groupsOut: 0 }]
    const { services } = await renderApp({ status: { zoneOutages } })
    const panel = screen.getByRole('button', { name: 'Who is hit' }).nextElementSibling!
    act(() => void panel.dispatchEvent(Object.assign(new Event('toggle', { bubbles: true }), { newState: 'open' })))
    const hit = within(screen.getByRole('group', { name: 'Who is hit' }))
    expect(hit.getByRole('listitem').textContent).toBe('Acme Bank acme-db-7')
    Object.assign(panel, { hidePopover: () => undefined })
    act(() => hit.getByRole('button', { name: 'Acme Bank' }).click())
    expect(services.ui.getState().visit?.tenant).toBe(tenant)
  })

  it('says that rows come from the last session', async () => {
    await renderApp({ snapshot: { cached: true } })
    expect(screen.getByText('From the last session.')).toBeDefined()
  })

  it('tells the core once when it has drawn the rows, and not before there are any', async () => {
    const told = (calls: readonly { readonly name: string }[]): number => calls.filter(({ name }) => name === 'app.drawn').length
    const { bridge } = await renderApp()
    await vi.waitFor(() => expect(told(bridge.calls)).toBe(1))
    const waiting = await renderApp({}, (core) => core.answer('fleet.load', () => new Promise(() => undefined)))
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    expect(told(waiting.bridge.calls)).toBe(0)
  })

  it('says STALE once no account has answered for three minutes', async () => {
    const { pass } = await renderApp()
    expect(screen.queryByText('STALE.')).toBeNull()
    await pass(3 * minuteMs)
    expect(screen.getByText('STALE.')).toBeDefined()
  })

  it('names the account that refuses, why, and filters to its tenants', async () => {
    const { user } = await renderApp()
    expect(screen.getByText(/polaris-credit \(444455556666\) cannot be read/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Show its tenants' }))
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Filter tenants' }).value).toBe('account:444455556666')
  })

  it('offers the sign-in where its end is the only trouble', async () => {
    const accounts = status.accounts.map((account) => ({ ...account, outcome: 'expired' as const }))
    const { user, services } = await renderApp({ status: { accounts }, access: { signIn: 'sso', sessions: [fakeSession()] } })
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(services.ui.getState()).toMatchObject({ dialog: 'signIn', dialogSession: 'acme' })
  })

  it('says that nothing has answered while AWS time is unknown', async () => {
    const { awsNowMs: _none, ...unanswered } = fakeStatus(1)
    await renderApp({}, (bridge) => bridge.answer('watch.status', () => ok(unanswered)))
    expect(within(screen.getByRole('contentinfo', { name: 'Watch' })).getByText('no answer yet')).toBeDefined()
  })

  it('is quiet when all is well', async () => {
    await renderApp({ status: { accounts: status.accounts.slice(0, 2) } })
    expect(screen.queryByText(/cannot be read/)).toBeNull()
  })

  it('says what it costs and how old the newest answer is', async () => {
    await renderApp()
    const bar = within(screen.getByRole('contentinfo', { name: 'Watch' }))
    expect(bar.getByText('accounts 2/5')).toBeDefined()
    expect(bar.getByText('polled 8 s ago')).toBeDefined()
    expect(bar.getByText('412 calls, $0.02 this hour')).toBeDefined()
  })

  it('says why the fleet could not be loaded and what happens next', async () => {
    await renderApp({}, (bridge) => bridge.fail('fleet.load', appError('internal', 'The watch is starting again.')))
    expect(screen.getByRole('heading', { name: 'The fleet could not be loaded' })).toBeDefined()
    expect(screen.getByText(/The watch is starting again\. Watchfloor tries again/)).toBeDefined()
  })

  it('says once what is wrong with a fleet that cannot be opened, on whichever screen', async () => {
    const { user } = await renderApp({}, (bridge) => {
      bridge.fail('fleet.load', appError('invalidFile', 'fleet.yaml:4:11 is wrong.'))
      bridge.fail('watch.status', appError('invalidFile', 'fleet.yaml:4:11 is wrong.'))
    })
    expect(screen.getAllByText(/fleet\.yaml:4:11/)).toHaveLength(1)
    await user.keyboard('gs')
    await screen.findByRole('heading', { name: 'Settings' })
    expect(screen.getByText(/fleet\.yaml:4:11/).textContent).toBe('No fleet is watched. fleet.yaml:4:11 is wrong.')
  })

  it('does not say that anybody answered where nobody did', async () => {
    const unreachable = { outcome: 'failed', error: appError('unreachable', 'AWS could not be reached. Check network, VPN and proxy.') } as const
    const accounts = status.accounts.map((account) => ({ ...account, ...unreachable }))
    const { bridge } = await renderApp({ tenants: 0, status: { accounts } })
    expect(await screen.findByRole('heading', { name: 'No tenants known' })).toBeDefined()
    expect(screen.getByText(/^No account can be read\./).closest('[role]')?.textContent).toContain('Check network, VPN and proxy.')
    expect(screen.queryByText(/Every account answered/)).toBeNull()
    act(() => bridge.emit('watch.status', { ...status, accounts: accounts.map((account, at) => (at === 0 ? { ...status.accounts[0]!, outcome: 'ok' } : account)) }))
    expect(screen.getByText(new RegExp(`only 1 account of ${accounts.length} could be read`))).toBeDefined()
    expect(screen.queryByText(/^No account can be read/)).toBeNull()
    act(() => bridge.emit('watch.status', { ...status, accounts: accounts.map(() => status.accounts[0]!) }))
    expect(screen.getByText(/^Every account answered/)).toBeDefined()
  })

  it('says when settings could not be saved', async () => {
    const { services, pass, bridge } = await renderApp()
    bridge.fail('settings.save', appError('storageFailed', 'The disk is full.'))
    act(() => services.settings.setState({ density: 'compact' }))
    await pass(500)
    expect(screen.getByText(/The disk is full/)).toBeDefined()
    bridge.fail('settings.save', undefined)
    await pass(15_000)
    expect(bridge.calls.filter(({ name }) => name === 'settings.save').at(-1)?.input).toMatchObject({ density: 'compact' })
    expect(screen.queryByText(/The disk is full/)).toBeNull()
  })

  it('saves choices once they pause, as one change', async () => {
    const { services, pass, bridge } = await renderApp()
    act(() => services.settings.setState({ density: 'compact' }))
    act(() => services.settings.setState({ theme: 'dark' }))
    await pass(500)
    const saves = bridge.calls.filter(({ name }) => name === 'settings.save')
    expect(saves.length).toBe(1)
    expect(saves[0]?.input).toMatchObject({ density: 'compact', theme: 'dark' })
    expect(document.documentElement.dataset).toMatchObject({ density: 'compact', theme: 'dark' })
  })

  it('names a wrong clock, and shows AWS time all the same', async () => {
    await renderApp({ status: { awsOffsetMs: 130_000 } })
    expect(screen.getByText(/This computer’s clock is 2 m 10 s behind/)).toBeDefined()
    expect(screen.getByText(/^AWS time /)).toBeDefined()
  })

  it('announces a tenant that became critical', async () => {
    const { services, pass, bridge } = await renderApp()
    const health = Int32Array.from(bridge.table.columns.health)
    health[8] = 0
    act(() => services.fleet.setState({ kind: 'ready', epoch: 'epoch-1', cached: false, table: { ...bridge.table, columns: { ...bridge.table.columns, health } } }, true))
    await pass(800)
    expect(screen.getByText('Now critical: Polaris Credit')).toBeDefined()
  })
})
