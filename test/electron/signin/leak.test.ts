import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { SessionView } from '#shared/session/session-view'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { canary } from './fake-identity-center'
import { createDesk, settle, until } from './sign-in-desk'

/** Every way in which a value may end up in a log, over IPC or on a screen. */
function everythingShownOf(value: unknown): string {
  const ways = [() => JSON.stringify(value), () => inspect(value, { depth: null, showHidden: true, getters: true }), () => inspect(structuredClone(value), { depth: null }), () => String(value)]
  return ways
    .map((way) => {
      try {
        return way()
      } catch {
        return '' // An object with functions has no structured clone: nothing goes that way.
      }
    })
    .join('\n')
}

describe('nothing secret', () => {
  it('is in what the window, the log and the callers get, through a whole day with its faults', async () => {
    const desk = createDesk()
    const { center, advance, seen, lines, keychain, pages } = desk
    const shown: unknown[] = []
    const signIn = desk.open()

    shown.push(signIn.start('main'))
    await until(() => pages.length === 1)
    const page = new URL(pages[0]!)
    const back = new URL(page.searchParams.get('redirect_uri')!)
    back.search = new URLSearchParams({ state: page.searchParams.get('state')!, code: center.authorize(pages[0]!) }).toString()
    shown.push(await (await fetch(back)).text())
    await until(() => desk.stateOf(signIn).kind === 'active')
    await desk.signInWithCode(signIn, 'second')

    center.unassigned.add('444455556666')
    const denied = signIn.credentials('main', '444455556666', 'Operator')
    const lists = [signIn.accounts('main'), signIn.roles('main', '111122223333')]
    const keys = signIn.credentials('main', '111122223333', 'Operator')
    await advance(minuteMs)
    shown.push(await denied, ...(await Promise.all(lists)))
    expect((await keys).ok).toBe(true)

    center.fail('CreateToken', 'unreachable', 3)
    keychain.failure = 'locked'
    await advance(hourMs)
    keychain.failure = undefined
    center.revokeAll()
    await advance(hourMs)
    shown.push(await signIn.credentials('main', '111122223333', 'Operator'))
    await desk.signInWithCode(signIn)
    shown.push(await signIn.signOut('main'), await signIn.signOut('second'), signIn.sessions(), signIn)
    await settle()

    const kinds = new Set(seen.flat().map(({ state }: SessionView) => state.kind))
    expect([...kinds].sort()).toEqual(['active', 'awaitingBrowser', 'awaitingCode', 'expired', 'offline', 'refreshing', 'signedOut'])
    expect(lines.length).toBeGreaterThan(5)
    for (const value of [...seen, ...lines, ...shown]) expect(everythingShownOf(value)).not.toContain(canary)
  })

  it('would be noticed: the test finds a secret that is not wrapped', () => {
    expect(everythingShownOf({ token: `${canary}-access-1` })).toContain(canary)
  })
})
