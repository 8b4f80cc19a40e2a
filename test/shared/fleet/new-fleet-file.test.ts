import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { newFleetFile, type NewSignIn } from '#shared/fleet/new-fleet-file'
import type { NewDesk } from '#shared/ipc/setup-contract'

const session = { name: 'main', startUrl: 'https://desk.awsapps.com/start', region: 'eu-west-1' }
const bySso: NewSignIn = { kind: 'sso', session }
const desk: NewDesk = {
  access: { kind: 'sso', session: 'main' },
  choices: [{ account: '000011112222', name: 'pooled', role: 'Operator', regions: ['eu-west-1', 'eu-central-1'] }],
  tags: { tenant: 'client', environment: 'stage' },
  desk: 'Night desk',
  tenants: ['acme', 'zeta'],
}
const read = (text: string) => {
  const parsed = parseFleetFile(text, 'new')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error.issues))
  return parsed.value.config
}

describe('The fleet file that the wizard writes', () => {
  it('says what was chosen, and keeps the leading zeros of an account', () => {
    expect(read(newFleetFile(desk, bySso))).toMatchObject({
      desk: 'Night desk',
      signIn: { kind: 'sso', sessions: [session] },
      tags: { tenant: 'client', environment: 'stage' },
      accounts: [{ id: '000011112222', name: 'pooled', role: 'Operator', regions: ['eu-west-1', 'eu-central-1'] }],
      tenants: [{ id: 'acme' }, { id: 'zeta' }],
    })
  })

  it('names an endpoint only when there is one, and a profile only when one was chosen', () => {
    expect(read(newFleetFile(desk, bySso)).endpoint).toBeUndefined()
    expect(read(newFleetFile(desk, bySso, 'http://127.0.0.1:5000')).endpoint).toBe('http://127.0.0.1:5000')
    expect(read(newFleetFile(desk, { kind: 'profile', profile: 'night' })).signIn).toEqual({ kind: 'profile', profile: 'night' })
    expect(read(newFleetFile(desk, { kind: 'profile' })).signIn).toEqual({ kind: 'profile' })
    expect(newFleetFile(desk, { kind: 'profile' })).toContain('the role to assume')
  })

  it('is read back as it was meant, whatever desk, accounts and tenants are called', () => {
    const name = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== '' && text.trim() === text)
    const digits = fc.stringMatching(/^\d{12}$/)
    fc.assert(
      fc.property(name, fc.uniqueArray(fc.record({ account: digits, name }), { minLength: 1, maxLength: 4, selector: ({ account }) => account }), (called, accounts) => {
        const config = read(newFleetFile({ ...desk, desk: called, choices: accounts.map((account) => ({ ...account, regions: ['eu-west-1'] })) }, bySso))
        expect(config.desk).toBe(called)
        expect(config.accounts.map(({ id, name: title }) => ({ account: id, name: title }))).toEqual(accounts)
      }),
    )
  })
})
