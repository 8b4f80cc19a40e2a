import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { minuteMs } from '#shared/kernel/time'
import { aGrant, supportNowMs } from '#test/builders/support'
import { askForAccess, extendAccess } from '../../../../renderer/stores/support-visit'
import { openDesk, type SupportScreenApp } from './support-desk'

async function openForm(...options: Parameters<typeof openDesk>): Promise<SupportScreenApp> {
  const app = await openDesk(...options)
  act(() => askForAccess(app.services, 'acme-bank'))
  await screen.findByRole('dialog', { name: /Support access/ })
  await app.pass(0)
  return app
}

const dialog = (): HTMLElement => screen.getByRole('dialog', { name: /[Ss]upport access: Acme Bank/ })
const field = (name: string): HTMLElement => within(dialog()).getByLabelText(name)

async function fill({ user }: SupportScreenApp): Promise<void> {
  await user.click(field('frontend'))
  await user.click(field('Application login'))
  await user.type(field('The client’s request'), 'REQ-1')
  await user.type(field('Who asked, at the client’s'), 'J. Doe')
  await user.type(field('What it is for'), 'The report is empty')
}

describe('The form behind the toggle', () => {
  it('asks another operator with everything that was written, and then shows the grant as asked', async () => {
    const app = await openForm()
    await fill(app)
    await app.user.click(within(dialog()).getByRole('button', { name: '30 m' }))
    await app.user.click(within(dialog()).getByRole('button', { name: 'Ask another operator' }))
    await app.pass(5_000)
    expect(app.asked('support.ask')).toMatchObject([{ wish: { tenant: 'acme-bank', environment: 'frontend', what: ['application'], reference: 'REQ-1', askedBy: 'J. Doe', reason: 'The report is empty' } }])
    const { wish } = app.asked('support.ask')[0] as { wish: { untilMs: number } }
    expect(Math.abs(wish.untilMs - supportNowMs - 30 * minuteMs)).toBeLessThan(20_000)
    expect((await screen.findByRole('region', { name: 'About the grant' })).textContent).toContain('Waits for another operator.')
    expect(app.services.support.getState().form).toBeUndefined()
  })

  it('says at each field what is missing, asks nothing, and goes to the first', async () => {
    const { user, asked } = await openForm()
    await user.click(within(dialog()).getByRole('button', { name: 'Ask another operator' }))
    expect(within(dialog()).getAllByRole('alert').map(({ textContent }) => textContent)).toEqual(['Choose the environment that the client named.', 'Choose what is opened: at least one.', 'Write the client’s own number of their request: access is given on their request only.', 'Write who asked for it at the client’s.', 'Write what it is for: the approver and the client read it.'])
    expect(dialog().contains(document.activeElement)).toBe(true)
    expect(document.activeElement?.closest('fieldset')?.textContent).toContain('Environment')
    expect([...asked('support.ask'), ...asked('support.preview')]).toEqual([])
  })

  it('shows while one writes which calls AWS gets, from which address, and what else keeps it open', async () => {
    const app = await openForm({ preview: () => ({ issues: [], cidr: '198.51.100.7/32', calls: ['scheduler:CreateSchedule wf-close', 'ec2:AuthorizeSecurityGroupIngress sg-1'], overlaps: ['g-1 of ben keeps the login open until 09:00.'] }) })
    await fill(app)
    await app.user.click(field('SSH from my address only'))
    await app.pass(1_000)
    const preview = within(dialog()).getByRole('region', { name: 'What it will do' })
    expect(preview.textContent).toMatch(/Opens as soon as another operator approves it, and ends at .* however late it is approved/)
    expect(preview.textContent).toMatch(/Your address, as AWS sees it: 198\.51\.100\.7\/32g-1 of ben keeps the login open until 09:00\..*Nothing is in the way/)
    expect(within(preview).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['scheduler:CreateSchedule wf-close', 'ec2:AuthorizeSecurityGroupIngress sg-1'])
  })

  it('puts what the core has against it beside its field and does not ask', async () => {
    const app = await openForm({ preview: () => ({ issues: [{ path: 'untilMs', message: 'It lies in the blackout of Acme.' }, { path: '', message: 'This computer’s clock is 90 s off.' }], calls: [], overlaps: [] }) })
    await fill(app)
    await app.pass(1_000)
    expect(within(dialog()).getAllByRole('alert').map(({ textContent }) => textContent)).toEqual(['It lies in the blackout of Acme.', 'This computer’s clock is 90 s off.'])
    expect(within(dialog()).getByRole<HTMLButtonElement>('button', { name: 'Ask another operator' }).disabled).toBe(true)
  })

  it('says why it was refused and keeps what was written', async () => {
    const app = await openForm()
    await fill(app)
    app.bridge.fail('support.ask', appError('unreachable', 'The desk’s store does not answer.'))
    await app.user.click(within(dialog()).getByRole('button', { name: 'Ask another operator' }))
    await app.pass(0)
    expect(within(dialog()).getByText('The desk’s store does not answer.')).toBeDefined()
    await app.user.keyboard('{Escape}')
    act(() => askForAccess(app.services, 'acme-bank'))
    await app.pass(0)
    expect(within(await screen.findByRole('dialog', { name: 'Support access: Acme Bank' })).getByLabelText<HTMLInputElement>('The client’s request').value).toBe('REQ-1')
  })

  it('takes what cannot be opened in an environment out of the choice', async () => {
    const { user } = await openForm()
    await user.click(field('cron'))
    expect((field('SSH from my address only') as HTMLInputElement).disabled).toBe(true)
    expect((field('Application login') as HTMLInputElement).checked).toBe(true)
  })

  it('opens at once where the tenant’s access is self-service', async () => {
    const app = await openForm({ tenant: { isSelfService: true } })
    await fill(app)
    expect(within(dialog()).queryByRole('button', { name: /break the glass/ })).toBeNull()
    await app.user.click(within(dialog()).getByRole('button', { name: 'Open it' }))
    await app.pass(5_000)
    expect((await screen.findByRole('region', { name: 'About the grant' })).textContent).toContain('AWS is being told.')
  })

  it('says that the fleet file names nothing to open', async () => {
    const { services, pass } = await openDesk({ tenant: { environments: [] } })
    act(() => askForAccess(services, 'acme-bank'))
    await pass(0)
    expect((await screen.findByRole('dialog', { name: 'Support access' })).textContent).toContain('The fleet file names nothing that could be opened for Acme Bank.')
  })

  it('extends by a new grant that is prefilled and ends later', async () => {
    const grant = aGrant({ untilMs: supportNowMs + 60 * minuteMs })
    const app = await openDesk({ desk: { grants: [grant] } })
    act(() => extendAccess(app.services, grant))
    await screen.findByRole('dialog', { name: 'Extend support access: Acme Bank' })
    await app.pass(1_000)
    expect((field('The client’s request') as HTMLInputElement).value).toBe('REQ-4711')
    await app.user.click(within(dialog()).getByRole('button', { name: 'Ask another operator' }))
    await app.pass(0)
    expect(app.asked('support.ask')).toMatchObject([{ wish: { reference: 'REQ-4711', untilMs: supportNowMs + 90 * minuteMs } }])
  })
})

