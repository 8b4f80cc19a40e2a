import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '#electron/adapters/keychain/memory-store'

import { minuteMs } from '#shared/kernel/time'
import { Secret } from '#shared/session/secret'
import { createSignIn, lookOnly } from '#electron/signin/index'
import { silentLogger } from '#test/fakes/fake-watch-parts'
import { createDesk, main } from './sign-in-desk'

describe('A look into somebody else’s sign-in', () => {
  it('gets the access token and never the refresh token', async () => {
    const store = createMemoryStore()
    await store.save('tokens/main', new Secret(JSON.stringify({ accessToken: 'a', refreshToken: 'r' })))
    const seen = await lookOnly(store).load('tokens/main')
    expect(seen.ok && seen.value?.reveal()).toBe('{"accessToken":"a"}')
  })

  it('changes nothing there', async () => {
    const store = createMemoryStore()
    await store.save('tokens/main', new Secret('{}'))
    await lookOnly(store).save('tokens/main', new Secret('other'))
    await lookOnly(store).remove('tokens/main')
    const kept = await store.load('tokens/main')
    expect(kept.ok && kept.value?.reveal()).toBe('{}')
  })

  it('passes on what is not there, and what it cannot understand', async () => {
    const store = createMemoryStore()
    expect(await lookOnly(store).load('none')).toEqual({ ok: true, value: undefined })
    await store.save('odd', new Secret('not JSON'))
    const odd = await lookOnly(store).load('odd')
    expect(odd.ok && odd.value?.reveal()).toBe('not JSON')
  })

  it('reads with the token while it lives, and never renews: not by time, not after a 401', async () => {
    const desk = createDesk()
    const store = createMemoryStore()
    const options = { sessions: [main], browser: desk.browser, oidc: desk.center.oidc, portal: desk.center.portal, clock: desk.time.clock, timers: desk.time.timers, ids: { next: () => 'id', random: () => 0 }, logger: silentLogger }
    const window = createSignIn({ ...options, store })
    await desk.signInWithCode(window)
    window.stop()
    const command = createSignIn({ ...options, store: lookOnly(store) })
    await command.restore()
    expect(await command.credentials('main', '111122223333', 'Operator')).toMatchObject({ ok: true })
    desk.center.revokeAccess()
    const asked = command.credentials('main', '444455556666', 'Operator')
    await desk.advance(5_000)
    expect(await asked).toMatchObject({ ok: false, error: { kind: 'expired' } })
    await desk.advance(90 * minuteMs)
    expect(desk.center.count('CreateToken', 'refresh')).toBe(0)
    const kept = await store.load('tokens/main')
    expect(kept.ok && kept.value?.reveal()).toContain('refreshToken')
  })
})
