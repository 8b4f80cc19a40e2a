import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '#electron/adapters/keychain/memory-store'
import { openAccess, type AccessDeps } from '#electron/app/access/open-access'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { ok } from '#shared/kernel/result'
import { fakeConfig, silentLogger } from '#test/fakes/fake-watch-parts'
import { createDesk, main } from '../../signin/sign-in-desk'

function deps(): AccessDeps & { readonly used: string[] } {
  const used: string[] = []
  const secrets: AccessDeps['secrets'] = (which) => {
    used.push(which)
    return createMemoryStore()
  }
  return { browser: { open: async () => ok(undefined) }, logger: silentLogger, secrets, used }
}
const session = (startUrl: string) => ({ name: 'main', startUrl, region: 'eu-west-1' })
const sso = (...startUrls: string[]): FleetConfig => ({ ...fakeConfig(), signIn: { kind: 'sso', sessions: startUrls.map(session) } })

describe('Access to a fleet', () => {
  it('in training is had with keys that carry the account, without any keychain', async () => {
    const given = deps()
    const access = await openAccess(fakeConfig(), given)
    if (!access.ok) throw new Error(access.error.message)
    expect(await access.value.credentials.forAccount('111122223333')).toMatchObject({ ok: true, value: { accessKeyId: expect.stringContaining('111122223333') as unknown } })
    expect([given.used, access.value.signIn]).toEqual([[], undefined])
  })

  it('is not opened over an endpoint elsewhere: signed requests stay on this computer or go to AWS', async () => {
    for (const endpoint of ['http://example.com', 'https://10.0.0.7:8443', 'http://127.0.0.1.example.com']) {
      expect(await openAccess({ ...fakeConfig(), endpoint }, deps())).toMatchObject({ ok: false })
    }
  })

  it('keeps the tokens of a training Identity Center apart from real ones, also when only some are training', async () => {
    for (const [config, which] of [[sso('http://127.0.0.1:9/start'), 'training'], [sso('https://desk.awsapps.com/start'), 'live'], [sso('https://desk.awsapps.com/start', 'http://127.0.0.1:9/start'), 'live']] as const) {
      const given = deps()
      const access = await openAccess(config, given)
      expect(given.used).toEqual([which])
      if (access.ok) access.value.close()
    }
  })

  it('uses a sign-in that is lent and does not end it', async () => {
    const desk = createDesk()
    const lent = desk.open()
    const given = deps()
    const access = await openAccess({ ...sso(main.startUrl), signIn: { kind: 'sso', sessions: [main] } }, given, desk.time, lent)
    if (!access.ok) throw new Error(access.error.message)
    expect([access.value.signIn, given.used]).toEqual([lent, []])
    access.value.close()
    await desk.signInWithCode(lent)
    expect(desk.stateOf(lent).kind).toBe('active')
  })
})
