import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { aClosedGrant, aDoor, aGrant, anAskedGrant, supportNowMs } from '#test/builders/support'
import { openGrant } from '../../../../renderer/stores/support-visit'
import { openDesk, openPage, part } from './support-desk'

describe('A grant’s page', () => {
  it('says how it stands, who gets what on whose request, and what is left', async () => {
    await openPage('g-acme-1', { desk: { grants: [aGrant()] } })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Acme Bank, frontend')
    expect(part('About the grant').textContent).toMatch(/^Open for ana until its end; closes by itself\.ana has application login at Acme Bank, frontend, until .*Asked for by J\. Doe.*46 m/)
  })

  it('shows every door as AWS has it: state, when it was read, what closes it by itself', async () => {
    await openPage('g-acme-1', { desk: { grants: [aGrant({ doors: [aDoor(), aDoor({ kind: 'ssh', target: 'sg-1 port 22 from 198.51.100.7/32', state: 'opening', readAtMs: undefined, closesByItselfAtMs: undefined, sharedWith: ['g-2'] } as never)] })] } })
    const [login, ssh] = within(part('Doors')).getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(login).toMatch(/Application loginopen\/watchfloor\/support-access\/acme-bank\/frontend111122223333, eu-west-1 · read back \d+ s ago.*A schedule in AWS closes it by itself at/)
    expect(ssh).toMatch(/SSHopening \(unverified\).*not read back yetNo schedule is there that closes it by itself\.Kept open by g-2 too: it closes with the last\./)
  })

  it('is ended with a reason; it is not closed before the proof', async () => {
    const { user, office, settle, asked } = await openPage('g-acme-1', { desk: { grants: [aGrant()] } })
    await user.click(screen.getByRole('button', { name: 'End now' }))
    const dialog = await screen.findByRole('dialog', { name: 'End access to Acme Bank, frontend' })
    expect(dialog.textContent).toContain('shown as “revoking (unverified)” until AWS was read back')
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'End now' }).disabled).toBe(true)
    await user.type(within(dialog).getByLabelText('Why'), 'Done')
    await user.click(within(dialog).getByRole('button', { name: 'End now' }))
    await settle()
    expect(asked('support.end')).toEqual([{ id: 'g-acme-1', why: 'Done' }])
    expect(screen.getByText('Revoking (unverified)')).toBeDefined()
    expect(part('End and proof').textContent).toMatch(/Ended by trainee .*: DoneNot proven yet/)
    act(() => office.change('g-acme-1', { stage: 'closed', words: 'Closed and proven.', proof: { atMs: supportNowMs, words: 'The document was read back without grants.' } }))
    await settle()
    expect(screen.getByText(/^Closed \(proof at/)).toBeDefined()
    expect(part('End and proof').textContent).toMatch(/Proven closed at .*The document was read back without grants\./)
    expect(screen.queryByRole('button', { name: 'End now' })).toBeNull()
  })

  it('says what stays open for another grant before it is ended', async () => {
    const { user } = await openPage('g-acme-1', { desk: { grants: [aGrant({ doors: [aDoor({ sharedWith: ['g-acme-9'] })] })] } })
    await user.click(screen.getByRole('button', { name: 'End now' }))
    expect((await screen.findByRole('dialog', { name: /^End access/ })).textContent).toContain('The same thing stays open for g-acme-9 until that ends too.')
  })

  it('says in red what AWS refused, how often it was tried and when next', async () => {
    await openPage('g-acme-1', { desk: { grants: [aGrant({ stage: 'revoking', trouble: { words: 'AWS refused to remove the rule.', tries: 2, nextTryAtMs: supportNowMs + 45_000 } })] } })
    expect(screen.getByRole('alert').textContent).toMatch(/^AWS refused to remove the rule\. 2 tries, next in \d+ s\.$/)
  })

  it('is approved by the practice colleague in training', async () => {
    const { user, asked, settle } = await openPage('g-acme-2', { desk: { grants: [anAskedGrant()] } })
    await user.click(screen.getByRole('button', { name: 'Ask the practice colleague' }))
    await settle()
    expect(asked('support.practiseApproval')).toEqual([{ id: 'g-acme-2', hash: 'a'.repeat(64) }])
    expect(part('Approval').textContent).toContain('practice-colleague approved it')
  })

  it('has no practice colleague outside of training', async () => {
    await openPage('g-acme-2', { desk: { grants: [anAskedGrant()] } }, { status: { source: { kind: 'live', fleetFile: '/home/desk/fleet.yaml' } } })
    expect(screen.queryByRole('button', { name: 'Ask the practice colleague' })).toBeNull()
  })

  it('says why one may not approve', async () => {
    await openPage('g-acme-2', { desk: { grants: [anAskedGrant({ may: { ...anAskedGrant().may, approve: 'You asked for it, so somebody else has to approve it.' } })] } })
    expect(part('Approval').textContent).toContain('You asked for it, so somebody else has to approve it.')
    expect(screen.queryByRole('button', { name: 'Approve …' })).toBeNull()
  })

  it('has broken glass reviewed by somebody else, with words', async () => {
    const grant = aClosedGrant({ id: 'g-b', isBreakGlass: true, approvals: [], may: { ...aClosedGrant().may, review: true } })
    const { user, asked, settle } = await openPage('g-b', { desk: { grants: [grant] } })
    expect(part('Approval').textContent).toContain('the glass was broken')
    await user.click(screen.getByRole('button', { name: 'Review …' }))
    const dialog = await screen.findByRole('dialog', { name: 'Review break-glass at Acme Bank' })
    await user.click(within(dialog).getByLabelText('It was right'))
    await user.type(within(dialog).getByLabelText(/^What you looked at/), 'The queue stood still')
    await user.click(within(dialog).getByRole('button', { name: 'Keep the review' }))
    await settle()
    expect(asked('support.review')).toEqual([{ id: 'g-b', words: 'The queue stood still', isFine: true }])
    expect(part('End and proof').textContent).toMatch(/trainee reviewed it .* as right: The queue stood still/)
  })

  it('tells its story oldest first, trouble marked', async () => {
    await openPage('g-acme-1', { desk: { grants: [aGrant({ lines: [{ atMs: supportNowMs - 60_000, by: 'ana', words: 'Asked', isTrouble: false }, { atMs: supportNowMs, words: 'AWS refused', isTrouble: true }] })] } })
    const lines = within(part('Story')).getAllByRole('listitem')
    expect(lines.map(({ textContent }) => textContent)).toMatchObject([expect.stringMatching(/ana: Asked$/), expect.stringMatching(/AWS refused$/)])
    expect(lines[1]!.dataset['trouble']).toBe('true')
  })

  it('goes back with Escape, and says when there is no such grant', async () => {
    const app = await openPage('g-acme-1', { desk: { grants: [aGrant()] } })
    await app.user.keyboard('{Escape}')
    expect(await screen.findByRole('heading', { level: 1, name: 'Support access' })).toBeDefined()
    act(() => openGrant(app.services, 'g-none'))
    await app.pass(5_000)
    expect(await screen.findByText(/This desk has no grant “g-none”/)).toBeDefined()
  })

  it('keeps the page when a refusal comes back', async () => {
    const { user, bridge, pass } = await openPage('g-acme-1', { desk: { grants: [aGrant()] } })
    bridge.fail('support.end', appError('unreachable', 'The desk’s store does not answer.'))
    await user.click(screen.getByRole('button', { name: 'End now' }))
    await user.type(within(await screen.findByRole('dialog', { name: /^End access/ })).getByLabelText('Why'), 'Done{Tab}')
    await user.click(within(screen.getByRole('dialog', { name: /^End access/ })).getByRole('button', { name: 'End now' }))
    await pass(0)
    expect(screen.getByText('The desk’s store does not answer.')).toBeDefined()
    expect(screen.getByText('Open', { selector: '.access' })).toBeDefined()
  })
})

describe('The grants of a fleet that was left', () => {
  it('are forgotten with what was being written', async () => {
    const { services, bridge, pass } = await openDesk({ desk: { grants: [aGrant()] } })
    expect(services.support.getState().desk.kind).toBe('ready')
    bridge.answer('fleet.load', () => ({ ok: true, value: { epoch: 'epoch-2', seq: 0, cached: false, table: bridge.table } }))
    act(() => bridge.emit('fleet.reset', null as never))
    await pass(500)
    expect(services.support.getState().desk.kind).toBe('loading')
  })
})
