import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFallingBackStore, createKeychainStore, createMemoryStore, openKeychain } from '#electron/adapters/keychain/index'
import { realTimers } from '#electron/adapters/system/real-time'
import type { SecretStore } from '#electron/ports/secret-store'
import { Secret } from '#shared/session/secret'
import { fakeKeychain } from '../electron/adapters/keychain/fake-keychain'
import { missingForSecretService, startSecretService, type SecretService } from './secret-service'

/** What every SecretStore promises. */
function keepsItsPromises(open: () => SecretStore): void {
  const load = async (store: SecretStore, key: string): Promise<string | undefined> => {
    const result = await store.load(key)
    if (!result.ok) throw new Error(result.error.message)
    return result.value?.reveal()
  }

  it('has nothing to begin with, and removing nothing is no failure', async () => {
    const store = open()
    expect(await store.load('nobody')).toEqual({ ok: true, value: undefined })
    expect(await store.remove('nobody')).toEqual({ ok: true, value: false })
  })

  it.each([
    ['short', 'x'],
    ['of other scripts', 'Zürich – 銀行 🏦 \n "quoted"'],
    ['as long as two access tokens', JSON.stringify({ accessToken: 'a'.repeat(4_000), refreshToken: 'ü'.repeat(4_000) })],
  ])('gives back a value that is %s', async (_what, text) => {
    const store = open()
    expect(await store.save('tokens/main', new Secret(text))).toEqual({ ok: true, value: undefined })
    expect(await load(store, 'tokens/main')).toBe(text)
  })

  it('replaces a long value by a short one and back', async () => {
    const store = open()
    for (const text of ['l'.repeat(9_000), 's', 'L'.repeat(7_000)]) {
      await store.save('tokens/main', new Secret(text))
      expect(await load(store, 'tokens/main')).toBe(text)
    }
  })

  it('keeps keys apart and removes only what it is asked to', async () => {
    const store = open()
    await store.save('tokens/one', new Secret('1'.repeat(3_000)))
    await store.save('tokens/two', new Secret('2'))
    expect(await store.remove('tokens/one')).toEqual({ ok: true, value: true })
    expect(await store.load('tokens/one')).toEqual({ ok: true, value: undefined })
    expect(await load(store, 'tokens/two')).toBe('2')
  })
}

describe('secret store in memory', () => {
  keepsItsPromises(() => createMemoryStore())

  it('says that nothing outlives the program', () => {
    expect(createMemoryStore('noService').keeping()).toMatchObject({ kind: 'memory', why: 'noService' })
  })
})

describe('secret store over a fake keychain with the limit of Windows', () => {
  keepsItsPromises(() => createFallingBackStore(createKeychainStore({ backend: fakeKeychain(), timers: realTimers })))
})

const missing = missingForSecretService()

describe.skipIf(missing.length > 0)(`secret store over a real Secret Service${missing.length > 0 ? ` (not here: ${missing.join(', ')})` : ''}`, () => {
  let service: SecretService
  let round = 0
  const open = (): SecretStore => openKeychain(`Watchfloor test ${++round}`, realTimers)
  beforeAll(async () => {
    service = await startSecretService()
  })
  afterAll(() => service.stop())

  keepsItsPromises(open)

  it('is seen from outside by secret-tool, and is gone there once removed', async () => {
    const name = 'Watchfloor seen from outside'
    const store = openKeychain(name, realTimers)
    await store.save('tokens/main', new Secret('canary'))
    expect(service.lookUp(name, 'tokens/main')).toBe('wf1=canary')
    expect(store.keeping()).toEqual({ kind: 'keychain' })

    await store.save('tokens/main', new Secret('long'.repeat(2_000)))
    expect(service.lookUp(name, 'tokens/main')).toMatch(/^wf1#a\.4\./)
    expect(service.lookUp(name, 'tokens/main#a4')).toHaveLength(500)

    await store.remove('tokens/main')
    expect(service.list(name)).toBe('')
  })

  it('reads what another program of ours wrote, and calls what a stranger wrote damaged', async () => {
    const name = 'Watchfloor shared'
    await openKeychain(name, realTimers).save('tokens/main', new Secret('v'.repeat(5_000)))
    expect((await openKeychain(name, realTimers).load('tokens/main')).ok).toBe(true)
    const keytar = (await import('keytar')).default
    await keytar.setPassword(name, 'tokens/main', 'something else')
    expect(await openKeychain(name, realTimers).load('tokens/main')).toMatchObject({ ok: false, error: { kind: 'damaged' } })
  })

  it('when locked in mid-session keeps to memory, says so, and does not take "locked" for "nothing there"', async () => {
    const name = 'Watchfloor locked'
    const store = openKeychain(name, realTimers)
    await store.save('tokens/main', new Secret('before'))
    service.lock()
    expect((await store.save('tokens/main', new Secret('after'))).ok).toBe(true)
    expect(store.keeping()).toMatchObject({ kind: 'memory', message: expect.stringContaining('memory only') as string })
    expect((await store.load('tokens/main')).ok).toBe(true)
    expect(await openKeychain(name, realTimers).load('tokens/main')).toMatchObject({ ok: false, error: { kind: 'unavailable' } })

    service.comeBack()
    await store.save('registration/main', new Secret('r'))
    expect(store.keeping()).toEqual({ kind: 'keychain' })
    expect(service.lookUp(name, 'tokens/main')).toBe('wf1=after')
  })
})
