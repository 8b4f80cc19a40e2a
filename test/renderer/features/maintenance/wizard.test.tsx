import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { busyDesk } from '../../maintenance/busy-desk'
import { openDesk, openPage, question, type DeskScreen } from './desk-screen'

async function openWizard(desk = busyDesk): Promise<DeskScreen> {
  const app = await openDesk(desk)
  await app.user.keyboard('gm')
  await app.user.click(await screen.findByRole('button', { name: 'Plan a window' }))
  await screen.findByRole('heading', { name: 'What is planned, and why?' })
  return app
}

const next = (): HTMLElement => screen.getByRole('button', { name: /^Next/ })
const heading = (): string | null => screen.getByRole('heading', { level: 2 }).textContent
const field = (name: string): HTMLElement => screen.getByLabelText(name, { selector: 'input, textarea, select' })

/** Everything up to the time, by keyboard where there is one way. */
async function fillUntilWhen({ user, pass }: DeskScreen): Promise<void> {
  await user.type(field('Title'), 'MySQL 8.0.39')
  await user.type(field('Why'), 'Support ends in April.')
  await user.click(next())
  await user.type(screen.getByRole('combobox', { name: 'Tenants' }), 'acme{Enter}')
  await user.click(field('portal'))
  await pass(400)
  await user.click(next())
  await user.click(screen.getByRole('button', { name: 'Add' }))
  await user.type(field('To version'), '8.0.39')
  await user.click(next())
}

/** One question after the other. */
async function answered({ pass }: DeskScreen): Promise<void> {
  for (let question = 0; question < 6; question += 1) await pass(0)
}

function setWhen(day: string, time: string): void {
  fireEvent.change(field('Day'), { target: { value: day } })
  fireEvent.change(field('Time, 24 h'), { target: { value: time } })
}

