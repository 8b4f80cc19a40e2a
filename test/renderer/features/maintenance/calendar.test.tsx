import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import { busyDesk } from '../../maintenance/busy-desk'
import { openFakeOffice, type FakeDesk, type FakeOffice } from '../../maintenance/fake-office'
import { renderApp, type RenderedApp } from '../../render-app'

async function openCalendar(desk: FakeDesk = busyDesk, { readOnly = false } = {}): Promise<RenderedApp & { readonly office: FakeOffice }> {
  const held: { office?: FakeOffice } = {}
  const app = await renderApp(readOnly ? { access: { capabilities: ['read'] } } : {}, (bridge) => void (held.office = openFakeOffice(bridge, desk)))
  await app.pass(1_500)
  await app.user.keyboard('gm')
  await screen.findByRole('heading', { name: 'Maintenance' })
  return { ...app, office: held.office! }
}

const part = (name: string): HTMLElement => screen.getByRole('region', { name })

describe('The maintenance calendar', () => {
  it('is one key away and says in whose zone its times are', async () => {
    await openCalendar()
    expect(screen.getByText(/^Times of/).textContent).toMatch(/Times of \S+ [+-]\d\d:\d\d/)
    expect(screen.getByRole('button', { name: /^Week$/ }).getAttribute('aria-pressed')).toBe('true')
  })

  it('has what asks, is due and runs first and large, in this order', async () => {
    await openCalendar()
    const cards = within(screen.getByRole('list', { name: 'Now' })).getAllByRole('button')
    expect(cards.map(({ textContent }) => textContent?.match(/^(Asks you|Due|Running)/)?.[0])).toEqual(['Asks you', 'Due', 'Running', 'Running'])
    expect(cards[0]!.textContent).toContain('1 answer wanted')
  })

  it('draws a week with its windows, blackouts and what AWS does by itself', async () => {
    await openCalendar()
    const sunday = part('Sun 8 Mar')
    const block = within(sunday).getByRole('button', { name: /MySQL 8\.0\.39, portals/ })
    expect(block.textContent).toMatch(/Planned, Downtime: .*01:00 to 03:00 \+00:00|02:00 to 04:00/)
    expect(within(part('Thu 5 Mar')).getByText(/Audit at Kauri \(1 tenant\)/).closest('p')?.title).toContain('Kauri Bank')
    expect(within(screen.getByRole('group', { name: 'AWS’s own maintenance' })).getByRole('button', { name: /kauri-bank-frontend/ })).toBeDefined()
  })

  it('goes through weeks by arrow keys and comes back to today', async () => {
    const { user } = await openCalendar()
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}')
    expect(screen.getByRole('heading', { name: '9 Mar to 15 Mar 2026' })).toBeDefined()
    await user.keyboard('t')
    expect(screen.getByRole('heading', { name: '2 Mar to 8 Mar 2026' })).toBeDefined()
  })

  it('draws a month, and leads from a day with much to its week', async () => {
    const { user } = await openCalendar()
    await user.click(screen.getByRole('button', { name: 'Month' }))
    const day = part('Mon 2 Mar')
    await user.click(within(day).getByRole('button', { name: '2 more' }))
    expect(screen.getByRole('heading', { name: '2 Mar to 8 Mar 2026' })).toBeDefined()
  })

  it('lists what is to come with what holds each up, and what is over with its outcome', async () => {
    const { user } = await openCalendar()
    await user.click(screen.getByRole('button', { name: 'List' }))
    const rows = within(part('To come')).getAllByRole('button').map(({ textContent }) => textContent)
    expect(rows[0]).toMatch(/Planned.*Emergency: OpenSSL.*in 1 d 16 h.*Another operator has to approve this plan\./)
    expect(rows[1]).toMatch(/Ready.*App servers: March image.*Nothing holds it up\./)
    expect(within(part('Over')).getAllByRole('button').map(({ textContent }) => textContent?.match(/^(Called off|Missed|Restored|Done)/)?.[0])).toEqual(['Called off', 'Missed', 'Restored', 'Done'])
    expect(part('AWS’s own maintenance').textContent).toMatch(/AWS does it by itself in the database’s own window after Sat 7 Mar.*AWS waits until somebody asks for it\./)
  })

  it('walks through the list by j and k', async () => {
    const { user } = await openCalendar()
    await user.click(screen.getByRole('button', { name: 'List' }))
    const rows = within(part('To come')).getAllByRole('button')
    rows[0]!.focus()
    await user.keyboard('jjk')
    expect(document.activeElement).toBe(rows[1])
  })

  it('says how to begin when there is nothing', async () => {
    const { user } = await openCalendar({ windows: [] })
    expect(screen.getByText(/No window is planned yet/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'List' }))
    expect(screen.getByRole('heading', { name: 'No maintenance window' })).toBeDefined()
  })

  it('offers no planning to a role that may only look', async () => {
    await openCalendar(busyDesk, { readOnly: true })
    expect(screen.queryByRole('button', { name: 'Plan a window' })).toBeNull()
  })

  it('says what is not known: a calendar that cannot be read, a copy, an answer that did not come', async () => {
    const { bridge, pass } = await openCalendar({ ...busyDesk, more: { isCopy: true, calendarTroubles: [{ calendar: 'Bank holidays', message: 'The address does not answer.' }] } })
    expect(screen.getByText(/The desk’s store cannot be reached: this is a copy/)).toBeDefined()
    expect(screen.getByText(/Bank holidays could not be read, so what it forbids is not known/)).toBeDefined()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Plan a window' }).disabled).toBe(true)
    bridge.fail('maintenance.calendar', appError('unreachable', 'No answer.'))
    await pass(31_000)
    expect(screen.getByText('What is shown may be old: No answer.')).toBeDefined()
  })

  it('says why nothing can be shown', async () => {
    const app = await renderApp({}, (bridge) => bridge.fail('maintenance.calendar', appError('unsupported', 'This fleet has no desk store.')))
    await app.pass(1_500)
    await app.user.keyboard('gm')
    expect(await screen.findByRole('heading', { name: 'Maintenance windows cannot be shown' })).toBeDefined()
    expect(screen.getByText(/This fleet has no desk store\./)).toBeDefined()
  })

  it('writes a calendar file and says where', async () => {
    const { user, bridge, pass, services } = await openCalendar()
    await user.click(screen.getByRole('button', { name: /Export as a calendar file/ }))
    await pass(0)
    expect((bridge.calls.find(({ name }) => name === 'maintenance.export')?.input as { ids: string[] }).ids).toHaveLength(busyDesk.windows.length)
    expect(services.ui.getState().announcement).toBe('Written to /home/desk/maintenance.ics')
  })
})

