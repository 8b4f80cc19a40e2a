import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { minuteMs } from '#shared/kernel/time'
import { busyDesk } from '../../maintenance/busy-desk'
import { openPage, question } from './desk-screen'

const running = 'mysql-8-0-39-2026-03-02'
const asking = 'polaris-class-2026-03-02'
const orphan = 'sol-2026-03-02'
const restored = 'northwind-2026-02-28'
const phases = (): readonly (string | null)[] => screen.getAllByRole('tab').map(({ textContent }) => textContent)

describe('A run’s page', () => {
  it('says where it is, what happens next, and how long is left until the cut-off and the end', async () => {
    await openPage(running)
    const now = screen.getByRole('region', { name: 'Now and next' })
    expect(now.textContent).toMatch(/Snapshot, 8 of 12 done · begun by ana .* ago/)
    expect(now.textContent).toContain('Taking snapshots: lender-00010-frontend and 3 more.')
    expect(now.textContent).toMatch(/Cut-off 07:55 \+01:00in 42 m \d+ s/)
    expect(now.textContent).toMatch(/End 09:30 \+01:00in 2 h 17 m/)
  })

  it('shows the phases with state and count, and no restore while there is none', async () => {
    await openPage(running)
    expect(phases()).toEqual(['1/1Checkdone', '12/12Close accessdone', '12/12Mute alarmsdone', '8/12Snapshotunder way', '0/13Changeto come', '0/12Verifyto come', '0/12Reopento come', '0/12Unmute alarmsto come', '0/12Compareto come', '0/12Tellto come'])
    expect(screen.getByRole('tab', { selected: true }).textContent).toContain('Snapshot')
  })

  it('shows every effect with its progress, evidence and calls, what is under way first', async () => {
    const { user, bridge, pass } = await openPage(running)
    const effects = within(screen.getByRole('tabpanel')).getAllByRole('listitem')
    expect(effects[0]!.textContent).toMatch(/lender-00010-frontend.*64 %under way/)
    expect(effects[4]!.textContent).toMatch(/acme-bank-frontendAcme Bankdone.*Snapshot wf-run-acme-bank-frontendStatus available.*rds:CreateDBSnapshot/)
    await user.click(within(effects[4]!).getByRole('button', { name: 'Copy the evidence of acme-bank-frontend' }))
    await pass(0)
    expect(bridge.calls.find(({ name }) => name === 'clipboard.write')?.input).toEqual({ text: 'Snapshot: wf-run-acme-bank-frontend\nStatus: available' })
  })

  it('is walked through by arrow keys', async () => {
    const { user } = await openPage(running)
    screen.getByRole('tab', { selected: true }).focus()
    await user.keyboard('{ArrowLeft}')
    expect(document.activeElement?.textContent).toContain('Mute alarms')
    expect(screen.getByRole('tabpanel').textContent).toContain('Mute alarms 12 of 12 done')
  })

  it('says in its journal who did what', async () => {
    const { user, pass } = await openPage(running)
    await user.click(screen.getByRole('button', { name: 'Pause' }))
    await pass(0)
    const [first] = within(screen.getByRole('region', { name: 'Journal' })).getAllByRole('listitem')
    expect(first!.textContent).toBe('07:12 +01:00trainee: Paused')
    expect(screen.getByText('Paused by trainee.')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Resume' }))
    await pass(0)
    expect(screen.getByRole('button', { name: 'Pause' })).toBeDefined()
  })

  it('asks what only a person can decide, with what each answer does', async () => {
    await openPage(asking)
    const card = screen.getByRole('alertdialog')
    expect(card.textContent).toMatch(/Change: polaris-credit-portal failed\..*no capacity in eu-west-1b/)
    expect(within(card).getAllByRole('button').map(({ textContent }) => textContent)).toMatchObject([expect.stringMatching(/^1Restore.*lost/), expect.stringMatching(/^2Leave it as it is.*partly done/)])
    expect(document.activeElement).toBe(card)
  })

  it('is answered by keyboard: a digit picks, Escape thinks again, Enter confirms', async () => {
    const { user, asked, pass } = await openPage(asking)
    await user.keyboard('1')
    expect(screen.getByRole('button', { name: 'Yes: restore' })).toBe(document.activeElement)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('button', { name: 'Yes: restore' })).toBeNull()
    expect(asked('maintenance.say')).toEqual([])
    await user.click(screen.getByRole('button', { name: /^2 ?Leave it as it is/ }))
    await user.keyboard('{Enter}')
    await pass(0)
    expect(asked('maintenance.say')).toMatchObject([{ id: asking, word: { kind: 'answer', choice: 'keep' } }])
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('keeps the question where the answer was refused', async () => {
    const { user, bridge, pass } = await openPage(asking)
    bridge.fail('maintenance.say', appError('conflict', 'Somebody answered it already.'))
    await user.keyboard('2{Enter}')
    await pass(0)
    expect(within(screen.getByRole('alertdialog')).getByRole('alert').textContent).toContain('Somebody answered it already.')
  })

  it('says that the cut-off is past and what that leaves', async () => {
    await openPage(asking)
    expect(screen.getByRole('region', { name: 'Now and next' }).textContent).toMatch(/17 m \d+ s agoPast: nothing more is begun, only restore or reopen/)
  })

  it('says before cancelling what it means, as long as nothing was changed and afterwards', async () => {
    const { user, pass, asked } = await openPage(running)
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect((await question()).textContent).toContain('Nothing was changed yet, so nothing has to be put back')
    await user.click(screen.getByRole('button', { name: 'Cancel the run' }))
    await pass(0)
    expect(asked('maintenance.say')).toEqual([{ id: running, word: { kind: 'cancel' } }])
    expect(screen.getByText(/Cancelled by trainee: it is being wound up/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
  })

  it('asks differently where changes have begun', async () => {
    const { user } = await openPage(asking)
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect((await question()).textContent).toContain('Changes have begun: no further one is begun')
  })

  it('is extended to a later end, and the cut-off with it', async () => {
    const { user, pass, asked } = await openPage(running)
    await user.click(screen.getByRole('button', { name: 'Extend' }))
    await user.click(await screen.findByRole('radio', { name: '60 min' }))
    expect((await question()).textContent).toMatch(/ends at 10:30 \+01:00.*begins at 08:55 \+01:00 at the latest.*12 tenants are told/)
    await user.click(screen.getByRole('button', { name: 'Extend by 60 min' }))
    await pass(0)
    expect(asked('maintenance.say')).toEqual([{ id: running, word: { kind: 'extend', toMs: Date.UTC(2026, 2, 2, 9, 30) } }])
    expect(screen.getByRole('region', { name: 'Now and next' }).textContent).toMatch(/End 10:30 \+01:00.*extended/)
  })

  it('says loudly that nobody carries it, and is taken over', async () => {
    const { user, pass, asked } = await openPage(orphan)
    expect(screen.getByText('Nobody carries this run.').closest('[role="alert"]')).not.toBeNull()
    expect(screen.getByText(/It does not move on as it should/).parentElement?.textContent).toContain('did not answer for 40 s')
    await user.click(screen.getByRole('button', { name: 'Take over' }))
    const dialog = await question()
    await user.click(within(dialog).getByRole('button', { name: 'Take over' }))
    await pass(0)
    expect(asked('maintenance.takeOver')).toEqual([{ id: orphan }])
    expect(screen.queryByText('Nobody carries this run.')).toBeNull()
  })

  it('says which other console carries it', async () => {
    const windows = busyDesk.windows.map((window) => (window.plan.id === running ? { ...window, run: { ...window.run!, carriedBy: { kind: 'other' as const, holder: 'ben on desk-2' } } } : window))
    await openPage(running, { ...busyDesk, windows })
    expect(screen.getByText(/^Carried by/).textContent).toContain('ben on desk-2')
  })

  it('says at the end how it went, with the restore among the phases, and writes reports', async () => {
    const { user, pass, asked, services } = await openPage(restored)
    expect(screen.getByRole('region', { name: 'Outcome' }).textContent).toMatch(/Restored.*every database that was touched is back.*after 1 h 5 m/)
    expect(phases()).toContain('1/1Restoredone')
    await user.click(screen.getByRole('button', { name: 'Report (HTML)' }))
    await user.click(screen.getByRole('button', { name: 'Report (JSON)' }))
    await pass(0)
    expect(asked('maintenance.report')).toEqual([{ id: restored, as: 'html' }, { id: restored, as: 'json' }])
    expect(services.ui.getState().announcement).toBe(`Written to /home/desk/${restored}.json`)
    for (const name of ['Pause', 'Extend', 'Cancel']) expect(screen.queryByRole('button', { name })).toBeNull()
  })

  it('still has its plan', async () => {
    const { user } = await openPage(running)
    await user.click(screen.getByRole('button', { name: 'Plan' }))
    expect(screen.getByRole('region', { name: 'What is done' }).textContent).toContain('Replace the app servers')
    expect(screen.queryByRole('region', { name: 'In the way' })).toBeNull()
  })

  it('lets a role that may only look answer nothing', async () => {
    const { user, asked } = await openPage(asking, busyDesk, { access: { capabilities: ['read'] } })
    await user.keyboard('1{Enter}')
    expect(asked('maintenance.say')).toEqual([])
    expect(screen.getByRole('alertdialog').textContent).toContain('Your role may only look')
  })

  it('counts down with AWS time', async () => {
    const { pass } = await openPage(running)
    await pass(10 * minuteMs)
    expect(screen.getByRole('region', { name: 'Now and next' }).textContent).toMatch(/Cut-off 07:55 \+01:00in 32 m/)
  })
})
