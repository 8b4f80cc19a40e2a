import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFallingBackStore } from '#electron/adapters/keychain/falling-back-store'
import { createKeychainStore } from '#electron/adapters/keychain/keychain-store'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { Secret } from '#shared/session/secret'
import { fakeKeychain } from './fake-keychain'

function opened() {
  const time = createVirtualTime(0)
  const keychain = fakeKeychain()
  return { time, keychain, store: createKeychainStore({ backend: keychain, timers: time.timers, limitMs: 15_000 }) }
}
const revealed = async (load: ReturnType<ReturnType<typeof opened>['store']['load']>) => {
  const result = await load
  return result.ok ? result.value?.reveal() : result.error.why
}

describe('a long value', () => {
  it('of any length and script comes back, in entries that Windows takes', async () => {
    const text = fc.tuple(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 400 })).map(([unit, times]) => unit.repeat(times))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (values) => {
        const { store, keychain } = opened()
        for (const value of values) {
          expect((await store.save('tokens', new Secret(value))).ok).toBe(true)
          expect(await revealed(store.load('tokens'))).toBe(value)
        }
        await store.remove('tokens')
        expect([...keychain.entries.keys()]).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('is the old one or the new one, never half of each, wherever the program is killed', async () => {
    const [before, after] = ['old'.repeat(3_000), 'new!'.repeat(2_000)]
    for (let writes = 0; writes < 8; writes++) {
      const { store, keychain } = opened()
      await store.save('tokens', new Secret(before))
      keychain.dieAfterWrites = writes
      const saved = await store.save('tokens', new Secret(after))
      keychain.dieAfterWrites = Infinity
      expect(await revealed(store.load('tokens'))).toBe(saved.ok ? after : before)
    }
  })

  it('leaves nothing behind after a killed write once it is written again and removed', async () => {
    const { store, keychain } = opened()
    keychain.dieAfterWrites = 3
    await store.save('tokens', new Secret('x'.repeat(20_000)))
    keychain.dieAfterWrites = Infinity
    await store.save('tokens', new Secret('short'))
    expect([...keychain.entries]).toEqual([['tokens', 'wf1=short']])
  })

  it('with a part missing or changed is damaged, not wrong', async () => {
    const { store, keychain } = opened()
    await store.save('tokens', new Secret('x'.repeat(6_000)))
    keychain.entries.set('tokens#a2', 'y')
    expect(await revealed(store.load('tokens'))).toBe('damaged')
    keychain.entries.delete('tokens#a2')
    expect(await revealed(store.load('tokens'))).toBe('damaged')
  })
})

describe('a keychain in trouble', () => {
  it.each([
    ['Cannot create an item in a locked collection', 'locked', 'Unlock it'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'locked', 'Unlock it'],
    ['Error spawning command line “dbus-launch --autolaunch=3d”: Child process exited with code 1', 'noService', 'GNOME Keyring'],
    ['Could not connect: No such file or directory', 'noService', 'GNOME Keyring'],
    ['Failed to load keytar native addon, checked [] on prebuilds/linux-x64', 'notInstalled', 'libsecret'],
    ['User canceled the operation.', 'refused', 'Allow it'],
    ['Etwas ist schiefgegangen', 'failed', 'could not be used'],
  ])('that says "%s" is %s, and the operator is told what to do', async (message, why, words) => {
    const { store, keychain } = opened()
    keychain.failure = message
    for (const result of [await store.load('k'), await store.save('k', new Secret('v')), await store.remove('k')]) {
      expect(result).toMatchObject({ ok: false, error: { kind: 'unavailable', why, message: expect.stringContaining(words) as string } })
    }
    expect(store.keeping()).toMatchObject({ kind: 'memory', why, message: expect.stringContaining('memory only') as string })
  })

  it('answers "nothing there" only when it can be written to: a locked one says the same', async () => {
    const { store, keychain } = opened()
    keychain.set = async () => {
      throw new Error('Cannot create an item in a locked collection')
    }
    expect(await revealed(store.load('k'))).toBe('locked')
    expect(await store.remove('k')).toMatchObject({ ok: false, error: { why: 'locked' } })
  })

  it('that hangs is given up on after the limit, is left alone while it hangs, and is used again when it comes back', async () => {
    const { store, keychain, time } = opened()
    let recovered = 0
    store.onRecovered(() => recovered++)
    keychain.hang()
    const loading = [store.load('k'), store.save('k', new Secret('v')), store.load('k')]
    await time.advanceTo(15_000, () => new Promise((resolve) => setImmediate(resolve)))
    for (const result of await Promise.all(loading)) expect(result).toMatchObject({ ok: false, error: { why: 'timedOut' } })
    expect(keychain.calls).toBe(1)
    expect(await store.load('k')).toMatchObject({ ok: false, error: { why: 'timedOut' } })

    keychain.release()
    await new Promise((resolve) => setImmediate(resolve))
    expect(recovered).toBe(1)
    expect(await store.load('k')).toEqual({ ok: true, value: undefined })
    expect(store.keeping()).toEqual({ kind: 'keychain' })
  })

  it('and an entry of another program there is damaged, not a crash', async () => {
    const { store, keychain } = opened()
    keychain.entries.set('k', '{"somebody":"else"}')
    expect(await revealed(store.load('k'))).toBe('damaged')
    expect((await store.save('k', new Secret('ours'))).ok).toBe(true)
    expect(await revealed(store.load('k'))).toBe('ours')
  })
})

describe('falling back to memory', () => {
  it('keeps what a locked keychain does not take, finds it first, and moves it in when the keychain takes something again', async () => {
    const { store: keychainStore, keychain } = opened()
    const store = createFallingBackStore(keychainStore)
    await store.save('a', new Secret('old'))
    keychain.failure = 'locked'
    expect((await store.save('a', new Secret('new'))).ok).toBe(true)
    expect(await revealed(store.load('a'))).toBe('new')
    expect(store.keeping().kind).toBe('memory')

    keychain.failure = undefined
    await store.save('b', new Secret('other'))
    expect(store.keeping()).toEqual({ kind: 'keychain' })
    expect(keychain.entries.get('a')).toBe('wf1=new')
  })

  it('does not call a locked keychain empty', async () => {
    const { store: keychainStore, keychain } = opened()
    keychain.failure = 'locked'
    expect(await createFallingBackStore(keychainStore).load('a')).toMatchObject({ ok: false, error: { why: 'locked' } })
  })

  it('forgets on removal, and says when the keychain could not be cleared', async () => {
    const { store: keychainStore, keychain } = opened()
    const store = createFallingBackStore(keychainStore)
    keychain.failure = 'locked'
    await store.save('a', new Secret('v'))
    expect(await store.remove('a')).toMatchObject({ ok: false, error: { why: 'locked' } })
    keychain.failure = undefined
    expect(await store.load('a')).toEqual({ ok: true, value: undefined })
  })
})