describe('What is told of windows', () => {
  it('stands above every screen: what asks, is due, or runs', async () => {
    const { user } = await openCalendar()
    await user.keyboard('gf')
    expect(screen.getByText('Maintenance waits for an answer:').parentElement?.textContent).toMatch(/Polaris: db\.r6i\.xlarge, 1 answer wanted/)
    expect(screen.getByText('Maintenance is due:').parentElement?.textContent).toMatch(/Harbour Mutual: failover drill/)
    expect(screen.getByText('Maintenance is running:').parentElement?.textContent).toMatch(/and 1 more/)
    await user.click(screen.getByRole('button', { name: 'Show all 2' }))
    expect(screen.getByRole('region', { name: 'To come' })).toBeDefined()
  })

  it('is counted in the rail when somebody is wanted', async () => {
    await openCalendar()
    expect(screen.getByRole('button', { name: /^Maintenance/ }).textContent).toContain('2 due or waiting')
  })

  it('is nothing while nothing is', async () => {
    await renderApp()
    expect(screen.queryByText(/^Maintenance (is|waits)/)).toBeNull()
  })

  it('follows a change of another console, many of them by one question', async () => {
    const { bridge, office, pass } = await openCalendar()
    const asked = (): number => bridge.calls.filter(({ name }) => name === 'maintenance.calendar').length
    await pass(10_000)
    const before = asked()
    act(() => {
      for (let n = 0; n < 20; n += 1) office.change('kernel-2026-03-29', (window) => ({ ...window, calledOff: { by: 'ben', why: 'moved', atMs: 0 } }))
    })
    await pass(200)
    expect(asked()).toBe(before + 1)
  })

  it('is asked again with time, since a window becomes due by time alone', async () => {
    const { bridge, pass } = await openCalendar()
    const before = bridge.calls.filter(({ name }) => name === 'maintenance.calendar').length
    await pass(minuteMs)
    expect(bridge.calls.filter(({ name }) => name === 'maintenance.calendar').length).toBeGreaterThan(before)
  })
})

describe('Another fleet', () => {
  it('has its own windows: a late answer of the last one is not taken for it', async () => {
    const waiting: (() => void)[] = []
    const app = await openCalendar()
    await app.pass(10_000)
    app.bridge.answer('maintenance.calendar', () => new Promise((resolve) => waiting.push(() => resolve(err(appError('internal', 'Of the last fleet.'))))))
    act(() => app.bridge.emit('maintenance.changed', { id: 'any' }))
    await app.pass(100)
    expect(waiting).toHaveLength(1)
    const { services } = app
    const fleet = services.fleet.getState()
    if (fleet.kind !== 'ready') throw new Error('The fleet is there.')
    act(() => services.fleet.setState({ ...fleet, epoch: 'epoch-2' }, true))
    expect(services.maintenance.getState().calendar).toEqual({ kind: 'loading' })
    waiting[0]!()
    await app.pass(0)
    expect(services.maintenance.getState().calendar).toEqual({ kind: 'loading' })
    await app.pass(2_000)
    expect(waiting).toHaveLength(2)
  })
})