describe('Break-glass', () => {
  it('is a deliberate step: what it means, and the tenant’s id typed', async () => {
    const app = await openForm()
    await fill(app)
    await app.user.click(within(dialog()).getByRole('button', { name: /Nobody can approve: break the glass/ }))
    expect(within(dialog()).getByRole('region', { name: 'Break the glass' }).textContent).toMatch(/without an approval.*Everybody on the desk is told.*another operator has to review it/)
    const open = within(dialog()).getByRole('button', { name: 'Break the glass: open it now' })
    await app.user.click(open)
    expect(app.asked('support.breakGlass')).toEqual([])
    expect(within(dialog()).getByText('Type acme-bank to confirm.')).toBeDefined()
    await app.user.type(field('Type the tenant’s id to confirm: acme-bank'), 'acme-bank')
    await app.user.click(open)
    await app.pass(0)
    expect(app.asked('support.breakGlass')).toMatchObject([{ confirm: 'acme-bank', wish: { tenant: 'acme-bank', reason: 'The report is empty' } }])
    expect(app.asked('support.ask')).toEqual([])
  })

  it('can be gone back from', async () => {
    const { user } = await openForm()
    await user.click(within(dialog()).getByRole('button', { name: /break the glass/ }))
    await user.click(within(dialog()).getByRole('button', { name: 'Ask for approval instead' }))
    expect(within(dialog()).queryByRole('region', { name: 'Break the glass' })).toBeNull()
    expect(within(dialog()).getByRole('button', { name: 'Ask another operator' })).toBeDefined()
  })
})