describe('The plan wizard', () => {
  it('goes from nothing to a saved plan, which is then looked at', async () => {
    const app = await openWizard()
    const { user, pass, asked, services } = app
    await fillUntilWhen(app)
    setWhen('2026-03-10', '02:00')
    await user.click(screen.getByRole('combobox', { name: 'Time zone' }))
    await user.clear(screen.getByRole('combobox', { name: 'Time zone' }))
    await user.type(screen.getByRole('combobox', { name: 'Time zone' }), 'berlin{Enter}')
    expect(screen.getByText('Tue 10 Mar 2026, 02:00 to 04:00 +01:00')).toBeDefined()
    await user.click(next())
    await pass(400)
    await answered(app)
    expect(screen.getByRole('region', { name: 'In its way' }).textContent).toContain('Nothing. Told now, it could begin from')
    expect(screen.getByRole('region', { name: 'Whom it touches' }).textContent).toMatch(/Acme Bank35 min.*1 database.*AWS calls/)
    await user.click(screen.getByRole('button', { name: 'Save the plan' }))
    await pass(0)
    expect(asked('maintenance.save')).toEqual([
      {
        draft: {
          title: 'MySQL 8.0.39',
          why: 'Support ends in April.',
          kind: 'downtime',
          window: { start: '2026-03-10T02:00', zone: 'Europe/Berlin', durationMinutes: 120 },
          select: { tenants: ['acme-bank'], environments: ['portal'] },
          steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.39', allowMajor: false }],
          onFailure: 'restore',
        },
      },
    ])
    expect(services.maintenance.getState()).toMatchObject({ page: { kind: 'window', id: 'mysql-8-0-39-2026-03-10' }, form: undefined })
    await pass(5_000)
    expect(screen.getByRole('heading', { level: 1, name: 'MySQL 8.0.39' })).toBeDefined()
  })

  it('says at their fields what is missing, and keeps the cursor there', async () => {
    const { user } = await openWizard()
    await user.click(next())
    expect(field('Title').getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText('Give it a title: the tenants and the approver read it.')).toBeDefined()
    expect(heading()).toBe('What is planned, and why?')
    await user.click(screen.getByRole('radio', { name: /^Emergency/ }))
    expect(screen.getByText('An emergency skips the notice: say why it cannot wait.')).toBeDefined()
  })

  it('counts while one chooses what a selection comes to, what it leaves out, and what nothing answers to', async () => {
    const { user, pass, asked } = await openWizard()
    await user.click(screen.getByRole('button', { name: /^2/ }))
    expect(screen.getByText('Nothing is selected yet.')).toBeDefined()
    fireEvent.change(screen.getByRole('combobox', { name: 'Tenants' }), { target: { value: 'kauri-bank, nobody-bank' } })
    await user.click(field('portal'))
    await pass(400)
    const scope = screen.getByRole('region', { name: 'What it comes to' })
    expect(scope.textContent).toMatch(/1 database of 1 tenant; 1 app group, on which 12 tenants stand/)
    expect(scope.textContent).toContain('Nothing in this fleet answers to nobody-bank.')
    expect(scope.textContent).toMatch(/1 database left out.*A read replica of kauri-bank-portal/)
    expect(asked('maintenance.preview')).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Remove nobody-bank' }))
    await pass(400)
    expect(screen.queryByText(/Nothing in this fleet answers/)).toBeNull()
  })

  it('narrows by tags of the resources, and says which of them nothing bears', async () => {
    const { user, pass, asked } = await openWizard()
    await user.click(screen.getByRole('button', { name: /^2/ }))
    const tags = screen.getByRole('combobox', { name: 'Tags' })
    await user.type(tags, 'ring=canary{Enter}')
    await user.click(field('portal'))
    await pass(400)
    expect(screen.getByRole('region', { name: 'What it comes to' }).textContent).toMatch(/2 databases of 2 tenants/)
    expect(asked('maintenance.preview').at(-1)).toMatchObject({ draft: { select: { tags: ['ring=canary'], environments: ['portal'] } } })
    await user.type(tags, 'team=core, ledger{Enter}')
    await pass(400)
    expect(screen.getByText(/Nothing in this fleet answers to team=core, ledger\./)).toBeDefined()
    await user.type(tags, 'ring{Enter}')
    await user.click(next())
    expect(screen.getByText('“ring” is no tag: write its key and its value, such as team=core.')).toBeDefined()
  })

  it('takes names by keyboard alone: arrows, Enter, Backspace', async () => {
    const { user, services } = await openWizard()
    await user.click(screen.getByRole('button', { name: /^2/ }))
    const tenants = screen.getByRole('combobox', { name: 'Tenants' })
    await user.type(tenants, 'bank{ArrowDown}{Enter}')
    await user.type(tenants, 'sol{Enter}')
    expect(services.maintenance.getState().form?.tenants).toHaveLength(2)
    await user.type(tenants, '{Backspace}')
    expect(services.maintenance.getState().form?.tenants).toHaveLength(1)
  })

  it('refuses a time that does not exist and offers the next', async () => {
    const app = await openWizard()
    const { user } = app
    await fillUntilWhen(app)
    await user.clear(screen.getByRole('combobox', { name: 'Time zone' }))
    await user.type(screen.getByRole('combobox', { name: 'Time zone' }), 'Europe/Berlin{Enter}')
    setWhen('2026-03-29', '02:30')
    expect(screen.getByText('2026-03-29 02:30 does not exist in Europe/Berlin:')).toBeDefined()
    await user.click(next())
    expect(heading()).toBe('When?')
    await user.click(screen.getByRole('button', { name: 'Use 03:00' }))
    expect(screen.getByText('Sun 29 Mar 2026, 03:00 to 05:00 +02:00')).toBeDefined()
  })

  it('asks which is meant of a time that comes twice', async () => {
    const app = await openWizard()
    const { user, services } = app
    await fillUntilWhen(app)
    await user.clear(screen.getByRole('combobox', { name: 'Time zone' }))
    await user.type(screen.getByRole('combobox', { name: 'Time zone' }), 'Europe/Berlin{Enter}')
    setWhen('2026-10-25', '02:30')
    await user.click(next())
    expect(screen.getByText('Choose one of the two.')).toBeDefined()
    await user.click(screen.getByRole('radio', { name: /The later, 02:30 \+01:00/ }))
    expect(screen.getByText('Sun 25 Oct 2026, 02:30 to 04:30 +01:00')).toBeDefined()
    setWhen('2026-10-26', '02:30')
    expect(services.maintenance.getState().form?.when).toBeUndefined()
  })

  it('shows conflicts with the next free slot at one press', async () => {
    const app = await openWizard()
    const { user, pass } = app
    await fillUntilWhen(app)
    await user.clear(screen.getByRole('combobox', { name: 'Time zone' }))
    await user.type(screen.getByRole('combobox', { name: 'Time zone' }), 'Europe/Berlin{Enter}')
    setWhen('2026-03-08', '03:00')
    await user.click(next())
    await pass(400)
    expect(screen.getByRole('region', { name: 'In its way' }).textContent).toContain('“MySQL 8.0.39, portals of all banks” holds 1 database of this plan')
    await user.click(screen.getByRole('button', { name: 'Next free slot: Sun 8 Mar 04:00 +01:00' }))
    await pass(400)
    expect(screen.queryByRole('button', { name: /^Next free slot/ })).toBeNull()
    expect(screen.getByText('Sun 8 Mar 2026, 04:00 to 06:00 +01:00')).toBeDefined()
  })

  it('says when it could begin at the earliest, and moves it there', async () => {
    const app = await openWizard()
    const { user, pass, services } = app
    await fillUntilWhen(app)
    setWhen('2026-03-03', '12:00')
    await user.click(next())
    await pass(400)
    await user.click(screen.getByRole('button', { name: /^Begin at Wed 4 Mar/ }))
    expect(services.maintenance.getState().form?.day).toBe('2026-03-04')
  })

  it('asks meanwhile what the start will ask, says when it was answered, and counts the calls by it', async () => {
    const app = await openWizard({ ...busyDesk, asked: (part) => (part === 'upgrades' ? { blockers: [{ kind: 'database', message: 'AWS offers 8.0.40.' }] } : part === 'quotas' ? appError('offline', 'AWS cannot be reached from here.') : {}) })
    const { user, pass, asked, services } = app
    await fillUntilWhen(app)
    setWhen('2026-03-10', '02:00')
    expect(asked('maintenance.askAws')).toEqual([])
    await user.click(next())
    await pass(400)
    const now = screen.getByRole('region', { name: 'Asked now' })
    expect(within(now).getAllByRole('listitem').map(({ textContent }) => textContent?.split('?')[1])).toEqual(['asking …', 'not asked yet', 'not asked yet', 'not asked yet', 'not asked yet'])
    expect(screen.getByRole('region', { name: 'In its way' }).textContent).toContain('Nothing so far; not everything is answered yet.')
    await answered(app)
    expect(within(now).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/databases as they were planned\?nothing in the way; answered at \d\d:\d\d [+-]\d\d:\d\d by AWS, 1 request$/),
      'Is there room for the snapshots?not known: AWS cannot be reached from here.',
      expect.stringMatching(/offer these upgrades\?1 thing in the way; answered at/),
      expect.stringMatching(/Can every tenant be closed\?nothing in the way; answered at \d\d:\d\d [+-]\d\d:\d\d by the watch$/),
      expect.stringMatching(/let people in\?2 listeners; answered at/),
    ])
    expect(screen.getByRole('region', { name: 'In its way' }).textContent).toContain('AWS offers 8.0.40.')
    expect(asked('maintenance.askAws')).toHaveLength(5)
    await user.click(within(now).getByRole('button', { name: 'Ask again' }))
    await answered(app)
    expect(asked('maintenance.askAws')).toHaveLength(10)
    expect(services.maintenance.getState().form?.title).toBe('MySQL 8.0.39')
  })

  it('leads to the field that the core refuses, and keeps everything', async () => {
    const app = await openWizard()
    const { user, pass, bridge, services } = app
    await fillUntilWhen(app)
    setWhen('2026-03-10', '02:00')
    await user.click(next())
    await pass(400)
    bridge.fail('maintenance.save', appError('invalidInput', 'This version is not offered.', { issues: [{ path: 'draft.steps[0].toVersion', message: 'AWS offers 8.0.40 and later.' }] }))
    await user.click(screen.getByRole('button', { name: 'Save the plan' }))
    await pass(0)
    expect(heading()).toBe('What is done?')
    expect(screen.getByText('AWS offers 8.0.40 and later.')).toBeDefined()
    expect(services.maintenance.getState().form?.title).toBe('MySQL 8.0.39')
    await user.type(field('To version'), '{Backspace}')
    expect(screen.queryByText('AWS offers 8.0.40 and later.')).toBeNull()
  })

  it('moves and removes steps', async () => {
    const { user, services } = await openWizard()
    await user.click(screen.getByRole('button', { name: /^3/ }))
    await user.selectOptions(field('First step'), 'db.failover-drill')
    await user.click(screen.getByRole('button', { name: 'Add' }))
    await user.selectOptions(field('Another step'), 'manual')
    await user.click(screen.getByRole('button', { name: 'Add' }))
    await user.click(screen.getByRole('button', { name: 'Move step 2 up' }))
    expect(services.maintenance.getState().form?.steps.map(({ kind }) => kind)).toEqual(['manual', 'db.failover-drill'])
    await user.click(screen.getByRole('button', { name: 'Remove step 1' }))
    expect(services.maintenance.getState().form?.steps.map(({ kind }) => kind)).toEqual(['db.failover-drill'])
  })

  it('loses nothing by Escape without asking, nor by going elsewhere', async () => {
    const { user, services } = await openWizard()
    await user.type(field('Title'), 'Half a plan')
    await user.keyboard('{Escape}')
    expect((await question()).textContent).toContain('“Half a plan” is not saved')
    await user.click(screen.getByRole('button', { name: 'Keep it for later' }))
    expect(screen.getByRole('button', { name: 'Go on with the plan' })).toBeDefined()
    await user.keyboard('gf')
    await user.keyboard('gm')
    await user.click(await screen.findByRole('button', { name: 'Go on with the plan' }))
    expect((field('Title') as HTMLInputElement).value).toBe('Half a plan')
    await user.keyboard('{Escape}')
    await question()
    await user.click(screen.getByRole('button', { name: 'Throw it away' }))
    expect(services.maintenance.getState().form).toBeUndefined()
    expect(screen.getByRole('button', { name: 'Plan a window' })).toBeDefined()
  })

  it('edits a window that is there, from the version that was looked at', async () => {
    const app = await openPage('ami-march-2026-03-07')
    const { user, pass, asked } = app
    await user.click(screen.getByRole('button', { name: 'Edit' }))
    await user.click(within(await question()).getByRole('button', { name: 'Edit the plan' }))
    expect(screen.getByRole('heading', { name: 'Edit “App servers: March image”' })).toBeDefined()
    await user.click(screen.getByRole('button', { name: /^4/ }))
    setWhen('2026-03-14', '22:00')
    await user.click(next())
    await pass(400)
    await user.click(screen.getByRole('button', { name: 'Save the change' }))
    await pass(0)
    expect(asked('maintenance.save')).toMatchObject([{ draft: { id: 'ami-march-2026-03-07', window: { start: '2026-03-14T22:00' } }, edit: { id: 'ami-march-2026-03-07', version: 1 } }])
    await pass(5_000)
    expect(screen.getByRole('region', { name: 'Approvals' }).textContent).toContain('approved an earlier version')
  })
})
