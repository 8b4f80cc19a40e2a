import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { dayMs, hourMs } from '#shared/kernel/time'
import { fakeNowMs } from '../../fake-fleet'
import { busyDesk } from '../../maintenance/busy-desk'
import { fakeHash, toldAll } from '../../maintenance/fake-office'
import { banks, databaseOf, fakePlan } from '../../maintenance/fake-plans'
import { deskOf, noQuestion, openDesk, openPage, question } from './desk-screen'
import { openWindow } from '../../../../renderer/stores/maintenance-visit'

const planned = 'mysql-8-0-39-silo-2026-03-08'
const part = (name: string): HTMLElement => screen.getByRole('region', { name })

/** Its time has come, and everything is there. */
const startable = (tenants: readonly string[]) => {
  const plan = fakePlan({ id: 'now', title: 'Bigger disks', window: { start: '2026-03-02T07:00', zone: 'Europe/Berlin', durationMinutes: 180 }, databases: tenants.map((tenant) => databaseOf(tenant)) })
  return { plan, approvals: [{ by: 'ben', planHash: fakeHash(plan), atMs: fakeNowMs - dayMs }], deliveries: toldAll(plan, fakeNowMs - 4 * dayMs) }
}

describe('A window’s page', () => {
  it('says in words what is planned: why, what, how long, whom', async () => {
    await openPage(planned)
    expect(screen.getByRole('heading', { name: 'MySQL 8.0.39, portals of all banks' })).toBeDefined()
    expect(part('Why').textContent).toContain('closes two holes')
    expect(part('What is done').textContent).toMatch(/Access is closed.*A snapshot of each of 12 databases.*Upgrade the engine to 8\.0\.39.*on 12 databases, about 20 min, medium risk/)
    expect(within(part('How long')).getByRole('img').getAttribute('aria-label')).toBe('Of 120 min: prepare 15, change 20, kept for a restore 45, spare 40. The change begins at 02:55 +01:00 at the latest.')
    expect(part('Whom it touches').textContent).toMatch(/Acme Bank.*35 min.*6 more tenants.*12 databases.*AWS calls of the run: \d+ calls/)
  })

  it('says what is in the way, and where to put it right', async () => {
    await openPage(planned)
    const way = part('In the way')
    expect(way.textContent).toMatch(/Another operator has to approve this plan.*first-cedar is not proven to have been told by email.*kauri-bank is not proven/)
    expect(within(way).getByRole('button', { name: 'See notices' })).toBeDefined()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Start' }).disabled).toBe(true)
  })

  it('is approved for the plan that is looked at, and not twice', async () => {
    const { user, asked, pass } = await openPage(planned)
    await user.click(screen.getByRole('button', { name: 'Approve as trainee' }))
    await pass(0)
    expect(asked('maintenance.approve')).toEqual([{ id: planned, hash: fakeHash(busyDesk.windows.find(({ plan }) => plan.id === planned)!.plan) }])
    expect(part('Approvals').textContent).toContain('trainee approved this plan')
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull()
  })

  it('is approved by no author, and says why', async () => {
    await openPage(planned, { ...busyDesk, me: 'Ana' })
    expect(part('Approvals').textContent).toContain('You wrote this plan, so somebody else has to approve it')
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull()
  })

  it('is approved by the practice colleague in training, and nowhere else', async () => {
    const { user, pass } = await openPage(planned)
    await user.click(screen.getByRole('button', { name: 'Ask the practice colleague' }))
    await pass(0)
    expect(part('Approvals').textContent).toContain('practice-colleague approved this plan')
  })

  it('has no practice colleague outside training', async () => {
    await openPage(planned, { ...busyDesk, more: { canPractiseApproval: false } })
    expect(screen.queryByRole('button', { name: 'Ask the practice colleague' })).toBeNull()
  })

  it('says why an approval counts for nothing', async () => {
    const plan = fakePlan({ id: 'edited', title: 'Edited since' })
    await openPage('edited', deskOf({ plan, approvals: [{ by: 'ben', planHash: 'f'.repeat(64), atMs: fakeNowMs - hourMs }] }))
    expect(part('Approvals').textContent).toContain('ben approved an earlier version: the plan was edited since')
  })

  it('says what a refusal said, and keeps the page', async () => {
    const { user, bridge, pass } = await openPage(planned)
    bridge.fail('maintenance.approve', appError('conflict', 'It was changed since you looked at it.'))
    await user.click(screen.getByRole('button', { name: 'Approve as trainee' }))
    await pass(0)
    expect(within(part('Approvals')).getByRole('alert').textContent).toContain('It was changed since you looked at it.')
  })

  it('shows for every address whether it was told, with the proof, whoever is missing first', async () => {
    const { user, bridge, pass } = await openPage(planned)
    const notices = part('Notices')
    expect(notices.textContent).toContain('10 of 12 told in time')
    const tenants = [...notices.querySelectorAll('.notices > li')]
    expect(tenants.slice(0, 2).map(({ textContent }) => textContent)).toMatchObject([expect.stringMatching(/First Cedar.*not proven told by email.*came back.*suppression list/), expect.stringMatching(/Kauri Bank.*login screen.*failed.*revision 13/)])
    await user.click(within(notices).getByRole('button', { name: 'Copy the proof of it@first-cedar.example' }))
    await pass(0)
    expect(bridge.calls.some(({ name, input }) => name === 'clipboard.write' && (input as { text: string }).text.startsWith('0102018e4f2a-first-ce'))).toBe(true)
  })

  it('sends what is missing and shows what came of it', async () => {
    const { user, pass, asked } = await openPage(planned)
    await user.click(screen.getByRole('button', { name: 'Send what is missing' }))
    await pass(0)
    expect(asked('maintenance.announce')).toEqual([{ id: planned }])
    expect(part('In the way').textContent).not.toContain('is not proven to have been told')
    expect(screen.queryByRole('button', { name: 'Send what is missing' })).toBeNull()
  })

  it('is called off with a reason, and not without', async () => {
    const { user, pass, asked } = await openPage(planned)
    await user.click(screen.getByRole('button', { name: 'Call off' }))
    const off = await screen.findByRole('textbox', { name: 'Why' })
    expect((await question()).textContent).toContain('12 tenants were told of it and are told that it is called off')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Call it off' }).disabled).toBe(true)
    await user.type(off, 'The bank has its year-end run.')
    await user.click(screen.getByRole('button', { name: 'Call it off' }))
    await pass(0)
    expect(asked('maintenance.callOff')).toEqual([{ id: planned, why: 'The bank has its year-end run.' }])
    expect(screen.getByText(/^Called off by trainee/)).toBeDefined()
    expect(noQuestion()).toBe(true)
  })

  it('says before an edit that it voids approvals', async () => {
    const { user } = await openPage('ami-march-2026-03-07')
    await user.click(screen.getByRole('button', { name: 'Edit' }))
    expect((await question()).textContent).toMatch(/Saving an edit voids 1 approval: it has to be approved again\..*12 tenants were told of it/)
  })

  it('is started by a press where few are touched', async () => {
    const { user, pass, asked } = await openPage('now', deskOf(startable(['acme-bank'])))
    await user.click(screen.getByRole('button', { name: 'Start' }))
    await user.click(await screen.findByRole('button', { name: 'Start now' }))
    await pass(0)
    expect(asked('maintenance.start')).toEqual([{ id: 'now', hash: fakeHash(startable(['acme-bank']).plan) }])
    expect(screen.getByRole('tablist', { name: 'Phases' })).toBeDefined()
  })

  it('is started by its typed title where more than three are', async () => {
    const { user, pass, asked } = await openPage('now', deskOf(startable(banks.slice(0, 4))))
    await user.click(screen.getByRole('button', { name: 'Start' }))
    const typed = await screen.findByRole('textbox', { name: /Type the title to confirm/ })
    await user.type(typed, 'bigger disks')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Start now' }).disabled).toBe(true)
    await user.clear(typed)
    await user.type(typed, 'Bigger disks{Enter}')
    await pass(0)
    expect(asked('maintenance.start')).toMatchObject([{ id: 'now', confirm: 'Bigger disks' }])
  })

  it('offers a role that may only look nothing to press', async () => {
    await openPage(planned, busyDesk, { access: { capabilities: ['read'] } })
    for (const name of ['Edit', 'Call off', 'Start', /^Approve as/, 'Send what is missing']) expect(screen.queryByRole('button', { name })).toBeNull()
    expect(part('Approvals').textContent).toContain('Your role may not approve')
  })

  it('goes back to the calendar by Escape, and shows the change of another console by itself', async () => {
    const { user, office, pass } = await openPage(planned)
    act(() => office.change(planned, (window) => ({ ...window, calledOff: { by: 'ben', why: 'Moved to April.', atMs: fakeNowMs } })))
    await pass(12_000)
    await waitFor(() => expect(screen.getByText(/Moved to April/)).toBeDefined())
    await user.keyboard('{Escape}')
    expect(screen.getByRole('group', { name: 'Look' })).toBeDefined()
  })

  it('says that there is no such window', async () => {
    const { services, pass } = await openDesk()
    act(() => openWindow(services, 'gone'))
    await pass(5_000)
    expect(await screen.findByText(/This desk has no window “gone”/)).toBeDefined()
  })
})
