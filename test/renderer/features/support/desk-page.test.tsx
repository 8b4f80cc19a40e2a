import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { aClosedGrant, aDrift, aGrant, anAskedGrant, supportNowMs } from '#test/builders/support'
import { busySupport } from '../../support/busy-support'
import { openDesk, openScreen, part } from './support-desk'

const rows = (name: string): readonly (string | null)[] => within(part(name)).getAllByRole('listitem').map(({ textContent }) => textContent)

describe('The support screen', () => {
  it('shows first what wants somebody: what fails, what drifted, who asks, what nobody reviewed', async () => {
    await openScreen({ desk: busySupport })
    expect(rows('What wants somebody')).toMatchObject([
      expect.stringMatching(/^Not proven closed: Harbour Mutual.*RequestLimitExceeded.*3 tries, next in \d+ s/),
      expect.stringMatching(/^A door stands open that nobody granted.*203\.0\.113\.9\/32.*ago, Kauri BankRemove the rule …/),
      expect.stringMatching(/^ana asks for your approval.*Northwind Savings/),
      expect.stringMatching(/^Break-glass at Banco del Sol is not reviewed/),
    ])
  })

  it('lists what is open with what is left, then what is to come, then what is over with its proof', async () => {
    await openScreen({ desk: busySupport })
    expect(rows('Open')).toMatchObject([expect.stringMatching(/^Revoking \(unverified\)Harbour Mutual.*not proven closed/), expect.stringMatching(/^OpenAcme Bank.*REQ-4711: The nightly report is empty46 m/), expect.stringMatching(/^OpenKauri Bank.*break-glass.*[34] m \d+ s/)])
    expect(rows('Asked for and to come')).toMatchObject([expect.stringMatching(/^WaitingFirst Cedar.*opens in 1 h/), expect.stringMatching(/^AskedNorthwind/)])
    expect(rows('Over, last thirty days')[0]).toMatch(/^Closed \(proof at .*\)Banco del Sol.*ended by mia/)
    expect(rows('Over, last thirty days')[2]).toMatch(/ended by the client/)
  })

  it('says which places could not be compared, and when the rest was', async () => {
    await openScreen({ desk: busySupport })
    expect(screen.getByText(/Security groups of account 444455556666/)).toBeDefined()
    expect(screen.getByText(/compared with AWS/).textContent).toMatch(/compared with AWS \d+ s ago/)
  })

  it('folds all but three of many places that could not be compared', async () => {
    await openScreen({ desk: { blindSpots: ['a', 'b', 'c', 'd', 'e'].map((name) => `Schedules of account ${name} cannot be read.`) } })
    expect(screen.getByText('Schedules of account c cannot be read.').closest('details')).toBeNull()
    const more = screen.getByText('2 more that could not be read').closest('details')
    expect(more?.open).toBe(false)
    expect(more?.textContent).toContain('account e')
  })

  it('counts down by AWS time, by the second in the last five minutes', async () => {
    const { pass } = await openScreen({ desk: { grants: [aGrant({ untilMs: supportNowMs + 60_000 })] } })
    const before = rows('Open')[0]!
    await pass(3_000)
    expect(rows('Open')[0]).not.toBe(before)
    await pass(60_000)
    expect(rows('Open')[0]).toContain('time is up')
    expect(rows('Open')[0]).toMatch(/^Open/)
  })

  it('is narrowed to a tenant or a person', async () => {
    const { user } = await openScreen({ desk: busySupport })
    await user.type(screen.getByLabelText('Tenant or person'), 'mia')
    expect(rows('Open')).toMatchObject([expect.stringContaining('Kauri Bank')])
    await user.click(screen.getByRole('button', { name: 'Show all' }))
    expect(rows('Open')).toHaveLength(3)
  })

  it('says why nobody is listed, and how to begin', async () => {
    const { user } = await openScreen()
    expect(screen.getByText('Nobody has support access')).toBeDefined()
    await user.click(screen.getAllByRole('button', { name: 'Grant access' })[0]!)
    await user.type(await screen.findByRole('combobox', { name: 'Tenant' }), 'Kauri Bank')
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    expect(await screen.findByRole('dialog', { name: /Support access/ })).toBeDefined()
  })

  it('begins with as much of a name as means one tenant, and says who is meant', async () => {
    const { user, asked } = await openScreen()
    await user.click(screen.getAllByRole('button', { name: 'Grant access' })[0]!)
    const field = await screen.findByRole('combobox', { name: 'Tenant' })
    const words = (): string => field.closest('.field')!.textContent ?? ''
    const goOn = (): HTMLButtonElement => screen.getByRole('button', { name: 'Go on' })
    await user.type(field, 'bank')
    expect(words()).toMatch(/Bank.*, .*Bank/)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(goOn().disabled).toBe(true)
    await user.clear(field)
    await user.type(field, 'nobody at all')
    expect(screen.getByRole('alert').textContent).toBe('No tenant of this fleet is called so.')
    await user.clear(field)
    await user.type(field, 'kauri')
    expect(words()).toContain('Kauri Bank')
    await user.type(field, '{Enter}')
    expect(asked('support.tenant').at(-1)).toEqual({ tenant: 'kauri-bank' })
  })

  it('approves what was looked at, after saying it in words', async () => {
    const { user, asked, settle } = await openScreen({ desk: { grants: [anAskedGrant()] } })
    await user.click(screen.getByRole('button', { name: 'Approve …' }))
    const dialog = await screen.findByRole('dialog', { name: 'Approve access to Acme Bank' })
    expect(dialog.textContent).toMatch(/ana asks for application login at Acme Bank, frontend, until .*\(1 h 1 m\)\.Asked for by J\. Doe, Acme IT as REQ-4711: The nightly report is empty/)
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }))
    await settle()
    expect(asked('support.approve')).toEqual([{ id: 'g-acme-2', hash: 'a'.repeat(64) }])
    expect(rows('Open')).toMatchObject([expect.stringMatching(/^Opening/)])
  })

  it('refuses with a reason only', async () => {
    const { user, asked, settle } = await openScreen({ desk: { grants: [anAskedGrant()] } })
    await user.click(screen.getByRole('button', { name: 'Refuse …' }))
    const dialog = await screen.findByRole('dialog', { name: 'Refuse access to Acme Bank' })
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Refuse' }).disabled).toBe(true)
    await user.type(within(dialog).getByLabelText(/^Why/), 'No such request{Enter}')
    await user.click(within(dialog).getByRole('button', { name: 'Refuse' }))
    await settle()
    expect(asked('support.refuse')).toMatchObject([{ id: 'g-acme-2', why: expect.stringMatching(/^No such request/) as string }])
    expect(rows('Over, last thirty days')).toMatchObject([expect.stringMatching(/^Refused/)])
  })

  it('repairs a drift after saying what that does', async () => {
    const { user, asked, settle } = await openScreen({ desk: { drifts: [aDrift()] } })
    await user.click(screen.getByRole('button', { name: 'Remove the rule …' }))
    const dialog = await screen.findByRole('dialog', { name: 'Remove the rule' })
    expect(dialog.textContent).toContain('no grant covers it')
    await user.click(within(dialog).getByRole('button', { name: 'Remove the rule' }))
    await settle()
    expect(asked('support.repair')).toEqual([{ drift: 'd-1' }])
    expect(screen.queryByRole('region', { name: 'What wants somebody' })).toBeNull()
  })

  it('says what a repair was refused for', async () => {
    const { user, bridge, pass } = await openScreen({ desk: { drifts: [aDrift()] } })
    bridge.fail('support.repair', appError('conflict', 'It is not as it was found any more.'))
    await user.click(screen.getByRole('button', { name: 'Remove the rule …' }))
    await user.click(within(await screen.findByRole('dialog', { name: 'Remove the rule' })).getByRole('button', { name: 'Remove the rule' }))
    await pass(0)
    expect(screen.getByText('It is not as it was found any more.')).toBeDefined()
  })

  it('is read only, in words, while the desk’s store cannot be reached', async () => {
    await openScreen({ desk: { ...busySupport, offline: 'The desk’s store does not answer since 06:10.' } })
    expect(screen.getByText(/The desk’s store does not answer since 06:10/).textContent).toMatch(/^To be read only\..*still closes by itself/)
    for (const name of ['Approve …', 'Refuse …', 'Remove the rule …', 'Review …', 'Grant access']) expect(screen.getByRole<HTMLButtonElement>('button', { name }).disabled).toBe(true)
    for (const end of screen.getAllByRole<HTMLButtonElement>('button', { name: 'End now' })) expect(end.disabled).toBe(true)
  })

  it('offers nothing that the role may not do', async () => {
    await openScreen({ desk: busySupport }, { access: { capabilities: ['read'] } })
    for (const name of [/^End now/, /^Approve/, /^Extend/, /^Remove the rule/, /^Grant access/, /^Review …/]) expect(screen.queryByRole('button', { name })).toBeNull()
  })

  it('says that it cannot be shown, and keeps what it had when it cannot be read again', async () => {
    const { bridge, settle } = await openScreen({ desk: { grants: [aGrant()] } })
    bridge.fail('support.desk', appError('unreachable', 'The core is busy.'))
    bridge.emit('support.changed', null)
    await settle()
    expect(screen.getByText(/What is shown may be old: The core is busy\./)).toBeDefined()
    expect(rows('Open')).toHaveLength(1)
  })

  it('writes a statement for whole days of a tenant, once it was seen what could be joined', async () => {
    const { user, asked, pass } = await openScreen({ desk: { grants: [aClosedGrant()] } })
    await user.click(screen.getByRole('button', { name: 'Statement' }))
    const dialog = await screen.findByRole('dialog', { name: 'Statement for the client' })
    await user.type(within(dialog).getByRole('combobox', { name: 'Tenant' }), 'acme-bank')
    await user.click(within(dialog).getByLabelText('Table (CSV)'))
    await user.click(within(dialog).getByRole('button', { name: 'Join the sources' }))
    await pass(0)
    expect(asked('support.statement')).toEqual([])
    const joined = within(dialog).getByRole('region', { name: 'What was joined' })
    expect(within(joined).getAllByRole('listitem').map((item) => item.querySelector('.statement-source')?.textContent)).toEqual(['AWS’s own records (CloudTrail): complete, 9 rows', 'What the desk’s console found: not asked', 'Maintenance of the desk: not complete, 5 rows'])
    expect(joined.textContent).toContain('Not asked: nobody has watched.')
    await user.click(within(dialog).getByRole('button', { name: 'Write it …' }))
    await pass(0)
    const [input] = asked('support.statement') as readonly { tenant: string; fromMs: number; toMs: number; as: string }[]
    expect(asked('support.statementPreview')).toEqual([{ tenant: 'acme-bank', fromMs: input!.fromMs, toMs: input!.toMs }])
    expect(input).toMatchObject({ tenant: 'acme-bank', as: 'csv' })
    expect(input!.toMs).toBeGreaterThan(supportNowMs)
    expect(new Date(input!.fromMs).getHours()).toBe(0)
    expect(Math.round((input!.toMs - input!.fromMs) / 86_400_000)).toBe(31)
  })

  it('asks anew what can be joined when the statement is of other days', async () => {
    const { user, pass } = await openScreen({ desk: { grants: [aClosedGrant()] } })
    await user.click(screen.getByRole('button', { name: 'Statement' }))
    const dialog = await screen.findByRole('dialog', { name: 'Statement for the client' })
    await user.type(within(dialog).getByRole('combobox', { name: 'Tenant' }), 'acme-bank')
    await user.click(within(dialog).getByRole('button', { name: 'Join the sources' }))
    await pass(0)
    await user.clear(within(dialog).getByLabelText('From'))
    await user.type(within(dialog).getByLabelText('From'), '2026-02-20')
    expect(within(dialog).queryByRole('region', { name: 'What was joined' })).toBeNull()
    expect(within(dialog).getByRole('button', { name: 'Join the sources' })).toBeDefined()
  })
})

