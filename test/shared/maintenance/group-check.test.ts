import { describe, expect, it } from 'vitest'
import { groupBlockers } from '#shared/maintenance/group-check'

const group = (name: string, ...tenants: string[]) => ({ arn: `arn:${name}`, name, tenants, environment: 'frontend' })
const messages = (now: ReturnType<typeof group>[]) => groupBlockers({ groups: [group('frontend-app', 'kauri', 'zeta')] }, now).map(({ message }) => message)

describe('An app group of a plan', () => {
  it('stands in nobody’s way with the tenants that were told, or fewer of them', () => {
    expect(messages([group('frontend-app', 'kauri', 'zeta'), group('other-app', 'acme')])).toEqual([])
    expect(messages([group('frontend-app', 'zeta')])).toEqual([])
  })

  it('is in the way when somebody joined it, by name', () => {
    expect(messages([group('frontend-app', 'acme', 'kauri', 'zeta')])).toEqual(['acme joined frontend-app since the plan was made, and was told nothing. Make the plan anew.'])
  })

  it('is in the way when it is not seen', () => {
    expect(messages([])).toEqual(['frontend-app is not seen any more: it is gone, or its account cannot be read. See whether its account is read; if it is gone, make the plan anew.'])
  })
})
