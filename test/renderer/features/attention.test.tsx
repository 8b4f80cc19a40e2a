import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { QuietChoice } from '#shared/alarms/quiet'
import type { AlarmDesk } from '#shared/ipc/alarms-contract'
import { appError } from '#shared/kernel/app-error'
import { ok } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import { melodyOf } from '../../../renderer/app/sounds'
import { fakeAlarm, fakeDesk } from '../fake-alarms'
import { renderApp, type RenderedApp } from '../render-app'
import { wallStartMs } from '../still-clock'

async function open(desk: AlarmDesk = fakeDesk([])): Promise<RenderedApp> {
  const app = await renderApp({}, (bridge) => {
    bridge.answer('alarms.list', () => ok(desk))
    bridge.answer('attention.quiet', ({ choice }: { readonly choice: QuietChoice }) => ok({ troubles: [], ...(choice === 'off' ? {} : { quietUntilMs: wallStartMs + hourMs }) }))
  })
  await app.pass(1_100)
  return app
}
const taken = fakeAlarm('taken', { coverage: { state: 'covered', acknowledged: [{ by: 'ana', atMs: wallStartMs }], informed: ['ana', 'bo'], missing: 0 } })

describe('Being told', () => {
  it('sounds when something was told: soft at first, another melody for what is critical, nothing when off', async () => {
    const { bridge, played, services } = await open()
    bridge.emit('attention.told', { critical: false })
    bridge.emit('attention.told', { critical: true })
    expect(played).toEqual([melodyOf('soft', false), melodyOf('soft', true)])
    act(() => services.settings.setState({ sound: 'off' }))
    bridge.emit('attention.told', { critical: true })
    expect(played).toHaveLength(2)
  })

  it('sounds behind the cover too', async () => {
    const { bridge, played } = await open()
    act(() => bridge.emit('lock.changed', { locked: true, sinceMs: wallStartMs, why: 'operator', ways: ['confirm'], note: '' }))
    bridge.emit('attention.told', { critical: true })
    expect(played).toHaveLength(1)
  })

  it('can be heard before it is chosen for a night', async () => {
    const { user, played, services } = await open()
    await user.keyboard('gs')
    await user.click(await screen.findByRole('radio', { name: 'Urgent' }))
    await user.click(screen.getByRole('button', { name: 'Hear a critical one' }))
    expect(played).toEqual([melodyOf('urgent', true)])
    expect(services.settings.getState().sound).toBe('urgent')
    await user.click(screen.getByRole('radio', { name: 'Off' }))
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Hear an alarm' }).disabled).toBe(true)
  })

  it('is quiet for a time that the status bar shows, and until somebody says otherwise', async () => {
    const { user, bridge, pass } = await open()
    await user.keyboard('gs')
    await user.click(await screen.findByRole('button', { name: 'For an hour' }))
    const bar = screen.getByRole('contentinfo', { name: 'Watch' })
    expect(await within(bar).findByText(/do not disturb until/)).toBeDefined()
    expect(bridge.calls.at(-1)).toEqual({ name: 'attention.quiet', input: { choice: 'hour' } })
    await pass(hourMs + 2_000)
    await waitFor(() => expect(within(bar).queryByText(/do not disturb/)).toBeNull())
  })

  it('says what this desktop cannot show, and when quiet could not be had', async () => {
    const { user, bridge } = await open()
    bridge.fail('attention.quiet', appError('internal', 'Not now.'))
    act(() => bridge.emit('attention.changed', { troubles: ['This desktop has no tray: the count stands in the window’s title.'] }))
    await user.keyboard('gs')
    expect(await screen.findByText(/This desktop has no tray/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Until 08:00' }))
    expect(await screen.findByText('Not now.')).toBeDefined()
  })
})

describe('A pressed notification', () => {
  it('leads to the alarm it told of', async () => {
    const { bridge } = await open(fakeDesk([fakeAlarm('cpu'), fakeAlarm('disk')]))
    act(() => bridge.emit('attention.open', { kind: 'alarm', alarm: 'arn:disk' }))
    expect(await screen.findByRole('complementary', { name: 'Alarm disk' })).toBeDefined()
  })

  it('leads to the grant that AWS does not close, to a tenant’s access, to the audit trail', async () => {
    const { bridge, services } = await open()
    act(() => bridge.emit('attention.open', { kind: 'grant', grant: 'g-1' }))
    expect([services.ui.getState().route, services.support.getState().page]).toEqual(['support', { kind: 'grant', id: 'g-1' }])
    act(() => bridge.emit('attention.open', { kind: 'audit' }))
    expect(services.ui.getState().route).toBe('audit')
    act(() => bridge.emit('attention.open', { kind: 'access', tenant: 'acme-bank' }))
    expect([services.ui.getState().route, services.support.getState()]).toMatchObject(['support', { page: { kind: 'desk' }, filter: 'acme-bank' }])
  })

  it('leads to the tenant, whatever the filter hid, or to all who are critical', async () => {
    const { bridge, services } = await open()
    act(() => services.settings.setState({ filter: 'health:healthy' }))
    const table = bridge.table
    const id = table.strings[table.columns.id[3]!]!
    act(() => bridge.emit('attention.open', { kind: 'tenant', tenant: id }))
    expect(services.ui.getState()).toMatchObject({ route: 'fleet', openRow: 3 })
    expect(services.settings.getState().filter).toBe('')
    act(() => bridge.emit('attention.open', { kind: 'critical' }))
    expect(services.settings.getState().filter).toBe('health:critical')
  })
})

describe('The figure of uncovered alarms', () => {
  it('counts them and leads to the desk, which shows only those until asked for all', async () => {
    const { user } = await open(fakeDesk([fakeAlarm('cpu'), taken]))
    const figure = await screen.findByRole('button', { name: /alarms uncovered/ })
    await waitFor(() => expect(figure.textContent).toContain('1'))
    await user.click(figure)
    const names = async (): Promise<readonly (string | null)[]> => (await screen.findAllByRole('rowheader')).map(({ textContent }) => textContent)
    expect(await names()).toMatchObject([expect.stringContaining('cpu')])
    await user.click(screen.getByRole('checkbox', { name: 'Only uncovered' }))
    expect(await names()).toHaveLength(2)
  })

  it('says that somebody takes care of everything', async () => {
    const { user } = await open(fakeDesk([taken]))
    await user.click(await screen.findByRole('button', { name: /alarms uncovered/ }))
    expect(await screen.findByText('No alarm is uncovered')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Show all alarms' }))
    expect(await screen.findByRole('grid', { name: 'Alarms' })).toBeDefined()
  })
})