describe('What the rest of the window says of support access', () => {
  it('counts open grants and open reviews among the fleet’s figures, and leads to them', async () => {
    const { user } = await openDesk({ desk: { grants: [aGrant(), aGrant({ id: 'g-2', stage: 'revoking' }), anAskedGrant()], openReviews: 1 } })
    const figure = within(part('Figures of the fleet')).getByRole('button', { name: /grants/ })
    expect(figure.textContent).toBe('2grants1 review open')
    await user.click(figure)
    expect(await screen.findByRole('heading', { level: 1, name: 'Support access' })).toBeDefined()
  })

  it('shows drift there in red', async () => {
    await openDesk({ desk: { drifts: [aDrift()] } })
    const figure = within(part('Figures of the fleet')).getByRole('button', { name: /grants/ })
    expect(figure.textContent).toBe('0grants1 drift')
    expect(figure.className).toContain('health-critical')
  })

  it('says above every other screen what is not proven closed and whose glass is broken', async () => {
    await openDesk({ desk: busySupport })
    expect(screen.getByText(/Support access is not proven closed/).parentElement?.textContent).toMatch(/Harbour Mutual, frontend, 3 tries\./)
    expect(screen.getByText(/^Break-glass:/).parentElement?.textContent).toMatch(/mia has access to Kauri Bank, frontend, without an approval/)
  })

  it('counts in the rail what wants somebody', async () => {
    await openDesk({ desk: busySupport })
    expect(screen.getByRole('button', { name: /^Support 4 wanted|^Support4 wanted/ })).toBeDefined()
  })

  it('is two keys away', async () => {
    const { user } = await openDesk()
    await user.keyboard('go')
    expect(await screen.findByRole('heading', { level: 1, name: 'Support access' })).toBeDefined()
  })
})
